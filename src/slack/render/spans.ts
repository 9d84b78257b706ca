import type { types } from "@slack/bolt";
import { clean, cleanLine, webAddress } from "../../view/core/clean.ts";
import type { Span } from "../../view/core/view.ts";

/** Slack documents no limit for rich text; 3,000 is the one of a section and is refused nowhere. */
export const TEXT_LIMIT = 3000;

type RichElement = types.RichTextElement;

/** Slack's three control characters, so that a name such as `<!channel>` notifies nobody. */
export function escapeMrkdwn(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** mrkdwn has no escape for its formatting characters: where it must be used, they are left out. */
export function unformatted(text: string): string {
  return escapeMrkdwn(text.replace(/[*_~`|]/g, ""));
}

/** As `plain_text` without emoji codes; never empty, because Slack refuses an empty text. */
export function plain(text: string, limit: number): { type: "plain_text"; text: string; emoji: false } {
  return { type: "plain_text", text: cleanLine(text, limit) || "…", emoji: false };
}

function dateFormat({ style, dayToHour }: Extract<Span, { kind: "time" }>): string {
  if (style === "time") return "{time}";
  const day = dayToHour === undefined ? "{date_short_pretty}" : "{date_short}";
  return style === "date" ? day : `${day}${dayToHour ?? " "}{time}`;
}

/** Spans as rich text: structure all the way, so nothing in a name or reason can become formatting. */
export function richElements(spans: readonly Span[]): RichElement[] {
  const elements: RichElement[] = [];
  let room = TEXT_LIMIT;
  for (const span of spans) {
    const element = room > 0 ? richElement(span, room) : null;
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
      const user_id = span.ids.slack;
      return user_id === undefined ? richText(span.name, room, { bold: true }) : { type: "user", user_id };
    }
    case "channel": {
      const channel_id = span.ids.slack;
      return channel_id === undefined ? richText(`#${span.name}`, room) : { type: "channel", channel_id };
    }
    case "group": {
      const usergroup_id = span.ids.slack;
      if (usergroup_id === undefined) return richText(span.name, room, { bold: true });
      return { type: "usergroup", usergroup_id };
    }
    case "time": {
      const fallback = cleanLine(span.fallback, 200) || "…";
      return { type: "date", timestamp: Math.floor(span.at / 1000), format: dateFormat(span), fallback };
    }
  }
}

function richText(text: string, room: number, style?: { bold?: true; code?: true }): RichElement | null {
  const safe = clean(text, room);
  if (safe === "") return null;
  return style === undefined ? { type: "text", text: safe } : { type: "text", text: safe, style };
}

/** null: rich text alone keeps them safe. Beside a mention or a time words are mrkdwn, and must not format. */
export function contextElement(spans: readonly Span[]): types.MrkdwnElement | types.PlainTextElement | null {
  if (spans.every(({ kind }) => kind === "text")) {
    const text = clean(spans.map((span) => ("text" in span ? span.text : "")).join(""), TEXT_LIMIT).trim();
    return text === "" ? null : { type: "plain_text", text, emoji: false };
  }
  const parts = richElements(spans).map(mrkdwnOf);
  const text = parts.join("").trim();
  const isSafe = !parts.includes(null) && text !== "" && text.length <= TEXT_LIMIT;
  return isSafe ? { type: "mrkdwn", text, verbatim: true } : null;
}

const FORMATTING = /[*_~`<>&]|:[\w+-]+:/;

function mrkdwnOf(element: RichElement): string | null {
  switch (element.type) {
    case "text":
      return element.style !== undefined || FORMATTING.test(element.text) ? null : element.text;
    case "user":
      return `<@${element.user_id}>`;
    case "usergroup":
      return `<!subteam^${element.usergroup_id}>`;
    case "date":
      return `<!date^${element.timestamp}^${element.format}|${unformatted(element.fallback ?? "")}>`;
    default:
      return null;
  }
}
