import type { Answer } from "./snapshot.ts";
import type { Section } from "./world.ts";

export const OK: Answer = { ok: true };
export const GONE = "This is not there any more.";
export const fail = (error: string): Answer => ({ ok: false, error });

type Read = { read: Record<string, Record<string, string>> };

/** A person has seen everything in a place up to this message. */
export function markRead<T extends Read>(
  section: Section<T>,
  person: string,
  place: string,
  last?: string,
): Answer {
  if (last !== undefined && section.get().read[person]?.[place] !== last)
    section.change((draft) => {
      draft.read[person] = { ...draft.read[person], [place]: last };
    });
  return OK;
}
