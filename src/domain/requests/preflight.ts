import { isOutside, type ParsedRow } from "./address.ts";

export const MAX_ADDRESSES = 100;
/** What a dialog takes of them on the platform that has less room (bytes): the whole list is read before it is approved. */
const MOST_WEIGHT = 21_000;

/** About what its row takes, with what stands beside an address in another script. */
const weightOf = (address: string): number =>
  (/^[!-~]*$/.test(address) ? 150 : 300) + encodeURI(address).length;

export type Problem = "member" | "pending" | "not-an-address" | "space-inside" | "outside-domains";

/** What is to be said about one row before anything is saved; only rows without a problem can go on. */
export type Verdict = { readonly address: string; readonly problem: Problem | null };

export type Preflight = ReturnType<typeof preflight>;

/** `verdicts`: in the order of the rows, each address once. `domains` empty: every domain may be invited. */
export function preflight(
  rows: readonly ParsedRow[],
  domains: readonly string[],
  standing: (address: string) => "member" | "pending" | null,
) {
  const problemOf = ({ address, valid }: ParsedRow): Problem | null => {
    if (!valid) return /^[^@\s]*\s[^@]*@/.test(address) ? "space-inside" : "not-an-address";
    return standing(address) ?? (isOutside(address, domains) ? "outside-domains" : null);
  };
  const once = new Map<string, ParsedRow>();
  const repeated = new Set<string>();
  for (const row of rows) {
    if (once.has(row.address)) repeated.add(row.address);
    else once.set(row.address, row);
  }
  const verdicts = [...once.values()].map(
    (row): Verdict => ({ address: row.address, problem: problemOf(row) }),
  );
  return { verdicts, repeated: [...repeated] };
}

export function requestsFor(addresses: readonly string[]): string[][] {
  const all: string[][] = [];
  let room = 0;
  for (const address of addresses) {
    const last = all.at(-1);
    room -= weightOf(address);
    if (last !== undefined && last.length < MAX_ADDRESSES && room >= 0) last.push(address);
    else {
      all.push([address]);
      room = MOST_WEIGHT - weightOf(address);
    }
  }
  return all;
}
