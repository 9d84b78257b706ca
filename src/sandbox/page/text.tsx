import type { ComponentChildren } from "preact";
import type { Json } from "../snapshot.ts";
import { slackDate } from "./dates.ts";
import { Link } from "./link.tsx";
import { parseMrkdwn } from "./mrkdwn.ts";
import { go, useSnapshot } from "./store.ts";
import { asObject, asString, plainText, type Wire } from "./wire.ts";

function UserMention({ id }: { id: string }) {
  const { people, gone, me, botName } = useSnapshot();
  const name = people.find((one) => one.id === id)?.name ?? gone[id] ?? botName;
  return <span class={id === me.id ? "mention mention-me" : "mention"}>@{name}</span>;
}

function ChannelMention({ id }: { id: string }) {
  const { channels, gone } = useSnapshot();
  const channel = channels.find((one) => one.id === id);
  if (channel === undefined) return <span class="mention">#{gone[id] ?? id}</span>;
  return (
    <button type="button" class="mention" onClick={() => go({ channel: channel.id, tab: "messages" })}>
      #{channel.name}
    </button>
  );
}

function LocalDate({ span }: { span: Wire }) {
  const { me, now } = useSnapshot();
  const seconds = Number(span["timestamp"]);
  if (!Number.isFinite(seconds)) return <span>{asString(span["fallback"])}</span>;
  const text = slackDate(seconds, asString(span["format"]), me, now);
  return <time dateTime={new Date(seconds * 1000).toISOString()}>{text}</time>;
}

function Span({ span }: { span: Wire }): ComponentChildren {
  const text = asString(span["text"]);
  const url = asString(span["url"]);
  switch (span["type"]) {
    case "link":
      return <Link url={url}>{text || url}</Link>;
    case "user":
      return <UserMention id={asString(span["user_id"])} />;
    case "channel":
      return <ChannelMention id={asString(span["channel_id"])} />;
    case "date":
      return <LocalDate span={span} />;
  }
  const style = asObject(span["style"]);
  if (style?.["code"] === true) return <code>{text}</code>;
  return style?.["bold"] === true ? <strong>{text}</strong> : text;
}

/** Spans as rich text has them. */
export function Spans({ spans }: { spans: Wire[] }) {
  return spans.map((span, index) => <Span key={`${index}${asString(span["type"])}`} span={span} />);
}

export function Mrkdwn({ source }: { source: string }) {
  return (
    <div class="text">
      <Spans spans={parseMrkdwn(source)} />
    </div>
  );
}

/** A Slack text object, `plain_text` or `mrkdwn`. */
export function TextObject({ value }: { value: Json | undefined }) {
  const source = plainText(value);
  return asObject(value)?.["type"] === "mrkdwn" ? (
    <Mrkdwn source={source} />
  ) : (
    <div class="text">{source}</div>
  );
}
