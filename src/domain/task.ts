import type { PersonId } from "./person.ts";
import type { Role } from "./role.ts";

/** What only a person can do in Mistral's panel, on a card, with Done and "Not possible because…". */
export type Task = {
  readonly id: number;
  readonly kind: "invite" | "revoke" | "role" | "remove" | "workspace";
  readonly assignee: PersonId;
  readonly role: Role | null;
  readonly invitations: readonly number[];
  readonly workspace: number | null;
  readonly state: "open" | "done" | "impossible";
  readonly reason: string | null;
  readonly createdAt: number;
  readonly closedAt: number | null;
  readonly closedBy: PersonId | null;
};
