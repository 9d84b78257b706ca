import { useMemo } from "preact/hooks";
import type { Container } from "../request-schemas.ts";
import type { Message } from "../snapshot.ts";
import { Avatar } from "./avatar.tsx";
import { Blocks } from "./blocks.tsx";
import { useFreshness } from "./changed.ts";
import { SurfaceProvider, useSurface } from "./container.tsx";
import { fullTime, timeOf } from "./dates.ts";
import { Icon, Mark } from "./icons.tsx";
import { useSnapshot } from "./store.ts";
import { Mrkdwn } from "./text.tsx";

export function messageMs(message: Message): number {
  return Math.round(Number(message.ts) * 1000);
}

function Body({ message }: { message: Message }) {
  const { me } = useSnapshot();
  const { channel, ts } = message;
  const container = useMemo((): Container => ({ kind: "message", channel, ts }), [channel, ts]);
  const surface = useSurface(`${me.id} message ${channel} ${ts}`, container);
  if (message.blocks.length > 0) {
    return (
      <SurfaceProvider value={surface}>
        <Blocks blocks={message.blocks} />
      </SurfaceProvider>
    );
  }
  // What a person types is shown as typed; only the bot writes markup.
  if (message.author !== "bot") return <div class="text">{message.text}</div>;
  return <Mrkdwn source={message.text} />;
}

/** One message; `follows` leaves out the name when the same author has just spoken. */
export function MessageItem({ message, follows }: { message: Message; follows: boolean }) {
  const { people, me, botName } = useSnapshot();
  const bot = message.author === "bot";
  const person = people.find((one) => one.id === message.author);
  const name = bot ? botName : (person?.name ?? "Someone who left");
  const ms = messageMs(message);
  const time = (
    <small>
      <time dateTime={new Date(ms).toISOString()} title={fullTime(ms, me)}>
        {timeOf(ms, me)}
      </time>
    </small>
  );
  const face = bot ? <Mark /> : <Avatar person={person ?? { name, color: "#777" }} />;
  const fresh = useFreshness(message.blocks);
  const look = [
    "message",
    follows ? "follows" : "",
    message.ephemeral ? "ephemeral" : "",
    fresh ? "changed" : "",
  ];
  return (
    <article
      class={look.join(" ")}
      aria-label={`${name}, ${timeOf(ms, me)}`}
      data-testid="message"
      data-ts={message.ts}
      data-surface
      tabIndex={-1}
    >
      <div class="gutter">{follows ? time : face}</div>
      <div class="grows">
        {message.ephemeral ? (
          <small class="only-you row">
            <Icon name="eye" /> Only visible to you
          </small>
        ) : null}
        {follows ? null : (
          <p class="byline row">
            <strong class="author">{name}</strong>
            {bot ? <span class="badge">APP</span> : null}
            {person?.kind === "guest" ? <span class="badge">GUEST</span> : null}
            {time}
          </p>
        )}
        <Body message={message} />
        {message.files.map(({ id, name, size }) => (
          <p class="file" key={id}>
            <a href={`/sandbox/slack/file/${id}`} download={name}>
              {name}
            </a>{" "}
            <small>{size < 1024 ? `${size} bytes` : `${Math.round(size / 1024)} KB`}</small>
          </p>
        ))}
        {message.edited ? <small>(edited)</small> : null}
      </div>
    </article>
  );
}
