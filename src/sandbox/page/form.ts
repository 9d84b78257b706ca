import { useCallback, useState } from "preact/hooks";
import type { InputState, Json } from "../snapshot.ts";
import { asObject, asString, type Wire } from "./wire.ts";

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
  return { values: enteredIn(key), set };
}

/** What was entered so far; the sandbox adds what the bot had put into the other fields. */
export function enteredIn(key: string): InputState {
  return drafts.get(key) ?? {};
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
