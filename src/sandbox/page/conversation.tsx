import { useEffect } from "preact/hooks";
import type { Channel, Message, Person } from "../snapshot.ts";
import { send } from "./api.ts";
import { Composer } from "./composer.tsx";
import { dayKey, dayName } from "./dates.ts";
import { Log } from "./log.tsx";
import { MessageItem, messageMs } from "./message.tsx";
import { useSnapshot } from "./store.ts";

const GROUP_MS = 5 * 60_000;

type Row = { message: Message; follows: boolean; newDay: boolean };

function toRows(messages: Message[], me: Person): Row[] {
  return messages.map((message, index): Row => {
    const before = messages[index - 1];
    const ms = messageMs(message);
    const newDay = before === undefined || dayKey(messageMs(before), me) !== dayKey(ms, me);
    const same = before?.author === message.author && !before.ephemeral && !message.ephemeral;
    return { message, newDay, follows: same && !newDay && ms - messageMs(before) < GROUP_MS };
  });
}

function Beginning({ channel }: { channel: Channel }) {
  const { botName } = useSnapshot();
  const direct = channel.kind === "direct";
  return (
    <div class="beginning">
      <h2>{direct ? channel.name : `# ${channel.name}`}</h2>
      <p>
        {direct
          ? `This is your direct conversation with ${channel.name}. What it needs from you alone arrives here.`
          : `This is the very beginning of #${channel.name}.`}
        {!direct && channel.botIsMember ? ` ${botName} is in this channel.` : ""}
      </p>
    </div>
  );
}

/** As the app's manifest has it: people press buttons there, and type elsewhere. */
function ReadOnly() {
  return (
    <p class="read-only soft">
      You cannot write here. Type <code>/mistral-setup</code> in a channel.
    </p>
  );
}

export function Conversation({ channel }: { channel: Channel }) {
  const { messages, me, now } = useSnapshot();
  const own = messages.filter((message) => message.channel === channel.id);
  useEffect(() => {
    if (channel.unread > 0) void send("read", { channel: channel.id });
  }, [channel.id, channel.unread]);
  const name = channel.kind === "direct" ? channel.name : `#${channel.name}`;
  return (
    <>
      <Log
        class="log"
        content="log-content"
        label={`Messages in ${name}`}
        said={own.findLast(({ author }) => author === me.id)?.ts}
      >
        <Beginning channel={channel} />
        {toRows(own, me).map(({ message, follows, newDay }) => (
          <div key={message.ts}>
            {newDay ? (
              <div class="day">
                <span>{dayName(messageMs(message), now, me)}</span>
              </div>
            ) : null}
            <MessageItem message={message} follows={follows} />
          </div>
        ))}
      </Log>
      {channel.kind === "direct" ? <ReadOnly /> : <Composer channel={channel} />}
    </>
  );
}
