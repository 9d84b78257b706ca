import type { Json, JsonObject } from "../snapshot.ts";

/** Element type → the field of its state; one that ends in `s` holds many. */
const FIELDS: Record<string, string> = {
  plain_text_input: "value",
  number_input: "value",
  static_select: "selected_option",
  radio_buttons: "selected_option",
  multi_static_select: "selected_options",
  checkboxes: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  file_input: "files",
};

export function stateField(element: JsonObject): string | null {
  return FIELDS[String(element["type"])] ?? null;
}

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
