import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Json } from "../snapshot.ts";
import { slackDate } from "./dates.ts";
import { labelOf, withEmoji } from "./emoji.ts";
import { Icon } from "./icons.tsx";
import { Link } from "./link.tsx";
import { type Inline, type Piece, parseMrkdwn } from "./mrkdwn.ts";
import { go, useSnapshot } from "./store.ts";
import { asObject, asString } from "./wire.ts";

export function UserMention({ id }: { id: string }) {
  const { people, me, botName } = useSnapshot();
  const person = people.find((one) => one.id === id);
  return <span class={id === me.id ? "mention mention-me" : "mention"}>@{person?.name ?? botName}</span>;
}

export function ChannelMention({ id, label }: { id: string; label: string }) {
  const { channels } = useSnapshot();
  const channel = channels.find((one) => one.id === id);
  if (channel === undefined) return <span class="mention">#{label || id}</span>;
  return (
    <button type="button" class="mention" onClick={() => go({ channel: channel.id, tab: "messages" })}>
      #{channel.name}
    </button>
  );
}

export function LocalDate(props: { seconds: number; pattern: string; fallback: string }) {
  const { me, now } = useSnapshot();
  if (!Number.isFinite(props.seconds)) return <span>{props.fallback}</span>;
  const text = slackDate(props.seconds, props.pattern, me, now);
  return <time dateTime={new Date(props.seconds * 1000).toISOString()}>{text}</time>;
}

export function Preformatted({ children, text }: { children: ComponentChildren; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div class="pre">
      <pre>{children}</pre>
      <button type="button" class="copy" onClick={() => void copy()}>
        <Icon name={copied ? "check" : "copy"} />
        {copied ? "Copied" : "Copy"}
      </button>
    </div>
  );
}

function InlineNode({ node }: { node: Inline }): ComponentChildren {
  switch (node.kind) {
    case "text":
      return withEmoji(node.text);
    case "bold":
      return <strong>{inlines(node.children)}</strong>;
    case "italic":
      return <em>{inlines(node.children)}</em>;
    case "strike":
      return <s>{inlines(node.children)}</s>;
    case "code":
      return <code>{node.text}</code>;
    case "link":
      return <Link url={node.url}>{node.label}</Link>;
    case "user":
      return <UserMention id={node.id} />;
    case "channel":
      return <ChannelMention id={node.id} label={node.label} />;
    case "special":
      return <span class="mention">{node.label}</span>;
    case "date":
      return <LocalDate seconds={node.seconds} pattern={node.pattern} fallback={node.fallback} />;
  }
}

function inlines(nodes: Inline[]): ComponentChildren {
  return nodes.map((node, index) => <InlineNode key={`${index}${node.kind}`} node={node} />);
}

function PieceNode({ piece }: { piece: Piece }) {
  if (piece.kind === "pre") return <Preformatted text={piece.text}>{piece.text}</Preformatted>;
  if (piece.kind === "quote") return <blockquote>{inlines(piece.children)}</blockquote>;
  return <span>{inlines(piece.children)}</span>;
}

export function Mrkdwn({ source }: { source: string }) {
  return (
    <div class="text">
      {parseMrkdwn(source).map((piece, index) => (
        <PieceNode key={`${index}${piece.kind}`} piece={piece} />
      ))}
    </div>
  );
}

/** A Slack text object, `plain_text` or `mrkdwn`. */
export function TextObject({ value }: { value: Json | undefined }) {
  const text = asObject(value);
  const source = asString(text?.["text"]);
  if (text?.["type"] === "mrkdwn") return <Mrkdwn source={source} />;
  return <div class="text">{labelOf(value)}</div>;
}
