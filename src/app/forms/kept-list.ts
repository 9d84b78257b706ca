import { z } from "zod";
import type { AddressFile } from "../../domain/address-file.ts";
import { refuse } from "../../domain/refusal.ts";
import type { ActorUnit } from "../context.ts";

/** What a draft keeps of a list: the addresses, and of the rest only what is said about it. */
const keptList = z.object({
  addresses: z.array(z.string()),
  ignored: z.array(z.string()),
  without: z.number(),
});

export type List = z.infer<typeof keptList>;

export const listFrom = ({ rows, ignored, without }: AddressFile): List => ({
  addresses: rows.map(({ address }) => address),
  ignored: [...ignored],
  without,
});

/** What this person's draft holds; another one's is not there. */
export function draftOf({ tx, actor }: ActorUnit, id: number): unknown {
  const draft = tx.drafts.get(id);
  if (draft === null || draft.person !== actor.person.id) throw refuse("gone");
  return draft.values;
}

export function listSent(unit: ActorUnit, id: number | undefined): List | null {
  if (id === undefined) return null;
  const { data } = keptList.safeParse(draftOf(unit, id));
  if (data === undefined) throw refuse("gone");
  return data;
}
