import { type Piece, say } from "../../spans.ts";

const those = (n: number): string => (n === 1 ? "Invitation" : "Invitations");
const were = (n: number): string =>
  n === 1 ? "was revoked, but Mistral's list shows it" : "were revoked, but Mistral's list shows them";

/** Mistral's list has what a person confirmed as revoked. */
export const notRevoked = {
  title: "Not revoked at Mistral",
  summary: (n: number): string =>
    n === 1 ? "An Invitation is not revoked at Mistral." : `${n} Invitations are not revoked at Mistral.`,
  yours: (n: number, who: Piece) => say`⚠️ You confirmed that the ${those(n)} of ${who} ${were(n)}.`,
  theirs: (by: Piece, n: number, who: Piece) =>
    say`⚠️ ${by} confirmed that the ${those(n)} of ${who} ${were(n)}.`,
  next: (n: number): string =>
    `Whoever has the e-mail can still join, so ${n === 1 ? "it counts" : "they count"} as Pending again. If nobody should, revoke ${n === 1 ? "it" : "them"} again.`,
  settled: "This revocation is settled.",
};
