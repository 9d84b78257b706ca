import { type Cause, type Invitation, isVouched } from "../invitations/invitation.ts";
import { isAddress, tidied } from "../requests/address.ts";
import { visible } from "../visible.ts";

/** The first one wins where an address stands in several rows. */
export const PASTED_STATES = ["active", "pending", "expired"] as const;
export type PastedState = (typeof PASTED_STATES)[number];

/** `state` is null where nothing in the text says it. */
export type PastedRow = { readonly address: string; readonly state: PastedState | null };

/** Where a person says that they copied it from; it speaks for addresses beside which nothing stands. */
export const PASTED_FROM = ["written", "active", "invited"] as const;
export type PastedFrom = (typeof PASTED_FROM)[number];

/** What a heading says of the addresses beneath it. */
type Reading = "active" | "pending";
type Address = `${string}@${string}`;
type Item = PastedState | Address;

const isNamed = (item: Item): item is Address => item.includes("@");
const isState = (item: Item): item is PastedState => !isNamed(item);

const BY_SOURCE = { written: null, active: "active", invited: "pending" } as const;

/**
 * Reads a part of a members list as it comes out of the clipboard: a table gives a line per row, or a line per cell. A
 * state belongs to the only address of its line, or to the address before it; where every state comes first, to the next.
 * What stands beside an address wins over the heading above it, and both over where it was copied from. The same address
 * twice: Active, then Pending, then expired, because an old invitation stays listed beside a new one. Names, roles, dates
 * and all other words are nothing.
 */
export function parsePastedList(text: string, from: PastedFrom = "written"): PastedRow[] {
  const found = new Map<string, Set<PastedState | null>>();
  let section: Reading | null = null;
  /** Whether an address has come since the last heading: two headings in a row are tabs, and say nothing. */
  let used = true;
  let block: Item[] = [];
  const note = (address: string, states: readonly PastedState[]) => {
    const own = WITHIN_A_ROW.find((state) => states.includes(state));
    found.set(address, (found.get(address) ?? new Set()).add(own ?? section ?? BY_SOURCE[from]));
  };
  const close = () => {
    for (const [address, states] of assigned(block)) note(address, states);
    block = [];
  };
  const lines = visible(text)
    .normalize("NFC")
    .split(/\r\n|[\r\n]/);
  for (const line of lines) {
    const headings = headingsIn(line);
    const items = headings.length > 0 ? [] : itemsOf(line);
    const [only, ...others] = items.filter(isNamed);
    const states = items.filter(isState);
    const isRow = states.length > 0 && others.every((other) => other === only);
    if (headings.length > 0 || (isRow && only !== undefined)) close();
    for (const heading of headings) {
      section = used || section === heading ? heading : null;
      used = false;
    }
    if (only !== undefined) used = true;
    if (isRow && only !== undefined) note(only, states);
    else block.push(...items);
  }
  close();
  return [...found].map(([address, states]) => ({
    address,
    state: PASTED_STATES.find((state) => states.has(state)) ?? null,
  }));
}

/** "Invited" beside Active or Expired is when it began. */
const WITHIN_A_ROW = ["active", "expired", "pending"] as const;

const LONGEST_ADDRESS = 320;

function itemsOf(line: string): Item[] {
  const items: Item[] = [];
  let words: string[] = [];
  const flush = () => {
    items.push(...states(words.join(" ")).flatMap(({ says }) => says));
    words = [];
  };
  for (const token of line.split(/[\s<>()[\]{}",;|·•]+/)) {
    if (token.indexOf("@") < 1) {
      words.push(...(token.toLowerCase().match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? []));
      continue;
    }
    const isInviter = ["by", "par", "von", "por"].includes(words.at(-1) ?? "");
    flush();
    const address = token.length > LONGEST_ADDRESS ? "" : tidied(token);
    // An address can be its own name.
    if (isAddress(address) && !isInviter && items.at(-1) !== address) items.push(address as Address);
  }
  flush();
  return items;
}

/** Gives the states of a block to its addresses. */
function assigned(items: readonly Item[]): [Address, readonly PastedState[]][] {
  /** States before the first address, between the first and the second, and so on. */
  const runs: PastedState[][] = [[]];
  for (const item of items)
    if (isState(item)) runs.at(-1)?.push(item);
    else runs.push([]);
  const [before, after] = [runs.slice(0, -1), runs.slice(1)];
  // A lone word on top may be a filter's name: it counts for the next address only if every address has its own.
  const comesFirst = before[0]?.length !== 0 && after.at(-1)?.length === 0;
  const own = !comesFirst ? after : before.every((run) => run.length > 0) ? before : [];
  return items.filter(isNamed).map((address, at) => [address, own[at] ?? []]);
}

/** What each of these phrases says wherever it stands among words, the longest one first; `around`: what may not. */
function phrases<T extends string>(says: Readonly<Record<T, string>>, [before, after] = ["", ""]) {
  const named = Object.entries<string>(says).map(([name, all]) => `(?<${name}>${all})`);
  const pattern = RegExp(`(?<![^ ]${before})(?:${named.join("|")})(?![^ ]${after})`, "g");
  return (words: string) =>
    [...words.matchAll(pattern)].map(({ 0: phrase, groups = {} }) => ({
      phrase,
      says: (Object.keys(says) as T[]).filter((name) => groups[name] !== undefined),
    }));
}

/** Whole lines in Mistral's panel, past and present, in English, French, German and Spanish. */
const headings = phrases<Reading>({
  active:
    "active (?:users|members)|(?:utilisateurs|membres) actifs|aktive (?:benutzer|nutzer|mitglieder)|(?:usuarios|miembros) activos",
  pending:
    "(?:invited|pending) (?:users|members)|pending invitations|pending invites|invitations en attente|invitations|(?:utilisateurs|membres) invités|(?:eingeladene|ausstehende) (?:benutzer|nutzer|mitglieder)|ausstehende einladungen|einladungen|invitaciones pendientes|invitaciones|(?:usuarios|miembros) (?:invitados|pendientes)",
});

const states = phrases<PastedState>(
  {
    active: "active|actif|aktiv|activ[oa]",
    pending:
      "pending|invite sent|invited|invitation sent|en attente|invitée?|invitation envoyée|ausstehend|eingeladen|einladung gesendet|pendiente|invitad[oa]|invitación enviada",
    expired: "expired|expirée?|abgelaufen|expirad[oa]|caducad[oa]|vencid[oa]",
  },
  [
    // About something else, or the contrary.
    "|(?<![^ ])(?:last|not|never|no|non|pas|nicht|nie|zuletzt|nunca|antes|recently|previously|was) ",
    // "Invited by", "active seats", "active users": about somebody or something else.
    "| (?:by|par|von|vor|por|seats?|keys?|users?|members|ago)(?: |$)",
  ],
);

const LONGEST_LINE = 80;

/** The headings of a line that holds nothing else but figures: more than one where tabs stand side by side. */
function headingsIn(line: string): Reading[] {
  const words = line.length > LONGEST_LINE ? [] : (line.toLowerCase().match(/[\p{L}\p{M}@]+/gu) ?? []);
  const found = headings(words.join(" "));
  const isAll = found.map(({ phrase }) => phrase).join(" ") === words.join(" ");
  return isAll ? found.flatMap(({ says }) => says) : [];
}

export type Listed = { readonly invitation: Invitation; readonly state: PastedState };

/** The transitions that lead to what the list shows, one after another; none when it is so already or cannot be. */
export function waysTo(invitation: Invitation, state: PastedState): readonly Cause[] {
  const { status } = invitation;
  switch (state) {
    case "active":
      if (status === "sending") return ["list", "vouch"];
      return status === "pending" || status === "expired" ? ["vouch"] : [];
    case "pending":
      if (isVouched(invitation)) return ["unmark"];
      // While it is sent again the old one is still listed, and shows nothing of the new one.
      return status === "sending" && invitation.sentAt === null ? ["list"] : [];
    case "expired":
      return status === "pending" ? ["expire"] : [];
  }
}
