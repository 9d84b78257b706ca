import { stateField, valueIn } from "../page/input-state.ts";
import type { InputState } from "../request-schemas.ts";
import type { Block, Json } from "../snapshot.ts";
import { problemOfFiles } from "./given-files.ts";
import type { JsonObject } from "./state.ts";

export type Element = JsonObject & { type: string; action_id: string };

export function elementsOf(block: Block): Element[] {
  if (block.type === "input") return [block["element"] as Element];
  if (block.type === "actions") return block["elements"] as Element[];
  return block["accessory"] === undefined ? [] : [block["accessory"] as Element];
}

const inputsIn = (blocks: Block[]): Block[] => blocks.filter((block) => block.type === "input");

/** What Slack sends as `state.values`. */
export function stateOf(blocks: Block[], entered: InputState): InputState {
  const state: InputState = {};
  for (const { block_id = "", ...block } of inputsIn(blocks)) {
    const { type, action_id, ...element } = block["element"] as Element;
    const value = valueIn({ type, ...element }, entered[block_id]?.[action_id]);
    state[block_id] = { [action_id]: { type, [stateField({ type }) ?? ""]: value } };
  }
  return state;
}

/** What Slack's own form would not let through, per block. */
export function problemsIn(blocks: Block[], state: InputState): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { block_id = "", ...block } of inputsIn(blocks)) {
    const element = block["element"] as Element;
    const entered = valueIn(element, state[block_id]?.[element.action_id]);
    const problem = problemOf(element, entered, block["optional"] === true);
    if (problem !== null) problems[block_id] = problem;
  }
  return problems;
}

function problemOf(element: Element, entered: Json, optional: boolean): string | null {
  const empty = entered === null || entered === "" || (Array.isArray(entered) && entered.length === 0);
  if (empty) return optional ? null : "Please complete this required field.";
  if (element.type === "file_input") return problemOfFiles(element, entered);
  if (typeof entered !== "string") return null;
  if (element.type === "number_input") {
    const whole = element["is_decimal_allowed"] === false;
    if (!(whole ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(entered)) return "Please enter a number.";
    const [min, max] = [element["min_value"] ?? entered, element["max_value"] ?? entered];
    if (Number(entered) < Number(min)) return `Please enter ${min} or more.`;
    return Number(entered) > Number(max) ? `Please enter ${max} or less.` : null;
  }
  const tooLong =
    element.type === "plain_text_input" && entered.length > Number(element["max_length"] ?? 3000);
  return tooLong ? "This entry is too long." : null;
}
