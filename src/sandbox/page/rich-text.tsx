import type { ComponentChildren } from "preact";
import type { Block } from "../snapshot.ts";
import { emojiCharacter } from "./emoji.ts";
import { Link } from "./link.tsx";
import { ChannelMention, LocalDate, Preformatted, UserMention } from "./text.tsx";
import { asObject, asObjects, asString, type Wire } from "./wire.ts";

function styled(span: Wire, content: ComponentChildren): ComponentChildren {
  const style = asObject(span["style"]);
  let node = content;
  if (style?.["code"] === true) node = <code>{node}</code>;
  if (style?.["strike"] === true) node = <s>{node}</s>;
  if (style?.["italic"] === true) node = <em>{node}</em>;
  if (style?.["bold"] === true) node = <strong>{node}</strong>;
  return node;
}

function Span({ span }: { span: Wire }): ComponentChildren {
  const text = asString(span["text"]);
  const url = asString(span["url"]);
  switch (span["type"]) {
    case "text":
      return styled(span, text);
    case "link":
      return styled(span, <Link url={url}>{text || url}</Link>);
    case "user":
      return styled(span, <UserMention id={asString(span["user_id"])} />);
    case "channel":
      return styled(span, <ChannelMention id={asString(span["channel_id"])} label="" />);
    case "broadcast":
      return <span class="mention">@{asString(span["range"])}</span>;
    case "emoji": {
      const name = asString(span["name"]);
      return emojiCharacter(name, asString(span["unicode"])) ?? `:${name}:`;
    }
    case "date":
      return styled(
        span,
        <LocalDate
          seconds={Number(span["timestamp"])}
          pattern={asString(span["format"])}
          fallback={asString(span["fallback"])}
        />,
      );
    default:
      return <span class="unknown">{asString(span["type"])}</span>;
  }
}

function spans(part: Wire): ComponentChildren {
  return asObjects(part["elements"]).map((span, index) => (
    <Span key={`${index}${asString(span["type"])}`} span={span} />
  ));
}

function plain(part: Wire): string {
  return asObjects(part["elements"])
    .map((span) => asString(span["text"]) || asString(span["url"]))
    .join("");
}

function List({ part }: { part: Wire }) {
  const items = asObjects(part["elements"]).map((item, index) => (
    <li key={`${index}${asString(item["type"])}`}>{spans(item)}</li>
  ));
  const indent = `list indent-${Math.min(Number(part["indent"] ?? 0), 4)}`;
  if (part["style"] !== "ordered") return <ul class={indent}>{items}</ul>;
  return (
    <ol class={indent} start={Number(part["offset"] ?? 0) + 1}>
      {items}
    </ol>
  );
}

function Part({ part }: { part: Wire }) {
  switch (part["type"]) {
    case "rich_text_section":
      return <div class="text">{spans(part)}</div>;
    case "rich_text_list":
      return <List part={part} />;
    case "rich_text_quote":
      return <blockquote class="text">{spans(part)}</blockquote>;
    case "rich_text_preformatted":
      return <Preformatted text={plain(part)}>{spans(part)}</Preformatted>;
    default:
      return <div class="unknown">{asString(part["type"])}</div>;
  }
}

export function RichText({ block }: { block: Block }) {
  return (
    <div class="rich-text">
      {asObjects(block["elements"]).map((part, index) => (
        <Part key={`${index}${asString(part["type"])}`} part={part} />
      ))}
    </div>
  );
}
