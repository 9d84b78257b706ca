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

/** As a browser would ask for it; empty for what it would not. */
const inPunycode = (bare: string): string =>
  URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).hostname : "";

/**
 * The full name of a record, as panels write it: `@`, a label before the domain, or the name in full. Null when it
 * cannot be a name, or belongs to another domain.
 */
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
