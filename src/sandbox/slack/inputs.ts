import type { Block, InputState, Json } from "../snapshot.ts";
import type { JsonObject } from "./state.ts";

/** Element type → the field of its state, the field with its initial value, and what stands there when empty. */
const STATEFUL: Record<string, [field: string, initial: string, empty: Json]> = {
  plain_text_input: ["value", "initial_value", null],
  email_text_input: ["value", "initial_value", null],
  url_text_input: ["value", "initial_value", null],
  number_input: ["value", "initial_value", null],
  static_select: ["selected_option", "initial_option", null],
  radio_buttons: ["selected_option", "initial_option", null],
  multi_static_select: ["selected_options", "initial_options", []],
  checkboxes: ["selected_options", "initial_options", []],
  users_select: ["selected_user", "initial_user", null],
  multi_users_select: ["selected_users", "initial_users", []],
  channels_select: ["selected_channel", "initial_channel", null],
  multi_channels_select: ["selected_channels", "initial_channels", []],
  conversations_select: ["selected_conversation", "initial_conversation", null],
  multi_conversations_select: ["selected_conversations", "initial_conversations", []],
  datepicker: ["selected_date", "initial_date", null],
  timepicker: ["selected_time", "initial_time", null],
  datetimepicker: ["selected_date_time", "initial_date_time", null],
};

export type Element = JsonObject & { type: string; action_id: string };

export const stateField = (element: Element): string | null => STATEFUL[element.type]?.[0] ?? null;

export function elementsOf(block: Block): Element[] {
  if (block.type === "input") return [block["element"] as Element];
  if (block.type === "actions") return block["elements"] as Element[];
  return block["accessory"] === undefined ? [] : [block["accessory"] as Element];
}

/** What Slack sends as `state.values`: what was entered, else what the bot put there. */
export function stateOf(blocks: Block[], entered: InputState): InputState {
  const state: InputState = {};
  for (const block of blocks) {
    const id = block.block_id ?? "";
    for (const element of elementsOf(block)) {
      const [field, initial, empty] = STATEFUL[element.type] ?? [];
      if (field === undefined || initial === undefined || empty === undefined) continue;
      const given = entered[id]?.[element.action_id] as JsonObject | undefined;
      const value = given?.[field] ?? element[initial] ?? empty;
      const kept = given !== undefined && field in given ? (given[field] ?? empty) : value;
      state[id] = { ...state[id], [element.action_id]: { type: element.type, [field]: kept } };
    }
  }
  return state;
}

/** What Slack's own form would not let through, per block. */
export function problemsIn(blocks: Block[], state: InputState): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== "input") continue;
    const [element] = elementsOf(block);
    const field = element === undefined ? null : stateField(element);
    if (element === undefined || field === null) continue;
    const id = block.block_id ?? "";
    const entered = (state[id]?.[element.action_id] as JsonObject | undefined)?.[field];
    const problem = problemOf(element, entered ?? null, block["optional"] === true);
    if (problem !== null) problems[id] = problem;
  }
  return problems;
}

function problemOf(element: Element, entered: Json, optional: boolean): string | null {
  const empty = entered === null || entered === "" || (Array.isArray(entered) && entered.length === 0);
  if (empty) return optional ? null : "Please complete this required field.";
  if (typeof entered !== "string") return null;
  if (element.type === "number_input") {
    const whole = element["is_decimal_allowed"] === false;
    if (!(whole ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(entered)) return "Please enter a number.";
    const [min, max] = [element["min_value"] ?? entered, element["max_value"] ?? entered];
    if (Number(entered) < Number(min)) return `Please enter ${min} or more.`;
    return Number(entered) > Number(max) ? `Please enter ${max} or less.` : null;
  }
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(entered))
    return "Please enter an e-mail address.";
  if (element.type === "url_text_input" && !URL.canParse(entered)) return "Please enter a URL.";
  if (element.type !== "plain_text_input") return null;
  if (entered.length < Number(element["min_length"] ?? 0)) return "This entry is too short.";
  return entered.length > Number(element["max_length"] ?? 3000) ? "This entry is too long." : null;
}
