import { z } from "zod";
import type { ChainedEntry } from "../domain/record.ts";
import { parseJson } from "../json.ts";

const text = z.string();
const shape = z.strictObject({
  seq: z.int(),
  at: z.int(),
  actor: text,
  event: text,
  subject: text,
  data: z.custom<ChainedEntry["data"]>(isFlat),
  previous: text,
  hash: text,
});

/** What is nested deeply enough ends the process when it is written again, and no entry is nested at all. */
function isFlat(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => one === null || typeof one !== "object");
}

/** The entry on a line, or null when it is none. An older or newer version may know other events: they are kept. */
export const entryOn = (line: string): ChainedEntry | null => entryFrom(parseJson(line));

export function entryFrom(value: unknown): ChainedEntry | null {
  const { data } = shape.safeParse(value);
  return data === undefined ? null : (data as ChainedEntry);
}
