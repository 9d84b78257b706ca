import type { Block } from "../snapshot.ts";
import { elementsOf, stateField } from "./inputs.ts";
import { actionTs } from "./payloads.ts";
import type { JsonObject } from "./state.ts";

/** The action as Slack sends it; null when no such element is shown, or no such option in it. */
export function wireAction(blocks: Block[], action: JsonObject): JsonObject | null {
  const block = blocks.find((each) => each.block_id === action["block_id"]);
  const element = block && elementsOf(block).find((each) => each.action_id === action["action_id"]);
  if (element === undefined) return null;
  const { type, action_id, text, value, style, options } = element;
  const common = { type, action_id, block_id: block?.block_id ?? "", action_ts: actionTs() };
  if (type === "button")
    return {
      ...common,
      text: text ?? null,
      ...(value === undefined ? {} : { value }),
      ...(style === undefined ? {} : { style }),
    };
  const field = type === "overflow" ? "selected_option" : (stateField(element) ?? "");
  const selected = action[field];
  if (selected === undefined) return null;
  const offered = Array.isArray(options) && field === "selected_option";
  const values = offered ? options.map((each) => (each as JsonObject)["value"]) : [];
  if (offered && !values.includes((selected as JsonObject | null)?.["value"] ?? null)) return null;
  return { ...common, [field]: selected };
}
