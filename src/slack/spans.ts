import type { types } from "@slack/bolt";
import { clean, cleanLine, webAddress } from "../view/clean.ts";
import type { Span } from "../view/view.ts";
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

/** Spans as context elements, or null where only rich text keeps them safe (formatting, more than ten). */
export function contextElements(spans: readonly Span[]): ContextElement[] | null {
  const line = joined(spans);
  const sentence = oneElement(line);
  if (sentence !== null) return [sentence];
  const elements: ContextElement[] = [];
  for (const span of line) {
    const element = contextElement(span);
    if (element === "rich") return null;
    if (element !== null) elements.push(element);
  }
  return elements.length > 10 ? null : elements;
}

/** Characters that could format, link or name somebody in mrkdwn. */
const FORMATTING = /[*_~`<>&]|:[\w+-]+:/;

/** Characters that could end a word of code, or mean something in it all the same. */
const ENDING_CODE = /[`<>&\s]/;

/** A line whose words cannot format anything is one element: several are set apart by gaps. */
function oneElement(spans: readonly Span[]): ContextElement | null {
  const parts: string[] = [];
  for (const span of spans) {
    const element = contextElement(span);
    if (element === "rich") return null;
    if (span.kind !== "text") parts.push(element?.text ?? "");
    else if (FORMATTING.test(span.text)) return null;
    else parts.push(clean(span.text, TEXT_LIMIT));
  }
  const text = parts.join("").trim();
  const mixed = spans.some(({ kind }) => kind !== "text");
  return mixed && text !== "" && text.length <= TEXT_LIMIT ? mrkdwn(text) : null;
}

function contextElement(span: Span): ContextElement | "rich" | null {
  switch (span.kind) {
    case "text": {
      const text = clean(span.text, TEXT_LIMIT).trim();
      return text === "" ? null : { type: "plain_text", text, emoji: false };
    }
    case "bold":
      return "rich";
    case "code": {
      const text = clean(span.text, TEXT_LIMIT);
      return text === "" || ENDING_CODE.test(text) ? "rich" : mrkdwn(`\`${text}\``);
    }
    case "link": {
      const url = webAddress(span.url);
      if (url === null) return "rich";
      const label = unformatted(cleanLine(span.text, 300));
      const address = escapeMrkdwn(url).replace(/\|/g, "%7C");
      const text = label === "" ? `<${address}>` : `<${address}|${label}>`;
      return text.length > TEXT_LIMIT ? "rich" : mrkdwn(text);
    }
    case "mention":
      return span.ids.slack === undefined ? "rich" : mrkdwn(`<@${unformatted(span.ids.slack)}>`);
    case "channel":
      return span.ids.slack === undefined ? "rich" : mrkdwn(`<#${unformatted(span.ids.slack)}>`);
    case "time": {
      const fallback = unformatted(cleanLine(span.fallback, 200)) || "…";
      return mrkdwn(`<!date^${Math.floor(span.at / 1000)}^${dateFormat(span)}|${fallback}>`);
    }
  }
}

function mrkdwn(text: string): types.MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}

/** Neighbouring plain spans become one: each context element is set apart by a gap. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (span.kind === "text" && last?.kind === "text") {
      result[result.length - 1] = { kind: "text", text: last.text + span.text };
    } else {
      result.push(span);
    }
  }
  return result;
}
