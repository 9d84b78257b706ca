import type { Json } from "../snapshot.ts";
import { asObject, asString } from "./wire.ts";

const EMOJI: Record<string, string> = {
  "+1": "👍",
  alarm_clock: "⏰",
  arrow_right: "➡️",
  ballot_box_with_check: "☑️",
  bell: "🔔",
  bulb: "💡",
  calendar: "📅",
  clipboard: "📋",
  clock3: "🕒",
  credit_card: "💳",
  email: "✉️",
  envelope: "✉️",
  eyes: "👀",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  information_source: "ℹ️",
  key: "🔑",
  large_blue_circle: "🔵",
  large_green_circle: "🟢",
  large_orange_circle: "🟠",
  large_yellow_circle: "🟡",
  link: "🔗",
  lock: "🔒",
  mag: "🔍",
  memo: "📝",
  no_entry: "⛔",
  no_entry_sign: "🚫",
  office: "🏢",
  party_popper: "🎉",
  point_right: "👉",
  question: "❓",
  red_circle: "🔴",
  repeat: "🔁",
  rocket: "🚀",
  shield: "🛡️",
  sparkles: "✨",
  tada: "🎉",
  thumbsup: "👍",
  warning: "⚠️",
  wave: "👋",
  white_check_mark: "✅",
  white_circle: "⚪",
  x: "❌",
};

/** The character for a short name, or null. `unicode` is Slack's dash-separated code points. */
export function emojiCharacter(name: string, unicode = ""): string | null {
  if (/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(unicode))
    return String.fromCodePoint(...unicode.split("-").map((part) => Number.parseInt(part, 16)));
  return EMOJI[name] ?? null;
}

export function withEmoji(text: string): string {
  return text.replaceAll(/:([a-z0-9_+-]+):/g, (token, name: string) => emojiCharacter(name) ?? token);
}

/** A label: the string inside a text object, with its emoji codes drawn where the bot wanted that. */
export function labelOf(value: Json | undefined): string {
  const text = asObject(value);
  const source = asString(text?.["text"]);
  return text?.["emoji"] === false ? source : withEmoji(source);
}
