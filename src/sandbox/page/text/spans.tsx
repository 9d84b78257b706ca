import type { ComponentChildren } from "preact";
import type { Json } from "../../snapshot.ts";
import { useSnapshot } from "../store.ts";
import { asObject, asString, plainText, type Wire } from "../wire.ts";
import { slackDate } from "./dates.ts";
import { Link } from "./link.tsx";
import { parseMrkdwn } from "./mrkdwn.ts";

function Span({ span }: { span: Wire }): ComponentChildren {
  const { people, channels, me, botName, now } = useSnapshot();
  const text = asString(span["text"]);
  const url = asString(span["url"]);
  const user = asString(span["user_id"]);
  const channel = asString(span["channel_id"]);
  const seconds = Number(span["timestamp"]);
  const style = asObject(span["style"]);
  switch (span["type"]) {
    case "link":
      return <Link url={url}>{text || url}</Link>;
    case "user":
      return (
        <span class={user === me.id ? "mention me" : "mention"}>
          @{people.find(({ id }) => id === user)?.name ?? botName}
        </span>
      );
    case "channel":
      return <span class="mention">#{channels.find(({ id }) => id === channel)?.name ?? channel}</span>;
    case "date":
      return Number.isFinite(seconds)
        ? slackDate(seconds, asString(span["format"]), me, now)
        : asString(span["fallback"]);
  }
  if (style?.["code"] === true) return <code>{text}</code>;
  return style?.["bold"] === true ? <strong>{text}</strong> : text;
}

/** Spans as rich text has them. */
export function Spans({ spans }: { spans: Wire[] }) {
  return spans.map((span, index) => <Span key={`${index}${asString(span["type"])}`} span={span} />);
}

/** A Slack text object, `plain_text` or `mrkdwn`. */
export function TextObject({ value }: { value: Json | undefined }) {
  const source = plainText(value);
  const isMarkup = asObject(value)?.["type"] === "mrkdwn";
  return <div class="text">{isMarkup ? <Spans spans={parseMrkdwn(source)} /> : source}</div>;
}

export const Mrkdwn = ({ source }: { source: string }) => (
  <TextObject value={{ type: "mrkdwn", text: source }} />
);
