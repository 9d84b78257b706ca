import type { Role } from "../invitations/invitation.ts";
import type { Workspace } from "../setup/workspace.ts";
import { visible } from "../visible.ts";
import { onePerLine } from "./address.ts";
import { dayAskedIn, plainWord } from "./day-words.ts";

/** Somebody who is mentioned, or a group, as both platforms write it to the core: `<@ID|name>`. */
const MENTION = /<@([^<>|\n]{1,255})(?:\|([^<>\n]{0,255}))?>/g;
const MENTION_ALONE = RegExp(`^${MENTION.source}$`);

export const withNames = (text: string): string =>
  text.replace(MENTION, (_mention, id: string, name?: string) => name || id);

type Known = {
  /** The day on the calendar of whoever asks. */
  readonly today: string;
  readonly workspaces: readonly Pick<Workspace, "id" | "name">[];
  /** Of an account or a group that is mentioned; none: nobody is known by it. */
  readonly addressesOf: (id: string) => readonly string[];
};

const ROLES_IN_WORDS: readonly (readonly [Role, RegExp])[] = [
  ["admin", /^admin(?:istrat(?:or(?:in)?|eur|rice)|istradora?)?$/],
  ["billing", /^(?:billing|abrechnung|facturation|facturacion)$/],
  ["member", /^(?:members?|mitglied(?:er)?|membres?|miembros?)$/],
];
const roleOf = (word: string): Role | undefined =>
  ROLES_IN_WORDS.find(([, words]) => words.test(plainWord(word)))?.[0];

/** They lead to a Workspace, and go with it. */
const LEADS =
  "and|for|in|into|on|or|the|to|das|dem|den|der|die|für|fuer|im|ins|oder|und|zum?|zur|à|aux?|dans|en|et|la|les?|ou|pour|a|al|el|los|o|para|y";
/** With these a clause begins, and alone they say nothing. "Me" is whoever asks. */
const JOINERS = `${LEADS}|as|at|because|by|from|me|of|till?|until|with|als|an|auf|bei|bis|mich|mir|mit|weil|avec|car|chez|comme|moi|parce|sur|como|con|de|hasta|mí|por|porque|jusqu['’]\\p{L}*`;
const JOINER = RegExp(`^(?:${JOINERS})$`, "iu");
const LEAD = RegExp(`^(?:(?:${LEADS}) ){0,3}(?:workspaces? )?`, "iu");
const AS =
  "(?:(?:with|mit|avec|con)(?: the| der| le| el)? )?(?:(?:as|als|comme|como|role|rolle|rôle|rol):? (?:an? |the |eine? |une? |una? )?|en tant qu(?:e |['’]))";
const AS_ROLE = RegExp(`^(${AS})?(\\p{L}{5,20})(?!\\p{L})`, "iu");

type Item = {
  readonly kind: "word" | "people" | "role" | "workspace" | "until";
  readonly words: string;
  readonly value: string;
};

const isMention = ({ words }: Item): boolean => /^<?@/.test(words);
const isAddress = (item: Item): boolean => item.words.includes("@") && !isMention(item);

/**
 * What is asked for in one's own words, in any of the four languages, as far as it is surely understood. A word that is part
 * of something else, such as "design" in "the design team", names no Workspace, and "billing questions" no role. Two
 * different days or roles are none. Without anything but addresses and a role it is a list as people paste it. Otherwise
 * what stands before an address stays with it, because it may be part of it, and other words are the `rest`.
 */
export function ownWords(text: string, known: Known) {
  const items = itemsOf(text, known);
  const valuesOf = (kind: Item["kind"]) => [
    ...new Set(items.flatMap((item) => (item.kind === kind ? item.value : []))),
  ];
  const isClash = (kind: Item["kind"]) => (kind === "role" || kind === "until") && valuesOf(kind).length > 1;
  const plain = items.filter(({ kind }) => kind === "word" || isClash(kind));
  const until = items.find(({ kind }) => kind === "until" && !isClash(kind));
  const last = plain.findLastIndex(isAddress);
  const isSentence =
    last < 0 ||
    items.some(({ kind, words }) => kind !== "word" && (kind !== "role" || words.includes(" "))) ||
    plain.some(isMention) ||
    JOINER.test(plain[last + 1]?.words.split(" ")[0] ?? "");
  const isListed = (item: Item, at: number) => !isSentence || (at <= last && !isMention(item));
  const rest = plain
    .filter((item, at) => !isListed(item, at) && /[\p{L}\p{N}]/u.test(item.words))
    .map(({ words }) => words.replace(MENTION, (_, id, name) => `@${name || id}`));
  const listed = plain.filter(isListed).map(({ words }) => words);
  return {
    addresses: onePerLine([listed.join(" "), ...valuesOf("people")].join("\n")),
    role: isClash("role") ? undefined : (valuesOf("role")[0] as Role | undefined),
    workspaces: valuesOf("workspace"),
    until: until === undefined ? null : { day: until.value, words: until.words },
    rest: rest.every((word) => JOINER.test(word)) ? "" : rest.join(" ").replace(/^(?:and|und|et|y) /i, ""),
  };
}

function itemsOf(text: string, known: Known): Item[] {
  const seen = visible(text).normalize("NFC");
  const words = seen.match(/<@[^<>\n]{1,511}>(?:['’]\p{L}{1,20})?|\n|[^ \u00a0\n]+/gu) ?? [];
  const whole = words.join(" ");
  const items: Item[] = [];
  let [at, end] = [0, 0];
  for (const word of words) {
    if (at >= end) {
      const item = itemAt(whole.slice(at, at + LOOKS_AHEAD), word, items.at(-1), known);
      items.push(item);
      end = at + item.words.length;
    }
    at += word.length + 1;
  }
  return items;
}

/** Longer than the name of a Workspace with what stands around it. */
const LOOKS_AHEAD = 400;

function itemAt(ahead: string, word: string, before: Item | undefined, known: Known): Item {
  const isFree = before === undefined || before.kind !== "word" || /[@\n]|[,;:]$/.test(before.words);
  const [, account] = MENTION_ALONE.exec(word) ?? [];
  const addresses = account === undefined ? [] : known.addressesOf(account);
  if (addresses.length > 0) return { kind: "people", value: addresses.join("\n"), words: word };
  const until = dayAskedIn(ahead, known.today);
  if (until !== null) return { kind: "until", value: until.day, words: ahead.slice(0, until.length) };
  const [asRole, as, name = ""] = AS_ROLE.exec(ahead) ?? [];
  const role = roleOf(name);
  if (asRole && role && (as || isFree) && endAt(ahead.slice(asRole.length)) !== null)
    return { kind: "role", value: role, words: asRole };
  const [lead = ""] = LEAD.exec(ahead) ?? [];
  const behind = ahead.slice(lead.length).toLowerCase();
  const [workspace] = known.workspaces
    .filter(({ name }) => (isFree || lead !== "") && behind.startsWith(name.toLowerCase()))
    .map(({ id, name }) => ({ id, length: name.length, more: endAt(behind.slice(name.length)) }))
    .filter(({ more }) => more !== null)
    .toSorted((one, other) => other.length - one.length);
  if (workspace === undefined) return { kind: "word", value: "", words: word };
  const length = lead.length + workspace.length + (workspace.more ?? 0);
  return { kind: "workspace", value: `${workspace.id}`, words: ahead.slice(0, length) };
}

/** How long what still belongs to it is ("workspace"); null: it belongs to something that follows. */
function endAt(after: string): number | null {
  const [, own = "", sign, next = ""] = /^( workspaces?)?([,;.:!?)]{0,3})(?: (\S*)|$)/i.exec(after) ?? [];
  const isEnd = sign || next === "" || next.includes("@") || JOINER.test(next) || roleOf(next) !== undefined;
  return sign !== undefined && isEnd ? own.length : null;
}
