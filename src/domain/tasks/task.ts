import type { PersonId } from "../accounts/person.ts";
import type { Role } from "../invitations/invitation.ts";

/** As many addresses as one card can show to be copied: a list is never cut. */
const MOST_ADDRESSES = 100;
const LONGEST_LIST = 10_000;

/** How many of these addresses, in their order, fit into one Task. */
export function fitting(addresses: readonly string[]): number {
  let length = 0;
  const over = addresses.findIndex((address, at) => {
    length += address.length + 1;
    return at >= MOST_ADDRESSES || length > LONGEST_LIST;
  });
  return over === -1 ? addresses.length : over;
}

export const TASK_KINDS = ["invite", "revoke", "role", "remove", "workspace"] as const;
export const TASK_STATES = ["open", "done", "impossible"] as const;

/** What only a person can do in Mistral's panel, on a card, with Done and "Not possible because…". */
export type Task = {
  readonly id: number;
  readonly kind: (typeof TASK_KINDS)[number];
  readonly assignee: PersonId;
  readonly role: Role | null;
  readonly invitations: readonly number[];
  readonly workspace: number | null;
  readonly state: (typeof TASK_STATES)[number];
  readonly reason: string | null;
  readonly createdAt: number;
  readonly closedAt: number | null;
  readonly closedBy: PersonId | null;
};
