import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Message, Place } from "../../snapshot.ts";
import { Avatar, Icon, Mark } from "../parts/controls.tsx";
import { SlackBody } from "../slack/slack.tsx";
import { chosenFrom, draftOf, send, setState, useDraft, useSnapshot } from "../store.ts";
import { AddApp, TeamsBody } from "../teams/teams.tsx";
import { dayKey, dayName, timeOf } from "../text/dates.ts";

const GROUP_MS = 5 * 60_000;

type ItemProps = { message: Message; follows?: boolean; mine?: boolean };

/** One message; `follows` leaves out the name when the same author has just spoken. */
function MessageItem({ message, follows = false, mine = false }: ItemProps) {
  const { people, me, botName } = useSnapshot();
  const { platform, author, at, isPrivate, isEdited } = message;
  const isSlack = platform === "slack";
  const person = people.find(({ id }) => id === author);
  const name = person?.name ?? botName;
  const time = <time dateTime={new Date(at).toISOString()}>{timeOf(at, me)}</time>;
  return (
    <article
      class={`message ${follows ? "follows" : ""} ${mine ? "mine" : ""} ${isPrivate ? "ephemeral" : ""}`}
      aria-label={`${name}, ${timeOf(at, me)}`}
      {...{ "data-testid": isSlack ? "message" : "teams-message", "data-surface": true, tabIndex: -1 }}
    >
      <div class="gutter">{follows ? time : person ? <Avatar {...person} /> : <Mark />}</div>
      <div class="said">
        {isPrivate && (
          <small class="row">
            <Icon name="eye" /> Only visible to you
          </small>
        )}
        {follows ? null : (
          <p class="row">
            <strong class="author">{name}</strong>
            {person === undefined && isSlack ? <span class="badge">APP</span> : null}
            {time}
            {isEdited && !isSlack ? <small>Edited</small> : null}
          </p>
        )}
        {isSlack ? <SlackBody message={message} /> : <TeamsBody message={message} />}
      </div>
    </article>
  );
}

function Talk({ messages }: { messages: Message[] }) {
  const { me, now } = useSnapshot();
  return messages.map((message, index) => {
    const { platform, id, at, author } = message;
    const before = messages[index - 1];
    const newDay = before === undefined || dayKey(before.at, me) !== dayKey(at, me);
    const follows = !newDay && before.author === author && at - before.at < GROUP_MS;
    return (
      <div key={id}>
        {newDay ? <p class="day">{dayName(at, now, me)}</p> : null}
        <MessageItem message={message} follows={follows} mine={platform === "teams" && author === me.id} />
      </div>
    );
  });
}

const Threads = ({ messages }: { messages: Message[] }) =>
  Object.entries(Object.groupBy(messages, ({ root, id }) => root ?? id)).map(([id, thread = []]) => (
    <div key={id} class="thread box">
      {thread.map((each) => (
        <MessageItem key={each.id} message={each} />
      ))}
    </div>
  ));

/** Where one writes; in Slack's direct messages one cannot, as the app's manifest has it. */
function Foot({ place }: { place: Place }) {
  const { installed } = useSnapshot();
  const { platform, kind } = place;
  if (kind !== "direct" || (platform === "teams" && installed)) return <Composer place={place} />;
  if (platform === "teams") return <AddApp />;
  return (
    <p class="foot box soft">
      You cannot write here. Type <code>/mistral-setup</code> in a channel.
    </p>
  );
}

export function Conversation({ place }: { place: Place }) {
  const { me, botName, messages } = useSnapshot();
  const { platform, id, kind, name, unread } = place;
  const here = messages.filter((each) => each.place === id);
  const isThreads = platform === "teams" && kind === "channel";
  const title = platform === "slack" && kind === "channel" ? `#${name}` : name;
  const toYou = `What ${botName} needs from you alone arrives here.`;
  useEffect(() => {
    if (unread > 0) void send("read", { platform, place: id });
  }, [id, unread]);
  const log = useRef<HTMLDivElement>(null);
  const said = here.findLast(({ author, root }) => author === me.id && root === null)?.id;
  // It is laid out from its end, where the browser keeps it until somebody scrolls up.
  useLayoutEffect(() => log.current?.scrollTo(0, 0), [said]);
  return (
    <>
      <div
        ref={log}
        class="log scrolls"
        role="log"
        aria-label={`${isThreads ? "Posts" : "Messages"} in ${title}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div class="log-content">
          <div class="beginning">
            <h2>{title}</h2>
            <p class="soft">{kind === "direct" ? toYou : `This is the very beginning of ${title}.`}</p>
          </div>
          {isThreads ? <Threads messages={here} /> : <Talk messages={here} />}
        </div>
      </div>
      <Foot place={place} />
    </>
  );
}

const SLASH = "/mistral-setup";

function Attach({ chat }: { chat: string }) {
  const take = async ({ currentTarget: input }: { currentTarget: HTMLInputElement }): Promise<void> => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file !== undefined) await send("teams.attach", { chat, ...(await chosenFrom(file)) });
  };
  return (
    <label class="icon-button">
      <Icon name="attach" />
      <input type="file" class="cover" aria-label="Attach a file" accept=".csv,.tsv,.txt" onChange={take} />
    </label>
  );
}

async function deliver({ platform, id }: Place, text: string): Promise<boolean> {
  const isCommand = platform === "slack" && /^\/[a-z]/.test(text);
  if (!isCommand) return (await send("message", { platform, place: id, text })).ok;
  const [word, ...rest] = text.split(" ");
  if (word === SLASH) return (await send("command", { channel: id, text: rest.join(" ").trim() })).ok;
  setState({ error: `No app here knows this command. Try ${SLASH}.` });
  return false;
}

function Composer({ place }: { place: Place }) {
  const { me, botName } = useSnapshot();
  const { platform, id, kind, name } = place;
  const key = `${me.id} ${id} `;
  const [text, setText] = useDraft(key, "");
  const isChat = platform === "teams" && kind === "direct";
  const ask = platform === "slack" || isChat ? null : `@${botName} to ask the app`;
  const label = `Message ${platform === "slack" ? "#" : ""}${name}${ask === null ? "" : ` (${ask})`}`;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() === "") return;
    setText("");
    if (!(await deliver(place, text.trim())) && draftOf(key, "") === "") setText(text.trim());
  };
  return (
    <form class="composer box row" onSubmit={submit}>
      <input
        aria-label={label}
        placeholder={ask ?? label}
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {isChat ? <Attach chat={id} /> : null}
      <button type="submit" class="send icon-button" aria-label="Send" aria-disabled={text.trim() === ""}>
        <Icon name="send" />
      </button>
    </form>
  );
}
