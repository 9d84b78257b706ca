import type { types } from "@slack/bolt";
import { clean, cleanLine, webAddress } from "../../view/core/clean.ts";
import type { Span } from "../../view/core/view.ts";
import { escapeMrkdwn, unformatted } from "./text.ts";

/** Slack documents no limit for rich text; 3,000 is the one of a section and is refused nowhere. */
export const TEXT_LIMIT = 3000;

export type RichElement = types.RichTextElement;
type ContextElement = types.MrkdwnElement | types.PlainTextElement;

function dateFormat({ style, dayToHour }: Extract<Span, { kind: "time" }>): string {
  if (style === "time") return "{time}";
  const day = dayToHour === undefined ? "{date_short_pretty}" : "{date_short}";
  return style === "date" ? day : `${day}${dayToHour ?? " "}{time}`;
}

/** Spans as rich text: structure all the way, so nothing in a name or reason can become formatting. */
export function richElements(spans: readonly Span[], limit = TEXT_LIMIT): RichElement[] {
  const elements: RichElement[] = [];
  let room = limit;
  for (const span of spans) {
    if (room <= 0) break;
    const element = richElement(span, room);
    if (element === null) continue;
    room -= "text" in element ? (element.text?.length ?? 0) : 1;
    elements.push(element);
  }
  return elements.some((element) => element.type !== "text" || element.text.trim() !== "") ? elements : [];
}

function richElement(span: Span, room: number): RichElement | null {
  switch (span.kind) {
    case "text":
      return richText(span.text, room);
    case "bold":
      return richText(span.text, room, { bold: true });
    case "code":
      return richText(span.text, room, { code: true });
    case "link": {
      const url = webAddress(span.url);
      if (url === null) return richText(span.text, room);
      return { type: "link", url, text: cleanLine(span.text, room) || cleanLine(url, room) };
    }
    case "mention": {
      const user = span.ids.slack;
      return user === undefined ? richText(span.name, room, { bold: true }) : { type: "user", user_id: user };
    }
    case "channel": {
      const channel = span.ids.slack;
      if (channel === undefined) return richText(`#${span.name}`, room);
      return { type: "channel", channel_id: channel };
    }
    case "time":
      return {
        type: "date",
        timestamp: Math.floor(span.at / 1000),
        format: dateFormat(span),
        fallback: cleanLine(span.fallback, 200) || "…",
      };
  }
}

function richText(text: string, room: number, style?: { bold?: true; code?: true }): RichElement | null {
  const safe = clean(text, room);
  if (safe === "") return null;
  return style === undefined ? { type: "text", text: safe } : { type: "text", text: safe, style };
}

/**
 * Spans as one context element; null: rich text alone keeps them safe. Plain words alone may hold whatever they like, but
 * beside a mention, a time or code they are mrkdwn, where nothing in them may format.
 */
export function contextElement(spans: readonly Span[]): ContextElement | null {
  if (spans.every(({ kind }) => kind === "text")) {
    const text = clean(spans.map((span) => ("text" in span ? span.text : "")).join(""), TEXT_LIMIT).trim();
    return text === "" ? null : { type: "plain_text", text, emoji: false };
  }
  const parts = spans.map(mrkdwnOf);
  const text = parts.join("").trim();
  const isSafe = !parts.includes(null) && text !== "" && text.length <= TEXT_LIMIT;
  return isSafe ? { type: "mrkdwn", text, verbatim: true } : null;
}

/** Characters that could format, link or name somebody in mrkdwn. */
const FORMATTING = /[*_~`<>&]|:[\w+-]+:/;

/** null: it cannot be said safely. */
function mrkdwnOf(span: Span): string | null {
  switch (span.kind) {
    case "text":
      return FORMATTING.test(span.text) ? null : clean(span.text, TEXT_LIMIT);
    case "bold":
    case "code":
      return null;
    case "link": {
      const url = webAddress(span.url);
      if (url === null) return null;
      const label = unformatted(cleanLine(span.text, 300));
      const address = escapeMrkdwn(url).replace(/\|/g, "%7C");
      return label === "" ? `<${address}>` : `<${address}|${label}>`;
    }
    case "mention":
      return span.ids.slack === undefined ? null : `<@${unformatted(span.ids.slack)}>`;
    case "channel":
      return span.ids.slack === undefined ? null : `<#${unformatted(span.ids.slack)}>`;
    case "time": {
      const fallback = unformatted(cleanLine(span.fallback, 200)) || "…";
      return `<!date^${Math.floor(span.at / 1000)}^${dateFormat(span)}|${fallback}>`;
    }
  }
}
