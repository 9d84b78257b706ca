import type { z } from "zod";
import { refuse } from "../../domain/refusal.ts";
import type { ActorUnit } from "../core/context.ts";

/** What waits for a second look, or for a form that is still to be filled in. Returns its id. */
export const keepDraft = ({ tx, actor, now }: ActorUnit, values: Record<string, unknown>): number =>
  tx.drafts.insert({ person: actor.person.id, values, createdAt: now }).id;

/** What this person's draft holds; another one's, or one of another form, is not there. */
export function draftOf<T>({ tx, actor }: ActorUnit, id: number, schema: z.ZodType<T>): T {
  const draft = tx.drafts.get(id);
  const read = schema.safeParse(draft?.values);
  if (draft?.person !== actor.person.id || !read.success) throw refuse("gone");
  return read.data;
}
