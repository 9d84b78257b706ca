import { visible } from "../visible.ts";

export type ParsedRow = {
  /** Lower-case, freed from its name, brackets and punctuation. */
  readonly address: string;
  readonly raw: string;
  readonly valid: boolean;
};

const MAX_LENGTH = 254;
const MAX_LOCAL = 64;

// RFC 5322 atoms, plus letters of any script (RFC 6531). Quoted local parts exist on paper only.
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** Any sign of a local part, the dot included. */
const IN_LOCAL = /[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** Whether it can be an e-mail address. Only sending one shows whether it is. */
export function isAddress(address: string): boolean {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  const labels = address.slice(at + 1).split(".");
  if (at < 1 || address.length > MAX_LENGTH || local.length > MAX_LOCAL || labels.length < 2) return false;
  if (/^\p{N}+$/u.test(labels.at(-1) ?? "")) return false;
  return LOCAL.test(local) && labels.every((label) => LABEL.test(label));
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Every address in pasted text, in its order and with its repetitions. */
export function parseAddresses(text: string): ParsedRow[] {
  return entries(visible(text).normalize("NFC")).flatMap(rowsOf);
}

const entries = (text: string): string[] => text.split(/[\r\n]+/).flatMap(cut);

/** Address books write `Doe, Jane <jane@…>` without quotes: that comma belongs to the name. */
const NAME_GOES_ON = /,+[^,;，；、@<]*<[^<>]*@/y;

function isInName(words: string, line: string, at: number): boolean {
  if (words.trim() === "" || words.includes("@")) return false;
  NAME_GOES_ON.lastIndex = at;
  return NAME_GOES_ON.test(line);
}

/** At commas and semicolons outside quotes and brackets; one that is never closed ends with its line. */
function cut(line: string): string[] {
  const pieces: string[] = [];
  let words = "";
  let inside: '"' | "<" | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (inside === null && /[,;，；、]/.test(sign) && !isInName(words, line, at)) {
      pieces.push(words);
      words = "";
      continue;
    }
    if (sign === '"' && inside !== "<") inside = inside === '"' ? null : '"';
    else if (sign === "<" && inside === null) inside = "<";
    else if (sign === ">" && inside === "<") inside = null;
    words += sign;
  }
  return [...pieces, words].map((piece) => piece.trim()).filter((piece) => piece !== "");
}

/** An address as it is written, and the words between it and the one before. */
type Part = { readonly before: readonly string[]; readonly written: string };

/** Names as address books write them, in quotes or brackets; an address in these is read. */
const NAME = /(?:"[^"]*"|[“«([][^“”«»()[\]@]*[”»)\]])(?=[\s<]|$)/g;

/** The addresses of an entry; what follows the last one is not looked at. */
function partsOf(entry: string): Part[] {
  const unnamed = entry.replace(NAME, " ");
  const words = (unnamed.includes("@") ? unnamed : entry).match(/\t|<[^<>]*>|[^\s<>]+/g) ?? [];
  const parts: Part[] = [];
  let before: string[] = [];
  for (const [at, word] of words.entries()) {
    // Some address books use the address itself as the name: `a@b <a@b>`.
    if (words[at + 1] === `<${word}>`) continue;
    // Brackets hold what is meant as an address, so that `<!channel>` is named rather than taken for a name.
    if (word.includes("@") || /^<\s*[^\s>]/.test(word)) {
      parts.push({ before, written: word });
      before = [];
    } else if (word === "\t") before = [];
    else if (
      /[\p{L}\p{N}]/u.test(word) &&
      !(before.length === 0 && (isLead(word) || (parts.length > 0 && BETWEEN.test(word))))
    )
      before.push(word);
  }
  return parts;
}

/** What may stand before an address: the number of a list's row, "and", and what addresses are called. */
const LEADS = /^(?:\p{N}{1,3}[.)]|and|or|et|ou|und|oder)$/iu;
/** Alone in front such a letter may be the first of an address that is torn; between two addresses it is "and" or "or". */
const BETWEEN = /^[yeou]$/iu;
const LABELS =
  /^(?:to|cci?|cco|bcc|à|an|para|invite|invitar|addresse?s?|adresses?|adressen|direcci(?:ón|ones)|(?:e-?)?mails?|courriels?|correos?|electrónicos?|mailto):?$/iu;
const isLead = (word: string): boolean => LEADS.test(word) || LABELS.test(word);

/** The addresses of an entry. An entry without any is one row, so that it can be named. */
function rowsOf(entry: string): ParsedRow[] {
  const parts = partsOf(entry);
  const [only] = parts;
  if (only === undefined || !parts.some(({ written }) => written.includes("@"))) return [row(entry, entry)];
  return parts.map((part) => {
    const torn = isTorn(part) ? [...part.before, part.written].join(" ") : part.written;
    return row(torn, parts.length === 1 ? entry : torn);
  });
}

/** `john smith@b`: the space may be a typing error inside one address; what follows it could be somebody else's. */
const isTorn = ({ before, written }: Part): boolean =>
  before.length > 0 && IN_LOCAL.test([...written][0] ?? "");

/** What follows a command, as lines; `Name <a@b>` stays whole. */
export const onePerLine = (text: string): string => entries(text).join("\n");

function row(written: string, raw: string): ParsedRow {
  const address = tidied(written);
  return { address, raw, valid: isAddress(address) };
}

/** A written address in lower case, freed from brackets, `mailto:` and punctuation. */
export function tidied(text: string): string {
  const [link = ""] = text
    .trim()
    .replace(/^[<("'[{]+/, "")
    .split("|");
  const bare = /^mailto:/i.test(link) ? (link.slice("mailto:".length).split("?")[0] ?? "") : link;
  return bare
    .replace(/^[\s"'([{<]+/, "")
    .replace(/(?<![\s"')\]}>.,;:!?])[\s"')\]}>.,;:!?]+$/, "")
    .toLowerCase();
}

/** Whether an address is of none of our own domains. With no domains it is unknown which are, so none is outside. */
export const isOutside = (address: string, domains: readonly string[]): boolean =>
  domains.length > 0 && !domains.includes(domainOf(address));
