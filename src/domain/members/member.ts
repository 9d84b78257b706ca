import type { Role } from "../role.ts";

/** Somebody in Mistral's members list, as last read from there. */
export type Member = {
  readonly address: string;
  readonly name: string | null;
  /** null: Mistral lists it in a way that nothing explains. */
  readonly role: Role | null;
  readonly mistralId: string;
  readonly seenAt: number;
};
