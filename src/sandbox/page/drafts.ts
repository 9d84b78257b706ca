import { useState } from "preact/hooks";

/** What people typed, outside of the components: it outlives refreshes, closed panes and a change of person. */
const drafts = new Map<string, unknown>();

export const draftOf = <T>(key: string, initial: T): T => (drafts.get(key) as T | undefined) ?? initial;
export const keepDraft = (key: string, value: unknown): void => void drafts.set(key, value);
export const dropDraft = (key: string): void => void drafts.delete(key);

export function useDraft<T>(key: string, initial: T): [T, (value: T) => void] {
  const [, redraw] = useState(0);
  const keep = (value: T): void => {
    keepDraft(key, value);
    redraw((count) => count + 1);
  };
  return [draftOf(key, initial), keep];
}
