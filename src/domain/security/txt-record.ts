import { visible } from "../visible.ts";

/** What public DNS does not hold: asking for it would only look into somebody's own network. */
const PRIVATE: readonly string[] =
  "localhost local internal lan home corp intranet arpa onion invalid test".split(" ");
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const RECORD_LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const LONGEST = 253;

/** Where Mistral's pages put the record, besides the domain itself. */
export const VERIFICATION_LABEL = "_mistral-verification";

/**
 * A domain as it stands in public DNS: lower-case, letters of other scripts in punycode. Null for what cannot be one:
 * IP addresses, a single word, names of private networks, whatever leaves no room for the label above.
 */
export function publicDomain(text: string): string | null {
  const bare = visible(text).trim().toLowerCase().replace(/^@/, "").replace(/\.$/, "");
  if (bare.length > LONGEST || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(bare)) return null;
  const domain = inPunycode(bare);
  const labels = domain.split(".");
  const last = labels.at(-1) ?? "";
  if (labels.length < 2 || domain.length > LONGEST - VERIFICATION_LABEL.length - 1) return null;
  if (PRIVATE.includes(last) || !/[a-z]/.test(last)) return null;
  return labels.every((label) => LABEL.test(label)) ? domain : null;
}

/** The host name as a browser would ask for it; empty: it would not. */
const inPunycode = (bare: string): string =>
  URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).hostname : "";

/** As panels write it: `@`, a label before the domain, or in full. Null: no name, or of another domain. */
export function recordName(written: string | null, domain: string): string | null {
  const plain = (written ?? "@").trim().toLowerCase().replace(/\.$/, "");
  const bare = /[^\p{ASCII}]/u.test(plain) ? inPunycode(plain) || plain : plain;
  if (bare === "@" || bare === "" || bare === domain) return domain;
  const inside = bare.endsWith(`.${domain}`);
  // A dotted name without an underscore is a domain of its own, not a label before this one.
  if (!inside && bare.includes(".") && !bare.includes("_")) return null;
  const name = inside ? bare : `${bare}.${domain}`;
  return name.length <= LONGEST && name.split(".").every((label) => RECORD_LABEL.test(label)) ? name : null;
}

/** A TXT record as Mistral's panel shows it; `name` is null where only the value was pasted. */
export type PastedRecord = { readonly name: string | null; readonly value: string };

export const VALUE_PREFIXES = ["mistral-domain-verification=", "mistral-verify="] as const;

const VALUE = /mistral-(?:domain-verification|verify)=[A-Za-z0-9._~+/:-]+=*/gi;
/** Whether a word is a record's name and not a word of a sentence: `@`, a leading underscore, or a dot inside. */
const isName = (word: string): boolean =>
  word === "@" || (/^[\p{L}\p{M}\p{N}_.-]+$/u.test(word) && /^_.|\p{L}\.\p{L}/u.test(word));

const LONGEST_RECORD = 3000;

/**
 * Reads what was pasted: name and value in any order, with or without labels, quotes, type and lifetime. `nothing`: no
 * value of Mistral's in it; `several`: more than one, so nobody knows which is meant.
 */
export function readPastedRecord(text: string): PastedRecord | "nothing" | "several" {
  const plain = visible(text.slice(0, LONGEST_RECORD));
  const values = new Set((plain.match(VALUE) ?? []).map(withPlainPrefix));
  const [value] = values;
  if (value === undefined) return "nothing";
  if (values.size > 1) return "several";
  return { name: nameIn(plain.replace(VALUE, " ")), value };
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
