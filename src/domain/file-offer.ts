import { z } from "zod";
import type { PersonId, Platform } from "./accounts/person.ts";

/** What a file is made of: the Record up to one of its entries, which never changes any more; a review; a list to fill in. */
export const fileContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("record"), end: z.object({ seq: z.int(), hash: z.string() }) }),
  z.object({ kind: z.literal("review") }),
  z.object({ kind: z.literal("template") }),
]);
export type FileContent = Readonly<z.infer<typeof fileContent>>;

/** Where a file is to be put. Whoever has `address` can write this one file; null: there is no more to write. */
export const filePlace = z.object({
  address: z.string().nullable(),
  link: z.string(),
  id: z.string(),
  type: z.string(),
  name: z.string(),
});
export type FilePlace = Readonly<z.infer<typeof filePlace>>;

/** `failed`: it is not there, or nobody can tell. */
export const OFFER_STATES = ["offered", "accepted", "declined", "put", "failed"] as const;

/** A file that goes only to whoever accepts it. `size` in bytes: it is told beforehand, so the file has to keep to it, but for a review. */
export type FileOffer = {
  readonly id: number;
  readonly person: PersonId;
  readonly platform: Platform;
  readonly content: FileContent;
  readonly name: string;
  readonly size: number;
  readonly state: (typeof OFFER_STATES)[number];
  readonly place: FilePlace | null;
  readonly createdAt: number;
};
