import { type Cause, type Invitation, isVouched } from "../invitations/invitation.ts";
import type { PastedRow, PastedState } from "./pasted-list.ts";

/** An Invitation and what a part of Mistral's list says of its address. */
export type Listed = { readonly invitation: Invitation; readonly state: PastedState };

export type Comparison = {
  /** Those that the list moves. */
  readonly changes: readonly Listed[];
  /** How many are as the list says already. */
  readonly same: number;
  /** Those that the list contradicts and cannot move: somebody has decided otherwise here. */
  readonly kept: readonly Listed[];
  /** Addresses that nobody was invited with here. */
  readonly strangers: readonly string[];
  /** How many addresses have no state beside them. */
  readonly stateless: number;
};

/** What a pasted part says against what is known here; who is missing from it is not touched. */
export function compareListed(
  rows: readonly PastedRow[],
  newestOf: (address: string) => Invitation | null,
): Comparison {
  const changes: Listed[] = [];
  const kept: Listed[] = [];
  const strangers: string[] = [];
  let same = 0;
  let stateless = 0;
  for (const { address, state } of rows) {
    const invitation = newestOf(address);
    if (invitation === null) strangers.push(address);
    else if (state === null) stateless += 1;
    else if (waysTo(invitation, state).length > 0) changes.push({ invitation, state });
    else if (isSo(invitation, state)) same += 1;
    else kept.push({ invitation, state });
  }
  return { changes, same, kept, strangers, stateless };
}

/** The transitions that lead to what the list shows, one after another; none when it is so already or cannot be. */
export function waysTo(invitation: Invitation, state: PastedState): readonly Cause[] {
  const { status } = invitation;
  switch (state) {
    case "active":
      if (status === "sending") return ["list", "vouch"];
      return status === "pending" || status === "expired" ? ["vouch"] : [];
    case "pending":
      if (isVouched(invitation)) return ["unmark"];
      return status === "sending" && !isSentAgain(invitation) ? ["list"] : [];
    case "expired":
      return status === "pending" ? ["expire"] : [];
  }
}

/** While it is sent again the old one is still listed, and shows nothing of the new one. */
const isSentAgain = ({ sentAt }: Invitation): boolean => sentAt !== null;

function isSo({ status, sentAt }: Invitation, state: PastedState): boolean {
  if (status === state) return true;
  // Old invitations stay listed beside whoever has joined or is being invited anew.
  return state === "expired"
    ? status === "active" || status === "sending"
    : status === "sending" && sentAt !== null;
}
