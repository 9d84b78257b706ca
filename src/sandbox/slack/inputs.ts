import { stateField, valueIn } from "../page/json.ts";
import type { InputState } from "../request-schemas.ts";
import type { Block, Json, JsonObject } from "../snapshot.ts";
import { problemOfFiles } from "./files.ts";
import { actionTs } from "./wire.ts";

export type Element = JsonObject & { type: string; action_id: string };

export function elementsOf(block: Block): Element[] {
  if (block.type === "input") return [block["element"] as Element];
  if (block.type === "actions") return block["elements"] as Element[];
  return block["accessory"] === undefined ? [] : [block["accessory"] as Element];
}

export function wireAction(blocks: Block[], action: JsonObject): JsonObject | null {
  const block = blocks.find((each) => each.block_id === action["block_id"]);
  const element = block && elementsOf(block).find((each) => each.action_id === action["action_id"]);
  if (element === undefined) return null;
  const { type, action_id, text = null, value, style } = element;
  const common = { type, action_id, block_id: block?.block_id ?? "", action_ts: actionTs(), text };
  return { ...common, ...(value !== undefined && { value }), ...(style !== undefined && { style }) };
}

/** What Slack sends as `state.values`, and what its own form would not let through, per block. */
export function stateOf(blocks: Block[], entered: InputState): { state: InputState; problems: Problems } {
  const state: InputState = {};
  const problems: Problems = {};
  for (const block of blocks.filter(({ type }) => type === "input")) {
    const { block_id = "", element } = block as Block & { element: Element };
    const { type, action_id } = element;
    const value = valueIn(element, entered[block_id]?.[action_id]);
    state[block_id] = { [action_id]: { type, [stateField(element) ?? ""]: value } };
    const problem = problemOf(element, value, block["optional"] === true);
    if (problem !== null) problems[block_id] = problem;
  }
  return { state, problems };
}

type Problems = Record<string, string>;

function problemOf(element: Element, entered: Json, isOptional: boolean): string | null {
  const isEmpty = entered === null || entered === "" || (Array.isArray(entered) && entered.length === 0);
  if (isEmpty) return isOptional ? null : "Please complete this required field.";
  if (element.type === "file_input") return problemOfFiles(element, entered);
  if (typeof entered !== "string") return null;
  if (element.type === "number_input") {
    const isWhole = element["is_decimal_allowed"] === false;
    if (!(isWhole ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(entered)) return "Please enter a number.";
    const { min_value: min = entered, max_value: max = entered } = element;
    if (Number(entered) < Number(min)) return `Please enter ${min} or more.`;
    return Number(entered) > Number(max) ? `Please enter ${max} or less.` : null;
  }
  const isTooLong =
    element.type === "plain_text_input" && entered.length > Number(element["max_length"] ?? 3000);
  return isTooLong ? "This entry is too long." : null;
}
