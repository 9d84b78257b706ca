import { visible } from "../visible.ts";

/** A TXT record as Mistral's panel shows it; `name` is null where only the value was pasted. */
export type PastedRecord = { readonly name: string | null; readonly value: string };

/** `nothing`: no value of Mistral's in it; `several`: more than one, so nobody knows which is meant. */
export type ReadRecord =
  | { readonly kind: "record"; readonly record: PastedRecord }
  | { readonly kind: "nothing" }
  | { readonly kind: "several" };

export const VALUE_PREFIXES = ["mistral-domain-verification=", "mistral-verify="] as const;

const VALUE = /mistral-(?:domain-verification|verify)=[A-Za-z0-9._~+/:-]+=*/gi;
/** What cannot be a word of a sentence: `@`, what begins with an underscore, and what has dots inside. */
const isName = (word: string): boolean =>
  word === "@" || (/^[\p{L}\p{M}\p{N}_.-]+$/u.test(word) && /^_.|\p{L}\.\p{L}/u.test(word));

/** The longest text that is read. */
const LONGEST_RECORD = 3000;

/** Reads what was pasted: name and value in any order, with or without labels, quotes, type and lifetime. */
export function readPastedRecord(text: string): ReadRecord {
  const plain = visible(text.slice(0, LONGEST_RECORD));
  const values = new Set((plain.match(VALUE) ?? []).map(withPlainPrefix));
  const [value] = values;
  if (value === undefined) return { kind: "nothing" };
  if (values.size > 1) return { kind: "several" };
  return { kind: "record", record: { name: nameIn(plain.replace(VALUE, " ")), value } };
}

/** The code is as it is; the part before it is written in small letters. */
function withPlainPrefix(found: string): string {
  const at = found.indexOf("=");
  return found.slice(0, at).toLowerCase() + found.slice(at).replace(/(?<![.:])[.:]+$/, "");
}

function nameIn(rest: string): string | null {
  const words = rest.split(/[\s"'`“”„‘’«»|,;()<>[\]{}:=]+/u).filter(isName);
  return words.find((word) => /^[@_]/.test(word)) ?? words[0] ?? null;
}
