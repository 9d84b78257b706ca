import Papa from "papaparse";
import { visible } from "../visible.ts";
import { type ParsedRow, parseAddresses } from "./address.ts";

/** How many addresses one file may hold, and all that is sent in one go. */
export const MAX_IN_FILE = 500;
/** Enough for as many rows with 20 columns. Nobody else is answered while the bot reads the file. */
export const MAX_FILE_BYTES = 100_000;
/** As much as so many addresses are, with names. Telling them apart takes longer than telling the cells apart. */
export const LONGEST_LIST = 64_000;
/** Far more than a list may have; the reader looks no further. */
const MOST_ROWS = 2_000;

export type FileProblem = "empty" | "too-large" | "too-many" | "not-text" | "no-addresses";

/** No address is as long; of a longer one only the beginning is named. */
const LONGEST_CELL = 500;
const MOST_COLUMNS = 200;

/**
 * The rows of a file as Excel, Google Sheets and the like save one, or what is wrong with it; `addressesIn` finds the
 * addresses. Neither throws. A caller lets other work run in between: both at once would keep it waiting for too long.
 */
export function tableIn(bytes: Uint8Array): string[][] | FileProblem {
  if (bytes.length > MAX_FILE_BYTES) return "too-large";
  const text = textOf(bytes);
  if (text === null) return "not-text";
  const rows = separatedRows(text);
  if (rows.length > MOST_ROWS) return "too-large";
  return rows.length === 0 ? "empty" : rows;
}

/** In the order of the file, with its repetitions. A line without an address is one of them, so that it is named. */
export function addressesIn(rows: readonly string[][]): ParsedRow[] | FileProblem {
  const [first = []] = rows;
  const column = addressColumn(first);
  const cells = column === null ? rows.flatMap(whereSigns) : rows.slice(1).map(atColumn(column));
  if (cells.length > MAX_IN_FILE) return "too-many";
  if (cells.reduce((sum, { length }) => sum + length, 0) > LONGEST_LIST) return "too-large";
  const found = cells.flatMap(rowsIn);
  if (found.length > MAX_IN_FILE) return "too-many";
  return found.some(({ address }) => address.includes("@")) ? found : "no-addresses";
}

/** Signs that no text holds; a program for tables that is asked for its own format puts them in. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters show that the bytes are no text.
const BINARY = /[\u0000-\u0008\u000e-\u001f]/;

/** UTF-8, or else what Excel writes on Windows: UTF-16 with its mark, or the old code page. null: it is no text. */
function textOf(bytes: Uint8Array): string | null {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = isUtf16
    ? decoded(bytes, "utf-16le")
    : (decoded(bytes, "utf-8") ?? decoded(bytes, "windows-1252"));
  return text === null || BINARY.test(text) ? null : text;
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const SEPARATORS = [",", ";", "\t"] as const;

/** Excel's own way to say in the first line which sign separates the cells. */
const NAMED = /^"?sep=([,;\t])"?(?:\n|$)/i;

const LINE_ENDS = /[\r\n](?:[ \t,;]*[\r\n])*/g;

/**
 * The first rows of a file with separated values, no more than show that there are over MOST_ROWS, each as its trimmed cells;
 * blank rows are left out, and so are blank lines inside a cell. It reads any text: a quote that is never closed would
 * swallow the rest, so then quotes are ordinary signs.
 */
export function separatedRows(text: string): string[][] {
  const lines = text.replace(LINE_ENDS, "\n");
  const named = NAMED.exec(lines);
  const rest = named === null ? lines : lines.slice(named[0].length);
  const delimiter = named?.[1] ?? likeliest(rest);
  return cellsOf(rest, delimiter, '"') ?? cellsOf(rest, delimiter, "") ?? [];
}

/** The separator that stands most often in the first line that holds something, outside quotes. */
function likeliest(text: string): string {
  const [first = ""] = /\S.*/.exec(text) ?? [];
  const bare = first.replace(/"[^"]*"/g, "");
  const countOf = (sign: string): number => bare.split(sign).length;
  return SEPARATORS.reduce((best, sign) => (countOf(sign) > countOf(best) ? sign : best));
}

/** null: a quote is never closed. */
function cellsOf(text: string, delimiter: string, quoteChar: string): string[][] | null {
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter,
    newline: "\n",
    quoteChar,
    transform: (cell) => cell.trim(),
    skipEmptyLines: "greedy",
    // A blank row at the beginning counts among these.
    preview: MOST_ROWS + 2,
  });
  return errors.some(({ code }) => code === "MissingQuotes") ? null : data;
}

const MAIL = /^(?:(?:e?mails?|courriels?)(?:address(?:es)?|adresses?)?|adresses?(?:e?mails?|courriels?))$/;
const ADDRESS = /^(?:address(?:es)?|adresses?)$/;

/** A column for e-mail wins over one that is called "address", where people live in most tables. */
function addressColumn(header: readonly string[]): number | null {
  if (header.some((cell) => cell.includes("@"))) return null;
  const names = header.slice(0, MOST_COLUMNS).map((cell) =>
    visible(cell)
      .toLowerCase()
      .replace(/\[[^[\]]*\]$/, "")
      .replace(/[^\p{L}]/gu, ""),
  );
  const found = [MAIL, ADDRESS].map((known) => names.findIndex((name) => known.test(name)));
  return found.find((at) => at >= 0) ?? null;
}

/** A row without an address is named by what else it says, but for an address in another column: that is somebody else's. */
const atColumn = (column: number) => (row: readonly string[]) =>
  row[column] ||
  row
    .filter((cell) => !cell.includes("@"))
    .join(" ")
    .trim() ||
  "–";

/** Without a header whatever looks like an address is one; a line that has none is named as it stands. */
function whereSigns(row: readonly string[]): string[] {
  const withAt = row.filter((cell) => cell.includes("@"));
  return withAt.length > 0 ? withAt : [row.join(" ").trim()];
}

const rowsIn = (cell: string): ParsedRow[] =>
  parseAddresses(cell).map((row) =>
    row.address.length <= LONGEST_CELL
      ? row
      : { ...row, address: row.address.slice(0, LONGEST_CELL), valid: false },
  );
