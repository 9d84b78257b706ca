import { visible } from "./visible.ts";

/** One address as it was found in pasted text. */
export type ParsedRow = {
  /** Lower-case, freed from its name, brackets and punctuation. */
  readonly address: string;
  /** As it was written. */
  readonly raw: string;
  readonly valid: boolean;
};

const MAX_LENGTH = 254;
const MAX_LOCAL = 64;

// RFC 5322 atoms, plus letters of any script (RFC 6531). Quoted local parts exist on paper only.
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
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

/**
 * Every address in pasted text, in its order and with its repetitions: lists with commas, semicolons or new lines,
 * `Name <a@b>`, quoted names with commas in them, `mailto:` links, Slack's `<mailto:a@b|a@b>`.
 */
export function parseAddresses(text: string): ParsedRow[] {
  return entries(visible(text).normalize("NFC")).flatMap(rowsOf);
}

/** Cuts at commas, semicolons and new lines that stand outside quotes and angle brackets. */
function entries(text: string): string[] {
  return text.split(/[\r\n]+/).flatMap((line) => withWholeNames(cut(line)));
}

type Piece = { readonly words: string; readonly endedBy: string };

/** A quote or bracket that is never closed ends with its line, so that it cannot swallow the rest of the list. */
function cut(line: string): Piece[] {
  const pieces: Piece[] = [];
  let words = "";
  let inside: '"' | "<" | null = null;
  for (const character of line) {
    if (inside === null && /[,;，；、]/.test(character)) {
      pieces.push({ words: words.trim(), endedBy: character });
      words = "";
      continue;
    }
    if (character === '"' && inside !== "<") inside = inside === '"' ? null : '"';
    else if (character === "<" && inside === null) inside = "<";
    else if (character === ">" && inside === "<") inside = null;
    words += character;
  }
  return [...pieces, { words: words.trim(), endedBy: "" }].filter(({ words }) => words !== "");
}

/** Address books write `Doe, Jane <jane@…>` without quotes: the words before that comma belong to the name. */
function withWholeNames(pieces: readonly Piece[]): string[] {
  const whole: string[] = [];
  let surname = "";
  for (const [at, { words, endedBy }] of pieces.entries()) {
    const following = pieces[at + 1]?.words ?? "";
    if (surname === "" && endedBy === "," && !words.includes("@") && bracketFirst(following)) {
      surname = `${words}, `;
      continue;
    }
    whole.push(surname + words);
    surname = "";
  }
  return whole;
}

/** Whether a bracket stands before the first @. */
function bracketFirst(words: string): boolean {
  const bracket = words.indexOf("<");
  return bracket >= 0 && bracket < words.indexOf("@");
}

/** The addresses of an entry; words around them are names. An entry without any is one row, so that it can be named. */
function rowsOf(entry: string): ParsedRow[] {
  const unquoted = entry.replace(/"[^"]*"/g, " ");
  const written = (unquoted.includes("@") ? unquoted : entry).match(/<[^<>]*>|[^\s<>]+/g) ?? [];
  // Brackets hold what is meant as an address, so that `<!channel>` is named rather than taken for a name.
  const found = written.filter((word) => word.includes("@") || /^<\s*[^\s>]/.test(word));
  // Some address books use the address itself as the name: `a@b <a@b>`.
  const rows = found.filter((word, at) => found[at + 1] !== `<${word}>`);
  const [only] = rows;
  if (only === undefined || !rows.some((word) => word.includes("@"))) return [row(entry, entry)];
  return rows.length === 1 ? [row(only, entry)] : rows.map((word) => row(word, word));
}

/** Words of a command, one address per line with the name before it; a word that is neither gets its own line. */
export function onePerLine(words: readonly string[]): string {
  const lines: string[] = [];
  let name: string[] = [];
  for (const word of words) {
    if (!word.includes("@")) name.push(word);
    else if (word.startsWith("<")) {
      lines.push([...name, word].join(" "));
      name = [];
    } else {
      lines.push(...name, word);
      name = [];
    }
  }
  return [...lines, ...name].join("\n");
}

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
