import { visible } from "../visible.ts";
import { isAddress, type ParsedRow, parseAddresses } from "./address.ts";
import { MOST_ROWS, separatedRows } from "./separated-rows.ts";

/** How many addresses one file may hold, and all that is sent in one go. */
export const MAX_IN_FILE = 500;
/** Enough for as many rows with 20 columns. Nobody else is answered while the bot reads the file. */
export const MAX_FILE_BYTES = 100_000;
/** As much as so many addresses are, with names. Telling them apart takes longer than telling the cells apart. */
export const LONGEST_LIST = 64_000;

export type FileProblem =
  | { readonly kind: "empty" | "too-large" | "not-text" | "no-addresses" }
  | { readonly kind: "too-many"; readonly count: number };

export type AddressFile = {
  /** In the order of the file, with its repetitions. */
  readonly rows: readonly ParsedRow[];
  /** What the columns are called that were passed over. */
  readonly ignored: readonly string[];
  /** How many lines have something in them, and no address. */
  readonly without: number;
};

/** No address is as long; of a longer one only the beginning is named. */
const LONGEST_CELL = 500;
const LONGEST_HEADING = 40;
const MOST_COLUMNS = 200;

/**
 * The rows of a file as Excel, Google Sheets and the like save one, or what is wrong with it; `addressesIn` finds the
 * addresses. Neither throws. A caller lets other work run in between: both at once would keep it waiting for too long.
 */
export function tableIn(bytes: Uint8Array): string[][] | FileProblem {
  if (bytes.length > MAX_FILE_BYTES) return { kind: "too-large" };
  const text = textOf(bytes);
  if (text === null) return { kind: "not-text" };
  const rows = separatedRows(text);
  if (rows.length > MOST_ROWS) return { kind: "too-large" };
  return rows.length === 0 ? { kind: "empty" } : rows;
}

export function addressesIn(rows: readonly string[][]): AddressFile | FileProblem {
  const [first = []] = rows;
  const column = addressColumn(first);
  const { cells, ...about } = column === null ? plainList(rows) : oneColumn(rows, column);
  if (cells.length > MAX_IN_FILE) return { kind: "too-many", count: cells.length };
  if (cells.reduce((sum, { length }) => sum + length, 0) > LONGEST_LIST) return { kind: "too-large" };
  const found = cells.flatMap(rowsIn);
  if (found.length > MAX_IN_FILE) return { kind: "too-many", count: found.length };
  return found.some(({ address }) => address.includes("@"))
    ? { rows: found, ...about }
    : { kind: "no-addresses" };
}

type Meant = Omit<AddressFile, "rows"> & { readonly cells: readonly string[] };

/** As much of a column's name as is shown. */
export const shortHeading = (name: string): string => name.slice(0, LONGEST_HEADING).trim();

export const isProblem = (read: AddressFile | FileProblem): read is FileProblem => "kind" in read;

/** An address that was read from a file before, and kept. */
export const keptRow = (address: string): ParsedRow => ({ address, raw: address, valid: isAddress(address) });

/** Signs that no text holds; a program for tables that is asked for its own format puts them in. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters show that the bytes are no text.
const BINARY = /[\u0000-\u0008\u000e-\u001f]/;

/** UTF-8, what a byte order mark says, or else what Excel writes on Windows. null: it is no text. */
function textOf(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  const marked = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : null;
  const text = decoded(bytes, marked ?? "utf-8") ?? (marked === null ? decoded(bytes, "windows-1252") : null);
  return text === null || BINARY.test(text) ? null : text;
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
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

function oneColumn([header = [], ...rows]: readonly string[][], column: number): Meant {
  const cells = rows.map((cells) => cells[column] ?? "");
  const ignored = header
    .slice(0, MOST_COLUMNS)
    .filter((_, at) => at !== column)
    .map((name) => visible(name).slice(0, LONGEST_CELL).trim());
  return {
    cells: cells.filter((cell) => cell !== ""),
    ignored: ignored.filter((name) => name !== ""),
    without: cells.filter((cell) => cell === "").length,
  };
}

/** Without a header whatever looks like an address is one; a line that has none is named as it stands. */
function plainList(rows: readonly string[][]): Meant {
  const cells = rows.flatMap((row) => {
    const withAt = row.filter((cell) => cell.includes("@"));
    return withAt.length > 0 ? withAt : [row.join(" ").trim().slice(0, LONGEST_CELL)];
  });
  return { cells, ignored: [], without: 0 };
}

const rowsIn = (cell: string): ParsedRow[] =>
  parseAddresses(cell).map((row) =>
    row.address.length <= LONGEST_CELL
      ? row
      : { ...row, address: row.address.slice(0, LONGEST_CELL), valid: false },
  );
