import type { Channel } from "../snapshot.ts";
import { Mark } from "./icons.tsx";
import { go, useSnapshot, useStore } from "./store.ts";

function ChannelLink({ channel }: { channel: Channel }) {
  const { route } = useStore();
  const here = channel.id === route.channel;
  const unread = channel.unread > 0 && !here;
  const tab = channel.kind === "direct" ? route.tab : "messages";
  return (
    <li>
      <button
        type="button"
        class={unread ? "channel unread" : "channel"}
        aria-current={here ? "page" : undefined}
        onClick={() => go({ channel: channel.id, tab })}
      >
        {channel.kind === "direct" ? <Mark /> : <span class="hash">#</span>}
        <span class="channel-name">{channel.name}</span>
        {unread ? (
          <span class="count">
            {channel.unread}
            <span class="hidden"> unread</span>
          </span>
        ) : null}
      </button>
    </li>
  );
}

function Group({ title, channels }: { title: string; channels: Channel[] }) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {channels.map((channel) => (
          <ChannelLink key={channel.id} channel={channel} />
        ))}
      </ul>
    </>
  );
}

export function Sidebar() {
  const { team, me, channels, botName } = useSnapshot();
  const direct = channels.filter((channel) => channel.kind === "direct");
  const apps = direct.filter((channel) => channel.name === botName);
  const others = direct.filter((channel) => channel.name !== botName);
  return (
    <nav class="sidebar" aria-label="Conversations">
      <header>
        <strong>{team}</strong>
        <span>
          {me.name} · {me.title}
        </span>
      </header>
      <Group title="Channels" channels={channels.filter((channel) => channel.kind === "channel")} />
      {others.length === 0 ? null : <Group title="Direct messages" channels={others} />}
      <Group title="Apps" channels={apps} />
    </nav>
  );
}
