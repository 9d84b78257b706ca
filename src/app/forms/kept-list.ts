import { z } from "zod";
import type { AddressFile } from "../../domain/address-file.ts";
import { refuse } from "../../domain/refusal.ts";
import { listCard } from "../../view/list-card.ts";
import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { requireStarted } from "../rights.ts";

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

/** A list that was sent to the bot waits in a draft until the invite form, which the answer opens, is filled in. */
export function chatList(unit: ActorUnit, file: AddressFile): Reply {
  requireStarted(unit);
  const { tx, actor, now } = unit;
  const list = listFrom(file);
  const { id } = tx.drafts.insert({ person: actor.person.id, values: list, createdAt: now });
  return { kind: "show", view: listCard(unit.reader, { ...list, draft: id }) };
}
