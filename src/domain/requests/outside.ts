import { domainOf } from "./address.ts";

/** Whether an address is of none of our own domains. With no domains it is unknown which are, so none is outside. */
export const isOutside = (address: string, domains: readonly string[]): boolean =>
  domains.length > 0 && !domains.includes(domainOf(address));

const isPlain = (words: string): boolean => /^[!-~]*$/.test(words);

/** What could make an address look like another one. */
export type Lookalike = {
  /** Its domain as DNS has it, where that is not how it is written. */
  readonly punycode: string | null;
  /** Letters that only look like a to z, with nothing that could stand for them. */
  readonly letters: boolean;
};

export function lookalike(address: string): Lookalike {
  const domain = domainOf(address);
  const url = `http://${domain}`;
  const written = isPlain(domain) || !URL.canParse(url) ? domain : new URL(url).hostname;
  const punycode = written.includes("xn--") && written !== domain ? written : null;
  return { punycode, letters: !isPlain(punycode === null ? address : address.slice(0, -domain.length)) };
}
