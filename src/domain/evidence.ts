import { z } from "zod";
import type { PersonId } from "./accounts/person.ts";

/** Where a verified fact was read. Of an Active Invitation `audit` means: in the members list and in the audit log. */
const source = z.enum(["members", "workspaces", "spend-limit", "probe", "audit", "dns"]);
export type Source = z.infer<typeof source>;

/** Why a fact is believed: a person said so, or Mistral (or DNS) did. The two are never mixed up. Times are epoch ms. */
export const evidence = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("confirmed"), by: z.string(), at: z.number() }),
  z.object({ kind: z.literal("verified"), source, at: z.number() }),
]);
export type Evidence = Readonly<z.infer<typeof evidence>>;

export const confirmed = (by: PersonId, at: number): Evidence => ({ kind: "confirmed", by, at });
export const verified = (source: Source, at: number): Evidence => ({ kind: "verified", source, at });
