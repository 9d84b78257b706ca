import type { AddressFile } from "../domain/address-file.ts";
import { listCard } from "../view/list-card.ts";
import type { Reply } from "./app.ts";
import type { ActorUnit } from "./context.ts";
import { listFrom } from "./forms/kept-list.ts";
import { requireStarted } from "./rights.ts";

/** A list that was sent to the bot waits in a draft until the invite form, which the answer opens, is filled in. */
export function chatList(unit: ActorUnit, file: AddressFile): Reply {
  requireStarted(unit);
  const { tx, actor, now } = unit;
  const list = listFrom(file);
  const { id } = tx.drafts.insert({ person: actor.person.id, values: list, createdAt: now });
  return { kind: "show", view: listCard(unit.reader, { ...list, draft: id }) };
}
