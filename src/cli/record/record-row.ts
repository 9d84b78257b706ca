import Papa from "papaparse";
import { z } from "zod";
import { type ChainedEntry, sortedData } from "../../domain/record/record.ts";
import { parseJson } from "../../lib/json.ts";

/** The mark by which spreadsheets know that the file is UTF-8. */
const MARK = "\uFEFF";
const COLUMNS = ["seq", "at", "actor", "name", "event", "subject", "data", "previous", "hash"];
/**
 * A spreadsheet takes what begins so for a formula; one that parts cells at another character than the comma sees
 * beginnings inside of a cell, too. Apostrophes that are there get one more, so that it can be taken away again.
 */
const FORMULA = /(?<!')(?='*[=+\-@＝＋－＠])(?<=(?:^|[;,|\t\r\n])[\s\p{C}]*)/gu;
const HARMLESS = /(?<!')(?='+[=+\-@＝＋－＠])(?<=(?:^|[;,|\t\r\n])[\s\p{C}]*)'/gu;

export const CSV_HEAD = `${MARK}${row(COLUMNS)}`;

/** `nameOf`: what a person is called now, or "" when the bot does not know them (any more). */
export function rowOf(entry: ChainedEntry, nameOf: (actor: string) => string): string {
  const { seq, at, actor, event, subject, data, previous, hash } = entry;
  const time = new Date(at);
  const shown = Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
  const json = JSON.stringify(sortedData(data));
  const texts = [shown, actor, nameOf(actor), event, subject, json, previous, hash];
  return row([String(seq), ...texts.map((text) => text.replace(FORMULA, "'"))]);
}

/** RFC 4180: commas, quotes where they are needed, CRLF at the end. */
function row(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(",")}\r\n`;
}

/** Each row of a CSV file with its end, and the line on which it begins: inside of quotes a cell goes on with the next line. */
export function* rowsIn(text: string): Generator<{ readonly line: number; readonly row: string }> {
  let [number, line, row, isQuoted] = [1, 1, "", false];
  for (const piece of text.split(/(?<=\n)/)) {
    row += piece;
    number += 1;
    if (piece.split('"').length % 2 === 0) isQuoted = !isQuoted;
    if (isQuoted) continue;
    yield { line, row };
    [line, row] = [number, ""];
  }
  if (row !== "") yield { line, row };
}

const text = z.string();
const chained = z.strictObject({
  seq: z.int(),
  at: z.int(),
  actor: text,
  event: text,
  subject: text,
  data: z.custom<ChainedEntry["data"]>(isFlat),
  previous: text,
  hash: text,
});

/** What is nested deeply enough ends the process when it is written again, and no entry is nested at all. */
function isFlat(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => one === null || typeof one !== "object");
}

/** null: it is no entry. An older or newer version may know other events: they are kept. */
export const entryFrom = (value: unknown): ChainedEntry | null =>
  (chained.safeParse(value).data as ChainedEntry | undefined) ?? null;

/** The entry in a row, or null when it is none; the name is in no hash, so nothing vouches for it. */
export function entryIn(row: string): { readonly entry: ChainedEntry; readonly name: string } | null {
  if (!row.endsWith("\r\n")) return null;
  const [seq, at = "", actor, name = "", event, subject, data = "", previous, hash] = cellsOf(row);
  const time = /^-?\d+$/.test(at) ? Number(at) : Date.parse(at);
  const shared = { actor, event, subject, previous, hash };
  const entry = entryFrom({ ...shared, seq: Number(seq), at: time, data: parseJson(data) });
  return entry === null ? null : { entry, name };
}

function cellsOf(row: string): string[] {
  const { data, errors } = Papa.parse<string[]>(row, { delimiter: ",", newline: "\r\n" });
  return errors.length > 0 ? [] : (data[0] ?? []).map((cell) => cell.replace(HARMLESS, ""));
}
