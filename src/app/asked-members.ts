import type { Unit } from "./context.ts";
import { refreshRequest } from "./moves.ts";

/** Open Requests with an address in them that is a Member's. */
function requestsWithMembers({ tx }: Pick<Unit, "tx">): Map<number, number> {
  const found = new Map<number, number>();
  for (const { address, request } of tx.invitations.inStatus("proposed")) {
    if (tx.members.byAddress(address) !== null) found.set(request, (found.get(request) ?? 0) + 1);
  }
  return found;
}

/** Whoever decides sees on the card who became a Member meanwhile: it is drawn anew when `change` brought that up. */
export function redrawRequestsAfter(unit: Unit, change: () => void): void {
  const before = requestsWithMembers(unit);
  change();
  const after = requestsWithMembers(unit);
  for (const request of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(request) !== after.get(request)) refreshRequest(unit, request);
  }
}
