import type { JsonObject } from "../../snapshot.ts";

const TOKEN = /<([^<>]+)>|`([^`\n]+)`|(?<!\w)\*([^*\n]+)\*(?!\w)/g;

function decodeEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function parseAngle(inner: string): JsonObject {
  const [target = "", label = ""] = inner.split("|").map(decodeEntities);
  if (target.startsWith("@")) return { type: "user", user_id: target.slice(1) };
  if (target.startsWith("#")) return { type: "channel", channel_id: target.slice(1) };
  if (!target.startsWith("!date^")) return { type: "link", url: target, text: label };
  const [, seconds, format = ""] = target.split("^");
  return { type: "date", timestamp: Number(seconds), format, fallback: label };
}

/** The mrkdwn that the bot writes, as spans of rich text. */
export function parseMrkdwn(source: string): JsonObject[] {
  const spans: JsonObject[] = [];
  const add = (text: string, style: JsonObject): void => {
    if (text !== "") spans.push({ type: "text", text: decodeEntities(text), style });
  };
  let from = 0;
  for (const match of source.matchAll(TOKEN)) {
    const [whole, angle, code = "", bold = ""] = match;
    add(source.slice(from, match.index), {});
    from = match.index + whole.length;
    if (angle !== undefined) spans.push(parseAngle(angle));
    else add(code || bold, code === "" ? { bold: true } : { code: true });
  }
  add(source.slice(from), {});
  return spans;
}
