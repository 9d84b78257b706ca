import type { Role } from "../role.ts";

/** Why somebody is not removed from here: it is oneself, the owner of the Setup, or the only Admin whom Mistral lists. */
export type Kept = "own_removal" | "owner_removal" | "last_admin";

/** Somebody in Mistral's members list, as last read from there. */
export type Member = {
  readonly address: string;
  readonly name: string | null;
  /** null: Mistral lists it in a way that nothing explains. */
  readonly role: Role | null;
  readonly mistralId: string;
  readonly seenAt: number;
};
