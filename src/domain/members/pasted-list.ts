import { isAddress, tidied } from "../requests/address.ts";
import { visible } from "../visible.ts";
import { phraseAt, type Reading, readHeadings } from "./pasted-words.ts";

/** The first one wins where an address stands in several rows. */
export const PASTED_STATES = ["active", "pending", "expired"] as const;
export type PastedState = (typeof PASTED_STATES)[number];

/** `state` is null where nothing in the text says it. */
export type PastedRow = { readonly address: string; readonly state: PastedState | null };

/** Where a person says that they copied it from; it speaks for addresses beside which nothing stands. */
export const PASTED_FROM = ["written", "active", "invited"] as const;
export type PastedFrom = (typeof PASTED_FROM)[number];

type Item =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "state"; readonly state: PastedState };

type Found = { readonly address: string; states: PastedState[]; readonly section: Reading | null };

const LONGEST_WORD = 320;

/**
 * Reads a part of a members list as it comes out of the clipboard: a table gives a line per row, or a line per cell. A
 * state belongs to the only address of its line, or to the address before it; where every state comes first, to the next.
 * What stands beside an address wins over the heading above it, and both over where it was copied from. The same address
 * twice: Active, then Pending, then expired, because an old invitation stays listed beside a new one. Names, roles, dates
 * and all other words are nothing.
 */
export function parsePastedList(text: string, from: PastedFrom = "written"): PastedRow[] {
  const found: Found[] = [];
  let section: Reading | null = null;
  /** Whether an address has come since the last heading: two headings in a row are tabs, and say nothing. */
  let used = true;
  let block: Item[] = [];
  const close = () => {
    found.push(...assigned(block, section));
    block = [];
  };
  for (const line of visible(text)
    .normalize("NFC")
    .split(/\r\n|[\r\n]/)) {
    const headings = readHeadings(line);
    if (headings.length > 0) {
      close();
      for (const heading of headings) {
        section = used || section === heading ? heading : null;
        used = false;
      }
      continue;
    }
    const items = itemsOf(line);
    const addresses = new Set(items.flatMap((item) => (item.kind === "address" ? [item.address] : [])));
    if (addresses.size > 0) used = true;
    const [only] = addresses;
    const states = items.flatMap((item) => (item.kind === "state" ? [item.state] : []));
    if (addresses.size === 1 && only !== undefined && states.length > 0) {
      close();
      found.push({ address: only, states, section });
    } else if (addresses.size === 1 && only !== undefined) block.push({ kind: "address", address: only });
    else block.push(...items);
  }
  close();
  return merged(found, from);
}

function itemsOf(line: string): Item[] {
  const items: Item[] = [];
  const words: string[] = [];
  const flush = () => {
    for (let at = 0; at < words.length; ) {
      const phrase = phraseAt(words, at);
      if (phrase.state !== null) items.push({ kind: "state", state: phrase.state });
      at += phrase.length;
    }
    const inviter = words.at(-1) === "by" || words.at(-1) === "par";
    words.length = 0;
    return inviter;
  };
  for (const token of line.split(/[\s<>()[\]{}",;|·•]+/)) {
    if (token.indexOf("@") < 1) {
      words.push(...(token.toLowerCase().match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? []));
      continue;
    }
    const isInviter = flush();
    const address = token.length > LONGEST_WORD ? "" : tidied(token);
    if (isAddress(address) && !isInviter) items.push({ kind: "address", address });
  }
  flush();
  return items;
}

/** Gives the states of a block to its addresses. */
function assigned(items: readonly Item[], section: Reading | null): Found[] {
  const found: Found[] = [];
  /** States before the first address, between the first and the second, and so on. */
  const runs: PastedState[][] = [[]];
  for (const item of items) {
    if (item.kind === "address") {
      found.push({ address: item.address, states: [], section });
      runs.push([]);
    } else if (item.kind === "state") runs.at(-1)?.push(item.state);
  }
  const [first = [], ...after] = runs;
  const last = after.at(-1) ?? [];
  const before = [first, ...after.slice(0, -1)];
  // A lone word on top may be a filter's name: it counts for the next address only if every address has its own.
  const comesFirst = first.length > 0 && last.length === 0;
  if (comesFirst && before.some((run) => run.length === 0)) return found;
  const own = comesFirst ? before : after;
  return found.map((one, at) => ({ ...one, states: own[at] ?? [] }));
}

const WITHIN_A_ROW = ["active", "expired", "pending"] as const;

function stateOf({ states, section }: Found, from: PastedFrom): PastedState | null {
  // "Invited" beside Active or Expired is when it began.
  const own = WITHIN_A_ROW.find((state) => states.includes(state));
  if (own !== undefined) return own;
  return section ?? (from === "written" ? null : from === "active" ? "active" : "pending");
}

function merged(found: readonly Found[], from: PastedFrom): PastedRow[] {
  const byAddress = new Map<string, Set<PastedState | null>>();
  for (const one of found) {
    const states = byAddress.get(one.address) ?? new Set();
    byAddress.set(one.address, states.add(stateOf(one, from)));
  }
  return [...byAddress].map(([address, states]) => ({
    address,
    state: PASTED_STATES.find((state) => states.has(state)) ?? null,
  }));
}
