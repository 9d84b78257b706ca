import { type ChainedEntry, sortedData } from "../domain/record.ts";
import { parseJson } from "../json.ts";
import { entryFrom } from "./record-line.ts";

/** The mark by which spreadsheets know that the file is UTF-8. */
const MARK = "\uFEFF";
const COLUMNS = ["seq", "at", "actor", "name", "event", "subject", "data", "previous", "hash"];
/**
 * A spreadsheet takes what begins so for a formula; one that parts cells at another character than the comma sees
 * beginnings inside of a cell, too. Apostrophes that are there get one more, so that it can be taken away again.
 */
const FORMULA = /(?<!')(?='*[=+\-@＝＋－＠])(?<=(?:^|[;,|\t\r\n])[\s\p{C}]*)/gu;
const HARMLESS = /(?<!')(?='+[=+\-@＝＋－＠])(?<=(?:^|[;,|\t\r\n])[\s\p{C}]*)'/gu;
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(?:,|\r\n$)/gy;

export const CSV_HEAD = `${MARK}${row(COLUMNS)}`;

/** `nameOf`: what a person is called now, or "" when the bot does not know them (any more). */
export function rowOf(entry: ChainedEntry, nameOf: (actor: string) => string): string {
  const { seq, at, actor, event, subject, data, previous, hash } = entry;
  const time = new Date(at);
  const shown = Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
  const texts = [
    shown,
    actor,
    nameOf(actor),
    event,
    subject,
    JSON.stringify(sortedData(data)),
    previous,
    hash,
  ];
  return row([String(seq), ...texts.map(harmless)]);
}

/** The entry in a row, its end included, or null when it is none; the name is in no hash, so nothing vouches for it. */
export function entryIn(text: string): { readonly entry: ChainedEntry; readonly name: string } | null {
  const cells = cellsOf(text);
  if (cells.length !== COLUMNS.length) return null;
  const [seq, at = "", actor, name = "", event, subject, data = "", previous, hash] = cells;
  const time = /^-?\d+$/.test(at) ? Number(at) : Date.parse(at);
  const entry = entryFrom({
    seq: Number(seq),
    at: time,
    actor,
    event,
    subject,
    data: parseJson(data),
    previous,
    hash,
  });
  return entry === null ? null : { entry, name };
}

function cellsOf(text: string): string[] {
  const found = [...text.matchAll(CELL)];
  const whole = found.reduce((length, [cell]) => length + cell.length, 0) === text.length;
  if (!whole) return [];
  return found.map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? "").replace(HARMLESS, ""),
  );
}

/** An apostrophe keeps a text from being a formula. */
const harmless = (text: string): string => text.replace(FORMULA, "'");

/** RFC 4180: commas, quotes where they are needed, CRLF at the end. */
function row(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(",")}\r\n`;
}
