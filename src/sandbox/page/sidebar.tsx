import type { Channel } from "../snapshot.ts";
import { Count } from "./count.tsx";
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
        class={unread ? "channel row unread" : "channel row"}
        aria-current={here ? "page" : undefined}
        onClick={() => go({ channel: channel.id, tab })}
      >
        {channel.kind === "direct" ? <Mark /> : <span class="hash">#</span>}
        <span class="grows ellipsis">{channel.name}</span>
        <Count n={unread ? channel.unread : 0} are="unread" />
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
  const { team, me, channels } = useSnapshot();
  return (
    <nav class="sidebar" aria-label="Conversations">
      <header class="column">
        <strong>{team}</strong>
        <small class="ellipsis">
          {me.name} · {me.title}
        </small>
      </header>
      <Group title="Channels" channels={channels.filter((channel) => channel.kind === "channel")} />
      <Group title="Apps" channels={channels.filter((channel) => channel.kind === "direct")} />
    </nav>
  );
}
