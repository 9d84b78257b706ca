import type { PersonId } from "./person.ts";

/** Where a verified fact was read. Of an Active Invitation `audit` means: in the members list and in the audit log. */
export type Source = "members" | "workspaces" | "spend-limit" | "probe" | "audit" | "dns";

/** Why a fact is believed: a person said so, or Mistral (or DNS) did. The two are never mixed up. Times are epoch ms. */
export type Evidence =
  | { readonly kind: "confirmed"; readonly by: PersonId; readonly at: number }
  | { readonly kind: "verified"; readonly source: Source; readonly at: number };

export const confirmed = (by: PersonId, at: number): Evidence => ({ kind: "confirmed", by, at });
export const verified = (source: Source, at: number): Evidence => ({ kind: "verified", source, at });
