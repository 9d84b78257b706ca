import type { Block } from "../snapshot.ts";
import { elementsOf } from "./inputs.ts";
import { actionTs } from "./payloads.ts";
import type { JsonObject } from "./state.ts";

/** The action as Slack sends it; null when no such element is shown, or no such option in it. */
export function wireAction(blocks: Block[], action: JsonObject): JsonObject | null {
  const block = blocks.find((each) => each.block_id === action["block_id"]);
  const element = block && elementsOf(block).find((each) => each.action_id === action["action_id"]);
  if (element === undefined) return null;
  const { type, action_id, text, value, style } = element;
  const common = { type, action_id, block_id: block?.block_id ?? "", action_ts: actionTs() };
  if (type === "overflow") {
    const chosen = (action["selected_option"] ?? null) as JsonObject | null;
    const offered = (element["options"] as JsonObject[]).some((each) => each["value"] === chosen?.["value"]);
    return offered ? { ...common, selected_option: chosen } : null;
  }
  return {
    ...common,
    text: text ?? null,
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
  };
}
