import type { Json } from "../snapshot.ts";

type JsonObject = { [key: string]: Json };

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

/** Where the state of this kind of element stands; null: it has none. */
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
