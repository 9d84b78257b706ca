import { useEffect } from "preact/hooks";
import type { Person, TeamsChat, TeamsMessage } from "../snapshot.ts";
import { send } from "./api.ts";
import { chosenFrom } from "./chosen-file.ts";
import { ComposeBox } from "./composer.tsx";
import { dayKey, dayName } from "./dates.ts";
import { Log } from "./log.tsx";
import { useSnapshot } from "./store.ts";
import { TeamsMessageItem } from "./teams-message.tsx";

const GROUP_MS = 5 * 60_000;

/** Marks as read what is on screen. */
export function useRead({ id, unread }: TeamsChat): void {
  useEffect(() => {
    if (unread > 0) void send("teams.read", { chat: id });
  }, [id, unread]);
}

const sendFile = async (chat: TeamsChat, file: File) =>
  send("teams.attach", { chat: chat.id, ...(await chosenFrom(file)) });

/** Writes below `root`, or to the end; where others are, the bot hears its name only. */
export function TeamsComposer({ chat, root = null }: { chat: TeamsChat; root?: string | null }) {
  const { botName, me } = useSnapshot();
  const label = { personal: `Message ${chat.name}`, group: `Message ${chat.name}`, channel: "Start a post" };
  const hint = chat.kind === "personal" ? "" : ` (@${botName} to ask the app)`;
  return (
    <ComposeBox
      draft={`${me.id} ${chat.id} ${root ?? ""}`}
      label={`${root === null ? label[chat.kind] : "Reply"}${hint}`}
      client="teams"
      lead={chat.kind === "personal" ? "" : `@${botName}`}
      {...(chat.kind === "personal" ? { attach: (file) => void sendFile(chat, file) } : {})}
      deliver={async (text) => (await send("teams.send", { chat: chat.id, text, root })).ok}
    />
  );
}

function Empty({ chat }: { chat: TeamsChat }) {
  const { teams, botName } = useSnapshot();
  if (chat.kind === "group") return <p class="nothing">The beginning of {chat.name}.</p>;
  return (
    <p class="nothing">
      {teams.installed
        ? `Write setup to ${botName}, or help to see what else it understands.`
        : `${botName} takes a team from nothing to working Mistral API keys.`}
    </p>
  );
}

function follows(message: TeamsMessage, before: TeamsMessage | undefined, me: Person): boolean {
  if (before?.author !== message.author || message.author === "bot") return false;
  const [ms, earlier] = [Number(message.id), Number(before.id)];
  return ms - earlier < GROUP_MS && dayKey(ms, me) === dayKey(earlier, me);
}

export function Chat({ chat }: { chat: TeamsChat }) {
  const { teams, me, now } = useSnapshot();
  const own = teams.messages.filter((message) => message.chat === chat.id);
  useRead(chat);
  return (
    <>
      <Log
        class="teams-log"
        content="teams-messages"
        label={`Messages in ${chat.name}`}
        said={own.findLast(({ author }) => author === me.id)?.id}
      >
        {own.length === 0 ? <Empty chat={chat} /> : null}
        {own.map((message, index) => {
          const [ms, before] = [Number(message.id), own[index - 1]];
          const newDay = before === undefined || dayKey(Number(before.id), me) !== dayKey(ms, me);
          return (
            <div key={message.id}>
              {newDay ? <p class="teams-day">{dayName(ms, now, me)}</p> : null}
              <TeamsMessageItem message={message} follows={follows(message, before, me)} />
            </div>
          );
        })}
      </Log>
      {chat.kind === "personal" && !teams.installed ? null : <TeamsComposer chat={chat} />}
    </>
  );
}
