import type { Role } from "../invitations/invitation.ts";
import type { Workspace } from "../setup/workspace.ts";
import { visible } from "../visible.ts";
import { onePerLine } from "./address.ts";
import { dayAskedIn, makesDayUnsure, plainWord } from "./day-words.ts";

/** Somebody who is mentioned, or a group, as both platforms write it to the core: `<@ID|name>`. */
const MENTION = /<@([^<>|\n]{1,255})(?:\|([^<>\n]{0,255}))?>/g;
const MENTION_FIRST = RegExp(`^${MENTION.source}`);
/** As far as a mention that touches it. */
const WORD = RegExp(`\\n|[^ \\n](?:(?!${MENTION.source})[^ \\n])*`, "y");

export const withNames = (text: string, sign = ""): string =>
  text.replace(MENTION, (_mention, id: string, name?: string) => sign + (name || id));

type Known = {
  /** The day on the calendar of whoever asks. */
  readonly today: string;
  /** The address of whoever asks; empty: unknown. */
  readonly own: string;
  readonly workspaces: readonly Pick<Workspace, "id" | "name">[];
  /** Of an account or a group that is mentioned; none: nobody is known by it. */
  readonly addressesOf: (id: string) => readonly string[];
};

/** Beside one of these nothing else is sure. */
const NEGATION =
  /(?<![\p{L}\p{N}@._+-])(?:not|no|non|none|nobody|never|nor|neither|except|excepting|excluding|instead|rather|without|unless|but|or|either|\p{L}{2,6}n['’]t|cannot|nichts?|nie|niemals|kein\p{L}{0,2}|niemand|außer|ausser|ausgenommen|statt|anstatt|anstelle|ohne|aber|sondern|weder|oder|pas|jamais|aucune?|ni|ne|n['’]\p{L}+|sauf|sans|hors|hormis|except[ée]|exception|lieu|plutôt|mais|ou|nunca|ning[uú]n\p{L}?|nadie|salvo|excepto|menos|lugar|vez|sin|sino|pero|o(?!\.))(?![\p{L}\p{N}@_-]|\.\p{L})/iu;

const ROLES_IN_WORDS: readonly (readonly [Role, RegExp])[] = [
  ["admin", /^admin(?:s|istrator(?:s|en|in|innen)?|istrateurs?|istratrices?|istrador(?:es|as?)?)?$/],
  ["billing", /^(?:billing|abrechnung|facturation|facturacion)$/],
  ["member", /^(?:members?|mitglied(?:er)?|membres?|miembros?)$/],
];
const roleOf = (word: string): Role | undefined =>
  ROLES_IN_WORDS.find(([, words]) => words.test(plainWord(word)))?.[0];

const ARTICLES = "the|das|dem|den|der|die|la|les?|al|el|los";
/** They lead to a Workspace, and go with it. */
const LEADS = "and|for|in|into|on|to|für|fuer|im|ins|und|zum?|zur|à|aux?|dans|en|et|pour|a|para|y";
const CLAUSES = `${LEADS}|as|because|till?|until|with|als|bis|mit|wegen|weil|avec|car|comme|parce|como|con|hasta|por|porque|jusqu['’]\\p{L}*`;
const CLAUSE = RegExp(`^(?:${CLAUSES})$`, "iu");
const LEAD = RegExp(`^(?:(?:${LEADS}|${ARTICLES}) ){0,3}(workspaces? )?`, "iu");
const AS =
  "(?:(?:with|mit|avec|con)(?: the| der| le| el)? )?(?:(?:as|als|comme|como|role|rolle|rôle|rol):? (?:an? |the |eine? |une? |una? )?|en tant qu(?:e |['’]))";
const AS_ROLE = RegExp(`^(${AS})?(\\p{L}{5,20})(?!\\p{L})`, "iu");

/** They go with whom they ask for. */
const ASKING =
  "please|pls|thanks|thank you|bitte|danke|merci|gracias|svp|stp|s['’]il (?:te|vous) pla[iî]t|por favor|(?:can|could|would) you|(?:kannst|könntest) du|(?:können|könnten) sie|(?:peux|pourrais)[ -]tu|(?:pouvez|pourriez)[ -]vous|puedes|podrías|invite|add|lade?n?|einladen|füge|hinzufügen|(?:d['’])?(?:inviter|ajouter)|invitez|ajoutez?|invitar?|invitad|añad(?:e|ir)|agregar?";
const COLLEAGUE =
  "(?:my|our|meinen?|unseren?|mon|ma|mes|notre|nos|mis?|nuestr[oa]s?)(?: new| neuen?| nouveau| nouvelle| nuev[oa])? (?:colleagues?|kolleg(?:e|en|in|innen)|coll[eè]gues?|compañer[oa]s?|colegas?)";
const phrase = (words: string): RegExp => RegExp(`^(?:${words})(?=[,;.:!?)]{0,3}(?:[ \\n]|$))`, "iu");
const ASKS = phrase(`${ASKING}|${COLLEAGUE}(?= \\S*@)`);
const ME = phrase("me|myself|mich|mir|moi|mí");
const AND = /^(?:and|und|et|y|e|sondern|sino)(?=[ \n]|$)/iu;
const FOR = phrase(
  `(?:for|für|fuer|pour|para|to|a|à)(?= (?:\\S*@|(?:me|mich|moi|mí|${COLLEAGUE})(?!\\p{L})))`,
);
/** What is one, or is meant as one. */
const ADDRESS = /[^\s"'([{<,;:@]@|^<[^@\s]/u;

type Item = {
  /** `aside`: people who are not known, or whom it does not ask for. */
  readonly kind: "word" | "asking" | "aside" | "people" | "role" | "workspace" | "until";
  /** With the space before them. */
  readonly words: string;
  readonly value: string;
  /** Whether people who are mentioned next are asked for: as at the start, as others too, or not. */
  readonly next: "start" | "others" | "none";
};

const isAddress = ({ kind, words }: Item): boolean => kind === "word" && ADDRESS.test(words.trim());
const SAID: readonly Item["kind"][] = ["role", "workspace", "until"];

/**
 * What is asked for in one's own words, in any of the four languages, as far as it is surely understood. A word that is part
 * of something else, such as "design" in "the design team", names no Workspace, and "billing questions" no role. Beside a
 * negation or a choice only addresses count. Without anything but addresses and a role it is a list as people paste it.
 * Otherwise what stands before an address stays with it, because it may be part of it, and other words are the `rest`.
 */
export function ownWords(text: string, known: Known) {
  const items = itemsOf(text, known);
  const unsure = unsureIn(items);
  const isSure = ({ kind }: Item) => !unsure.includes(kind);
  const sure = items.filter(isSure);
  const isInList = ({ kind, words }: Item) => kind === "word" || (kind === "role" && !/\S /.test(words));
  const isList = items.some(isAddress) && items.every(isInList);
  const addresses: string[] = [];
  let [rest, run, isBehind] = ["", "", false];
  const endRun = (isRow: boolean) => {
    if (isRow) addresses.push(`${isBehind ? addresses.pop() : ""}${run}`);
    else rest += run;
    [run, isBehind] = ["", false];
  };
  for (const item of items) {
    if (item.kind === "word") run += item.words;
    else if (!isList) endRun(false);
    if (item.kind !== "word" && !isSure(item)) rest += item.words;
    if (isAddress(item)) {
      for (const row of onePerLine(run).split("\n")) {
        const piece = row.replace(/^[,;.:!?)]+ /, "").replace(AND, "");
        if (ADDRESS.test(piece) || (isList && /^(?:\p{Lu}|[^\s(]+$)/u.test(piece))) addresses.push(piece);
        else rest += ` ${piece}`;
      }
      [run, isBehind] = ["", !/[,;]$/.test(item.words)];
    } else if (isBehind && /[,;\n]$/.test(run)) endRun(isList && run.endsWith("\n"));
  }
  endRun(isList && (text.includes("\t") || (!isBehind && /^\s*[^\s(]+\s*$/.test(run))));
  return {
    addresses: onePerLine([...addresses, ...valuesIn(sure, "people")].join("\n")),
    role: valuesIn(sure, "role")[0] as Role | undefined,
    workspaces: valuesIn(sure, "workspace"),
    until: valuesIn(sure, "until")[0] ?? null,
    rest: tidied(rest),
  };
}

function tidied(rest: string): string {
  return withNames(rest, "@")
    .replace(/\s+/g, " ")
    .replace(/(?: ?([,;]))+/g, "$1")
    .replace(/^[ ,;.:!?]+|[ ,;:]{1,9}$/g, "")
    .replace(/^(?:and|und|et|y)(?: |$)|(?:^| )(?:and|und|et|y|(?:ein|hinzu)[.?!]?|[?!])$/gi, "");
}

/** What is said in two ways, or neither before all people nor behind all of them. */
function unsureIn(items: readonly Item[]): readonly Item["kind"][] {
  const isPerson = (item: Item) =>
    isAddress(item) || (/^(?:people|aside)$/.test(item.kind) && item.next !== "none");
  const first = items.findIndex(isPerson);
  const before = first < 0 ? items : items.slice(0, first);
  const behind = items.slice(items.findLastIndex(isPerson));
  const isUnsure = (kind: Item["kind"]) => {
    const all = items.filter((item) => item.kind === kind).length;
    const isOfAll = [before, behind].some((some) => some.filter((item) => item.kind === kind).length === all);
    return !isOfAll || (kind !== "workspace" && valuesIn(items, kind).length > 1);
  };
  const isDayUnsure = items.some(({ value }) => value === UNSURE_DAY);
  return ["aside", ...SAID.filter((kind) => isUnsure(kind) || (kind === "until" && isDayUnsure))];
}

const valuesIn = (items: readonly Item[], kind: Item["kind"]): string[] => [
  ...new Set(items.flatMap((item) => (item.kind === kind ? item.value : []))),
];

const UNSURE_DAY = "unsure";

function itemsOf(text: string, known: Known): Item[] {
  const seen = visible(text).normalize("NFC").replace(/\r\n?/g, "\n");
  const whole = seen
    .replace(/[ \u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
  const sure = NEGATION.test(whole.replace(MENTION, "@")) ? null : known;
  // `a@b.example, not-an-address member`: behind the last row of a list stands the role.
  const roleAt = whole.length - (/[,;\n] ?[^\s,;]{1,254} (\S{1,30})$/.exec(whole)?.[1]?.length ?? -1);
  const items: Item[] = [];
  for (let at = 0; at < whole.length; ) {
    const from = at + Number(whole[at] === " ");
    WORD.lastIndex = from;
    const [word = ""] = WORD.exec(whole) ?? [];
    const item = itemAt(whole.slice(from, from + LOOKS_AHEAD), word, items.at(-1), sure, from === roleAt);
    items.push({ ...item, words: whole.slice(at, from + item.words.length) });
    at = from + item.words.length;
  }
  return items;
}

/** Longer than the name of a Workspace with what stands around it. */
const LOOKS_AHEAD = 400;

/** `sure`: null beside a negation. */
function itemAt(
  ahead: string,
  word: string,
  before: Item | undefined,
  sure: Known | null,
  isAtEnd: boolean,
): Item {
  const isFree =
    isAtEnd || before === undefined || before.kind !== "word" || /[@\n]|[,;:]$/.test(before.words);
  const next = before?.next ?? "start";
  const said = sure && saidAt(ahead, isFree, sure);
  if (said !== null) return { ...said, next: next === "start" ? "start" : "none" };
  const [mention = /^["'([{]{0,3}@/.test(word) ? word : undefined, account] = MENTION_FIRST.exec(ahead) ?? [];
  const [me] = ME.exec(ahead) ?? [];
  const people =
    mention ?? (next !== "none" && me && endAt(ahead.slice(me.length)) !== null ? me : undefined);
  if (people !== undefined) {
    const isMeant = next !== "none" && /^(?:[,;.:!?)\s]|$)/.test(ahead.slice(people.length));
    const addresses =
      people === me ? [sure?.own ?? ""] : isMeant && account ? sure?.addressesOf(account) : [];
    const value = addresses?.join("\n") ?? "";
    return { kind: value ? "people" : "aside", value, words: people, next: isMeant ? "others" : "none" };
  }
  const [asks] =
    ((isFree || next !== "none") && ASKS.exec(ahead)) || (next === "start" && FOR.exec(ahead)) || [];
  if (asks) return { kind: "asking", value: "", words: asks, next };
  return {
    kind: "word",
    value: makesDayUnsure(ahead) ? UNSURE_DAY : "",
    words: word,
    next: nextBehind(word, before),
  };
}

function nextBehind(word: string, before: Item | undefined): Item["next"] {
  const next = before?.next ?? "start";
  if (word === "\n") return "start";
  if (AND.test(word)) return next === "none" ? "none" : "start";
  if (/^[,;.:!?)]+$/.test(word) && (next !== "none" || before?.kind === "aside")) return next;
  return /[,;]$/.test(word) || ADDRESS.test(word) ? "others" : "none";
}

function saidAt(ahead: string, isFree: boolean, known: Known): Omit<Item, "next"> | null {
  const until = dayAskedIn(ahead, known.today);
  if (until !== null && endAt(ahead.slice(until.length)) !== null)
    return { kind: "until", value: until.day, words: ahead.slice(0, until.length) };
  const [asRole, as, name = ""] = AS_ROLE.exec(ahead) ?? [];
  const role = roleOf(name);
  if (asRole && role && (as || isFree) && endAt(ahead.slice(asRole.length)) !== null)
    return { kind: "role", value: role, words: asRole };
  const [lead = "", isCalled] = LEAD.exec(ahead) ?? [];
  const behind = ahead.slice(lead.length);
  const lower = behind.toLowerCase();
  const [workspace] = known.workspaces
    .filter(({ name }) => (isFree || lead !== "") && lower.startsWith(name.toLowerCase()))
    .map(({ id, name }) => ({ id, name, more: endAt(behind.slice(name.length)) }))
    .filter(({ name, more }) => more !== null && (more > 0 || isCalled || behind.startsWith(name)))
    .toSorted((one, other) => other.name.length - one.name.length);
  if (workspace === undefined) return null;
  const length = lead.length + workspace.name.length + (workspace.more ?? 0);
  return { kind: "workspace", value: `${workspace.id}`, words: ahead.slice(0, length) };
}

/** How long what still belongs to it is ("workspace"); null: it belongs to something that follows. */
function endAt(after: string): number | null {
  const [whole, own = "", sign, next = ""] =
    /^( workspaces?)?( ?[,;.:!?)]{1,3}| (?:ein|hinzu)(?=[.!?]?$))?(?:\n| (\S*)|[.!?]?$)/i.exec(after) ?? [];
  const isEnd = sign || next === "" || next.includes("@") || CLAUSE.test(next) || roleOf(next) !== undefined;
  return whole !== undefined && (isEnd || ASKS.test(next)) ? own.length : null;
}
