import type { TeamsChat } from "../snapshot.ts";
import { Count } from "./count.tsx";
import { Icon, Mark } from "./icons.tsx";
import { go, useSnapshot, useStore } from "./store.ts";

function ChatLink({ chat }: { chat: TeamsChat }) {
  const { route } = useStore();
  const here = chat.id === route.chat;
  const unread = chat.unread > 0 && !here;
  return (
    <li>
      <button
        type="button"
        class={unread ? "teams-chat row unread" : "teams-chat row"}
        aria-current={here ? "page" : undefined}
        onClick={() => go({ chat: chat.id })}
      >
        {chat.kind === "personal" ? <Mark /> : <span class="tile">{chat.name.slice(0, 2)}</span>}
        <span class="grows ellipsis">{chat.name}</span>
        <Count n={unread ? chat.unread : 0} are="unread" />
      </button>
    </li>
  );
}

function Group({ title, chats }: { title: string; chats: TeamsChat[] }) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {chats.map((chat) => (
          <ChatLink key={chat.id} chat={chat} />
        ))}
      </ul>
    </>
  );
}

/** Where the app's own places are; chats and channels stand together in the list beside it. */
function Rail({ chats, channels }: { chats: TeamsChat[]; channels: TeamsChat[] }) {
  const { chat } = useStore().route;
  const places = [
    { label: "Chat", icon: "chat" as const, all: chats },
    { label: "Teams", icon: "team" as const, all: channels },
  ];
  return (
    <div class="rail column">
      {places.map(({ label, icon, all }) => {
        const first = all.find(({ unread }) => unread > 0) ?? all[0];
        if (first === undefined) return null;
        return (
          <button
            key={label}
            type="button"
            aria-current={all.some(({ id }) => id === chat) ? "true" : undefined}
            onClick={() => go({ chat: first.id })}
          >
            <Icon name={icon} />
            {label}
          </button>
        );
      })}
    </div>
  );
}

export function TeamsNav() {
  const { team, chats } = useSnapshot().teams;
  const channels = chats.filter(({ kind }) => kind === "channel");
  const others = chats.filter(({ kind }) => kind !== "channel");
  others.sort((one) => (one.kind === "personal" ? -1 : 1));
  return (
    <nav class="teams-nav" aria-label="Teams chats and channels">
      <Rail chats={others} channels={channels} />
      <div class="teams-list">
        <header>Chat</header>
        <Group title="Chats" chats={others} />
        {channels.length === 0 ? null : <Group title={team} chats={channels} />}
      </div>
    </nav>
  );
}
