import { ChatClient } from "./chat/chat-client.tsx";
import { People } from "./frame/people.tsx";
import { TopBar } from "./frame/top-bar.tsx";
import { useKeptFocus } from "./parts/keep-focus.ts";
import { Toast } from "./parts/toast.tsx";
import { SidePanel } from "./side/side-panel.tsx";
import { Modals } from "./slack/modal.tsx";
import { setState, useStore } from "./store.ts";
import { TeamsDialog } from "./teams/teams-dialog.tsx";

export function App() {
  const { snapshot, connected, drawer, route } = useStore();
  const { client } = route;
  useKeptFocus();
  if (snapshot === null)
    return <p class="home nothing">{connected ? "Opening the sandbox…" : "Reconnecting to the sandbox…"}</p>;
  // Where people and conversations have no room of their own, they come in from the side.
  const drawers = innerWidth <= (client === "both" ? 1180 : 820);
  const look = `in-${client} ${drawers ? "drawers" : ""} ${drawer ? "drawer-open" : ""}`;
  return (
    <div class={`app column ${look}`}>
      <TopBar />
      <div class="stage">
        <People />
        {client === "teams" ? null : <ChatClient platform="slack" />}
        {client === "slack" ? null : <ChatClient platform="teams" />}
        {drawer ? (
          <button
            type="button"
            class="scrim"
            aria-label="Close menu"
            onClick={() => setState({ drawer: false })}
          />
        ) : null}
        <SidePanel />
      </div>
      {client === "teams" ? null : <Modals />}
      {client === "slack" ? null : <TeamsDialog />}
      {client === "teams" || snapshot.modals.length === 0 ? <Toast /> : null}
    </div>
  );
}
