import { Hint } from "./hint.tsx";
import { Mark } from "./icons.tsx";
import { useSnapshot, useStore } from "./store.ts";
import { AddApp, AppButton } from "./teams-app.tsx";
import { Posts } from "./teams-channel.tsx";
import { Chat } from "./teams-chat.tsx";
import { TeamsNav } from "./teams-nav.tsx";

/** The same people in a client that looks and works like Teams. */
export function Teams() {
  const { teams, me } = useSnapshot();
  const { route } = useStore();
  const chat = teams.chats.find(({ id }) => id === route.chat);
  const Pane = route.client === "both" ? "section" : "main";
  return (
    <div class="teams">
      <TeamsNav />
      <Pane class="teams-main column" aria-label="Teams">
        {chat === undefined ? null : (
          <>
            <header class="teams-header row">
              {chat.kind === "personal" ? <Mark /> : <span class="tile">{chat.name.slice(0, 2)}</span>}
              <h1 class="ellipsis">{chat.name}</h1>
              {chat.kind === "channel" ? <small>{teams.team}</small> : null}
              {chat.kind === "personal" ? <AppButton /> : null}
            </header>
            {chat.kind === "channel" ? (
              <Posts key={`${me.id} ${chat.id}`} chat={chat} />
            ) : (
              <Chat key={`${me.id} ${chat.id}`} chat={chat} />
            )}
            {chat.kind === "personal" && !teams.installed ? <AddApp /> : null}
          </>
        )}
        {route.client === "teams" ? <Hint /> : null}
      </Pane>
    </div>
  );
}
