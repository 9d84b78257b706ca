import { type Evidence, verified } from "../domain/evidence.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Tx } from "../store/tx.ts";

/**
 * How it is known that this address is a Member's, though not by this Invitation: Mistral lists it, or an earlier
 * Invitation of ours is Active. null: nobody knows.
 */
export function knownMember(tx: Tx, { id, address }: Pick<Invitation, "id" | "address">): Evidence | null {
  const listed = tx.members.byAddress(address);
  if (listed !== null) return verified("members", listed.seenAt);
  const earlier = tx.invitations.ofAddress(address).find((one) => one.id !== id && one.status === "active");
  return earlier?.evidence ?? null;
}
