import { cleanLine } from "../../view/core/clean.ts";

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

/** Words as they were typed: Slack sends links as `<address|label>` and escapes its control characters. */
export function unescapeWords(text: string): string {
  return text
    .replace(/<mailto:([^<|>]+)(?:\|[^<>]*)?>/g, "$1")
    .replace(/<(https?:[^<|>]+)(?:\|[^<>]*)?>/g, "$1")
    .replace(/<([@#!][^<|>]+)\|[^<>]*>/g, "<$1>")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}
