import type { Role } from "./role.ts";

/** Somebody in Mistral's members list, as last read from there. */
export type Member = {
  readonly address: string;
  readonly name: string | null;
  readonly role: Role;
  readonly mistralId: string;
  readonly seenAt: number;
};
