import { useState } from "preact/hooks";
import type { InputState } from "../request-schemas.ts";
import type { Json } from "../snapshot.ts";

/** What people typed, outside of the components: it outlives refreshes, closed panes and a change of person. */
const drafts = new Map<string, InputState>();

export type Draft = {
  values: InputState;
  set: (blockId: string, actionId: string, value: Json) => void;
};

export function useDraft(key: string): Draft {
  const [, redraw] = useState(0);
  return {
    values: enteredIn(key),
    set: (blockId, actionId, value) => {
      const values = enteredIn(key);
      drafts.set(key, { ...values, [blockId]: { ...values[blockId], [actionId]: value } });
      redraw((count) => count + 1);
    },
  };
}

/** What was entered so far; the sandbox adds what the bot had put into the other fields. */
export function enteredIn(key: string): InputState {
  return drafts.get(key) ?? {};
}
