import { type Cause, type Invitation, isVouched } from "../invitations/invitation.ts";
import type { PastedRow, PastedState } from "./pasted-list.ts";

/** An Invitation and what a part of Mistral's list says of its address. */
export type Listed = { readonly invitation: Invitation; readonly state: PastedState };

/** What a pasted part changes here; who is missing from it is not touched. */
export const changesIn = (
  rows: readonly PastedRow[],
  newestOf: (address: string) => Invitation | null,
): Listed[] =>
  rows.flatMap(({ address, state }) => {
    const invitation = newestOf(address);
    return invitation !== null && state !== null && waysTo(invitation, state).length > 0
      ? [{ invitation, state }]
      : [];
  });

/** The transitions that lead to what the list shows, one after another; none when it is so already or cannot be. */
export function waysTo(invitation: Invitation, state: PastedState): readonly Cause[] {
  const { status } = invitation;
  switch (state) {
    case "active":
      if (status === "sending") return ["list", "vouch"];
      return status === "pending" || status === "expired" ? ["vouch"] : [];
    case "pending":
      if (isVouched(invitation)) return ["unmark"];
      // While it is sent again the old one is still listed, and shows nothing of the new one.
      return status === "sending" && invitation.sentAt === null ? ["list"] : [];
    case "expired":
      return status === "pending" ? ["expire"] : [];
  }
}
