import { confirmed } from "../domain/evidence.ts";
import type { Cause, Invitation } from "../domain/invitation.ts";
import { compareListed, type Listed, waysTo } from "../domain/listed.ts";
import type { PastedRow } from "../domain/pasted-list.ts";
import type { Tx } from "../store/tx.ts";
import type { ActorUnit } from "./context.ts";
import { finishSent } from "./sending.ts";
import { moveAll, unmarkAll } from "./transition-invitations.ts";

export const compareWithOurs = (tx: Tx, rows: readonly PastedRow[]) =>
  compareListed(rows, (address) => tx.invitations.ofAddress(address)[0] ?? null);

const ORDER = ["list", "vouch", "expire", "unmark"] as const satisfies readonly Cause[];

/** Moves Invitations as a person read them in Mistral's list: each change is that person's word. */
export function applyListed(unit: ActorUnit, changes: readonly Listed[]): void {
  const me = unit.actor.person.id;
  const evidence = confirmed(me, unit.now);
  const ways = changes.map(({ invitation, state }) => ({
    id: invitation.id,
    causes: waysTo(invitation, state),
  }));
  for (const cause of ORDER) {
    const moving = ways.flatMap(({ id, causes }): Invitation[] => {
      const invitation = causes.includes(cause) ? unit.tx.invitations.get(id) : null;
      return invitation === null ? [] : [invitation];
    });
    if (cause === "unmark") unmarkAll(unit, me, moving);
    else moveAll(unit, me, moving, cause, { evidence });
  }
  finishSent(
    unit,
    me,
    changes.map(({ invitation }) => invitation),
  );
}
