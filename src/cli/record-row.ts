import { type ChainedEntry, sortedData } from "../domain/record.ts";

/** The mark by which spreadsheets know that the file is UTF-8. */
const MARK = "\uFEFF";
/**
 * A spreadsheet takes what begins so for a formula; one that parts cells at another character than the comma sees
 * beginnings inside of a cell, too.
 */
const FORMULA = /(^|[;,|\t\r\n])([\s\p{C}]*)(?=[=+\-@＝＋－＠])/gu;

export const CSV_HEAD = `${MARK}${row(["seq", "at", "actor", "name", "event", "subject", "data", "previous", "hash"])}`;

/** `nameOf`: what a person is called now, or "" when the bot does not know them (any more). */
export function rowOf(entry: ChainedEntry, nameOf: (actor: string) => string): string {
  const { seq, at, actor, event, subject, data, previous, hash } = entry;
  const time = new Date(at);
  const shown = Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
  const texts = [actor, nameOf(actor), event, subject, JSON.stringify(sortedData(data)), previous, hash];
  return row([String(seq), shown, ...texts.map(harmless)]);
}

/** An apostrophe keeps a text from being a formula. */
const harmless = (text: string): string => text.replace(FORMULA, "$1$2'");

/** RFC 4180: commas, quotes where they are needed, CRLF at the end. */
function row(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(",")}\r\n`;
}
