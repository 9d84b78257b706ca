import { isAddress, tidied } from "../requests/address.ts";
import { visible } from "../visible.ts";

/** The first one wins where an address stands in several rows. */
export const PASTED_STATES = ["active", "pending", "expired"] as const;
export type PastedState = (typeof PASTED_STATES)[number];

/** `state` is null where nothing in the text says it. */
export type PastedRow = { readonly address: string; readonly state: PastedState | null };

export type PastedList = {
  /** Each address once, in the order of the text. */
  readonly rows: readonly PastedRow[];
  /** Words with an @ in them that are no addresses. */
  readonly unread: number;
};

/** Where a person says that they copied it from; it speaks for addresses beside which nothing stands. */
export const PASTED_FROM = ["written", "active", "invited"] as const;
export type PastedFrom = (typeof PASTED_FROM)[number];

const TOLD = { written: null, active: "active", invited: "pending" } as const;

/** Whole lines in Mistral's panel, in English and French. */
const HEADINGS = {
  active: "active (?:users|members)|(?:utilisateurs|membres) actifs",
  pending:
    "(?:invited|pending) (?:users|members)|pending invit(?:ation|e)s|invitations(?: en attente)?|(?:utilisateurs|membres) invités",
} as const;
const ONLY_HEADINGS = new RegExp(`^(?:(?:${HEADINGS.active}|${HEADINGS.pending})(?: |$))+$`, "u");
const IS_ACTIVE = new RegExp(`^(?:${HEADINGS.active})$`, "u");
const IS_ONE = new RegExp(`^(?:${HEADINGS.active}|${HEADINGS.pending})$`, "u");

/** "Last active", "invited by", "active seats" say something else. */
const saying = (words: string) =>
  new RegExp(
    `(?<!\\p{L}|\\b(?:last|not|never|no|non|pas|was) )(?:${words})(?!\\p{L}| (?:by|par|seats?|keys?|users?|members|ago)\\b)`,
    "u",
  );
/** "Invited" beside Active or Expired is when it began, so the first of these counts within a row. */
const STATES = [
  ["active", saying("active|actif")],
  ["expired", saying("expired|expirée?")],
  ["pending", saying("pending|invited|invit(?:e|ation) sent|en attente|invitée?|invitation envoyée")],
] as const;

const stateIn = (words: string): PastedState | null =>
  STATES.find(([, said]) => said.test(words))?.[0] ?? null;

type Section = { readonly heading: PastedState | null; readonly lines: string[] };

/**
 * Reads a part of a members list as it comes out of the clipboard. What stands beside an address says its state, else the
 * heading above it, else where it was copied from. The same address twice: Active, then Pending, then expired, because an
 * old invitation stays listed beside a new one.
 */
export function parsePastedList(text: string, from: PastedFrom = "written"): PastedList {
  const found = new Map<string, Set<PastedState | null>>();
  let unread = 0;
  for (const { heading, lines } of sectionsOf(visible(text).normalize("NFC"))) {
    const read = readLines(lines);
    unread += read.unread;
    for (const { address, state } of read.rows)
      found.set(address, (found.get(address) ?? new Set()).add(state ?? heading ?? TOLD[from]));
  }
  const rows = [...found].map(([address, states]) => ({
    address,
    state: PASTED_STATES.find((state) => states.has(state)) ?? null,
  }));
  return { rows, unread };
}

function sectionsOf(text: string): Section[] {
  let section: Section = { heading: null, lines: [] };
  const sections = [section];
  for (const line of text.split(/\r\n|[\r\n]/)) {
    const words = (line.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).join(" ");
    if (line.includes("@") || !ONLY_HEADINGS.test(words)) {
      section.lines.push(line);
      continue;
    }
    // Two headings with nobody between them are tabs, and say nothing.
    const isTab = sections.length > 1 && !section.lines.some((each) => each.includes("@"));
    const heading = IS_ACTIVE.test(words) ? "active" : "pending";
    section = { heading: isTab || !IS_ONE.test(words) ? null : heading, lines: [] };
    sections.push(section);
  }
  return sections;
}

const LONGEST_WORD = 320;

function readLines(lines: readonly string[]): PastedList {
  const addresses: string[] = [];
  let unread = 0;
  /** The words before the first address, behind it, behind the second, and so on. */
  const runs: string[][] = [[]];
  for (const line of lines) {
    for (const token of line.split(/[\s<>()[\]{}",;|·•]+/)) {
      const words = runs.at(-1) ?? [];
      const before = words.at(-1);
      const address = token.length > LONGEST_WORD ? "" : tidied(token);
      if (token.indexOf("@") < 1) words.push(token.toLowerCase());
      else if (!isAddress(address)) unread += 1;
      // "Invited by ana@…" names somebody else.
      else if (before !== "by" && before !== "par") {
        addresses.push(address);
        runs.push([]);
      }
    }
    runs.at(-1)?.push("\n");
  }
  const states = runs.map((words) => stateIn(words.join(" ")));
  const [first = null, ...behind] = states;
  const inFront = states.slice(0, -1);
  // Where every state comes first, it belongs to the next address; a lone word on top may be a filter's name.
  const comesFirst = first !== null && behind.at(-1) === null;
  const own = !comesFirst ? behind : inFront.includes(null) ? [] : inFront;
  return { rows: addresses.map((address, at) => ({ address, state: own[at] ?? null })), unread };
}
