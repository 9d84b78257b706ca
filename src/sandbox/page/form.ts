import { useCallback, useState } from "preact/hooks";
import type { Block, InputState, Json } from "../snapshot.ts";
import { asObject, asObjects, asString, type Wire } from "./wire.ts";

/** What people typed, outside of the components: it outlives refreshes, closed panes and a change of person. */
const drafts = new Map<string, InputState>();

export type Draft = {
  values: InputState;
  set: (blockId: string, actionId: string, value: Json) => void;
};

export function useDraft(key: string): Draft {
  const [, redraw] = useState(0);
  const set = useCallback(
    (blockId: string, actionId: string, value: Json) => {
      const values = drafts.get(key) ?? {};
      drafts.set(key, { ...values, [blockId]: { ...values[blockId], [actionId]: value } });
      redraw((count) => count + 1);
    },
    [key],
  );
  return { values: drafts.get(key) ?? {}, set };
}

const INITIAL: Record<string, (element: Wire) => Wire> = {
  plain_text_input: ({ initial_value }) => ({ value: initial_value ?? null }),
  email_text_input: ({ initial_value }) => ({ value: initial_value ?? null }),
  url_text_input: ({ initial_value }) => ({ value: initial_value ?? null }),
  number_input: ({ initial_value }) => ({ value: initial_value ?? null }),
  static_select: ({ initial_option }) => ({ selected_option: initial_option ?? null }),
  radio_buttons: ({ initial_option }) => ({ selected_option: initial_option ?? null }),
  multi_static_select: ({ initial_options }) => ({ selected_options: initial_options ?? [] }),
  checkboxes: ({ initial_options }) => ({ selected_options: initial_options ?? [] }),
  users_select: ({ initial_user }) => ({ selected_user: initial_user ?? null }),
  multi_users_select: ({ initial_users }) => ({ selected_users: initial_users ?? [] }),
  channels_select: ({ initial_channel }) => ({ selected_channel: initial_channel ?? null }),
  multi_channels_select: ({ initial_channels }) => ({ selected_channels: initial_channels ?? [] }),
  conversations_select: ({ initial_conversation }) => ({
    selected_conversation: initial_conversation ?? null,
  }),
  multi_conversations_select: ({ initial_conversations }) => ({
    selected_conversations: initial_conversations ?? [],
  }),
};

/** Whether the element's value belongs into the state that Slack sends. */
export function isStateful(type: string): boolean {
  return Object.hasOwn(INITIAL, type);
}

/** The element's value as Slack sends it: what was entered, else what the bot put there. */
export function currentValue(values: InputState, blockId: string, element: Wire): Wire {
  const entered = asObject(values[blockId]?.[asString(element["action_id"])]);
  const type = asString(element["type"]);
  return entered ?? { type, ...INITIAL[type]?.(element) };
}

function elementsOf(block: Block): Wire[] {
  const single = asObject(block.type === "input" ? block["element"] : block["accessory"]);
  return single === null ? (block.type === "actions" ? asObjects(block["elements"]) : []) : [single];
}

export function collectState(blocks: Block[], values: InputState): InputState {
  const state: InputState = {};
  for (const block of blocks) {
    const blockId = block.block_id ?? "";
    for (const element of elementsOf(block)) {
      if (!isStateful(asString(element["type"]))) continue;
      const value = currentValue(values, blockId, element) as Json;
      state[blockId] = { ...state[blockId], [asString(element["action_id"])]: value };
    }
  }
  return state;
}

function problemOf(element: Wire, value: Wire, optional: boolean): string | null {
  const entered = Object.entries(value).find(([key]) => key !== "type")?.[1];
  const empty = entered === null || entered === "" || (Array.isArray(entered) && entered.length === 0);
  if (empty) return optional ? null : "This field is required.";
  if (typeof entered !== "string") return null;
  const type = asString(element["type"]);
  if (type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(entered)) return "This is not an e-mail address.";
  if (type === "url_text_input" && !URL.canParse(entered)) return "This is not a web address.";
  if (type === "number_input" && !/^-?\d+(\.\d+)?$/.test(entered)) return "This is not a number.";
  if (type === "number_input") return rangeProblem(element, Number(entered));
  const least = Number(element["min_length"] ?? 0);
  return entered.length < least ? `At least ${least} characters, please.` : null;
}

function rangeProblem(element: Wire, entered: number): string | null {
  const least = Number(element["min_value"] ?? Number.NEGATIVE_INFINITY);
  const most = Number(element["max_value"] ?? Number.POSITIVE_INFINITY);
  if (entered < least) return `At least ${least}, please.`;
  return entered > most ? `At most ${most}, please.` : null;
}

/** The checks that the chat client makes before it sends a form at all. */
export function findProblems(blocks: Block[], values: InputState): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const block of blocks) {
    const element = block.type === "input" ? asObject(block["element"]) : null;
    if (element === null) continue;
    const blockId = block.block_id ?? "";
    const problem = problemOf(element, currentValue(values, blockId, element), block["optional"] === true);
    if (problem !== null) problems[blockId] = problem;
  }
  return problems;
}
