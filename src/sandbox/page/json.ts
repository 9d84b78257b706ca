import type { Json, JsonObject } from "../snapshot.ts";

/** Element type → the field of its state; one that ends in `s` holds many. */
const FIELDS: Record<string, string> = {
  plain_text_input: "value",
  number_input: "value",
  datepicker: "selected_date",
  static_select: "selected_option",
  radio_buttons: "selected_option",
  multi_static_select: "selected_options",
  checkboxes: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  file_input: "files",
};

export const stateField = ({ type }: JsonObject): string | null => FIELDS[String(type)] ?? null;

/** What the element holds: what was entered, else what the bot put there, else nothing. */
export function valueIn(element: JsonObject, entered: Json | undefined): Json {
  const field = stateField(element) ?? "";
  const empty = field.endsWith("s") ? [] : null;
  const given = (entered ?? {}) as JsonObject;
  if (field in given) return given[field] ?? empty;
  return element[field.replace(/^(selected_)?/, "initial_")] ?? empty;
}

export const asObject = (value: Json | undefined): JsonObject | null =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;

export const asObjects = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : [];

export const asString = (value: Json | undefined): string => (typeof value === "string" ? value : "");

export const plainText = (value: Json | undefined): string => asString(asObject(value)?.["text"]);

const TOKEN = /<([^<>]+)>|`([^`\n]+)`|(?<!\w)\*([^*\n]+)\*(?!\w)/g;

const decodeEntities = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function parseAngle(inner: string): JsonObject {
  const [target = "", label = ""] = inner.split("|").map(decodeEntities);
  if (target.startsWith("@")) return { type: "user", user_id: target.slice(1) };
  if (target.startsWith("#")) return { type: "channel", channel_id: target.slice(1) };
  if (target.startsWith("!subteam^")) return { type: "usergroup", usergroup_id: target.split("^")[1] ?? "" };
  if (!target.startsWith("!date^")) return { type: "link", url: target, text: label };
  const [, seconds, format = ""] = target.split("^");
  return { type: "date", timestamp: Number(seconds), format, fallback: label };
}

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
