import Papa from "papaparse";
import {
  CHAIN_START,
  type ChainEnd,
  type ChainedEntry,
  entryLine,
  sortedData,
} from "../../domain/record/record.ts";
import type { Store, Tx } from "../../store/tx.ts";
import { answerFrom, type DatabaseFile, misused, type Print } from "../answer.ts";
import { type Write, writeNew } from "../new-file.ts";

const BATCH = 500;

export const RECORD_USAGE = [
  "Usage: npm run record -- FILE.jsonl | FILE.csv",
  "       npm run record -- verify [FILE.jsonl] [--head 57:3f9a…]…",
].join("\n");

/** Writes one batch as text, inside the transaction that read it. */
type Format = { readonly head: string; readonly batch: (tx: Tx, entries: readonly ChainedEntry[]) => string };

const jsonLines: Format = {
  head: "",
  batch: (_, entries) => entries.map((entry) => `${entryLine(entry)}\n`).join(""),
};

/** What a spreadsheet takes for a formula when a cell begins with it; such a cell gets an apostrophe in front. */
const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠]/u;

/** RFC 4180. */
const rowsOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${Papa.unparse([row], { escapeFormulae: FORMULA })}\r\n`).join("");

/** By the mark at its beginning spreadsheets know that the file is UTF-8. */
const CSV_HEAD = `\uFEFF${rowsOf([["seq", "at", "actor", "name", "event", "subject", "data", "previous", "hash"]])}`;

const csv: Format = {
  head: CSV_HEAD,
  batch: (tx, entries) =>
    rowsOf(
      entries.map(({ seq, at, actor, event, subject, data, previous, hash }) => {
        const time = new Date(at);
        const shown = Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
        const name = tx.people.get(actor)?.name ?? "";
        const json = JSON.stringify(sortedData(data));
        return [String(seq), shown, actor, name, event, subject, json, previous, hash];
      }),
    ),
};

function formatOf(file: string): Format | null {
  if (/\.jsonl$/i.test(file)) return jsonLines;
  return /\.csv$/i.test(file) ? csv : null;
}

/** Writes the whole Record to the file named in `args`, also while the server runs. Returns the exit code. */
export async function runRecord(
  args: readonly string[],
  database: DatabaseFile,
  print: Print,
): Promise<number> {
  const [file = ""] = args;
  const format = formatOf(file);
  if (format === null || args.length > 1) return misused(print, RECORD_USAGE);
  return answerFrom(database, print, (store) => {
    const end = writeNew(file, (write) => writeAll(store, format, write));
    print(`Wrote ${entries(end.seq)} of the Record to ${file}.`);
    print(`Head: ${end.hash}`);
    return 0;
  });
}

/** A transaction for each piece and none in between: whoever reads slowly never holds up the server's file. */
function writeAll(store: Store, { head, batch }: Format, write: Write): ChainEnd {
  write(head);
  let end = CHAIN_START;
  for (let after: number | null = null; ; after = end.seq) {
    const from: number | null = after;
    const { found, text } = store.read((tx) => {
      const found = tx.record.following(from, BATCH);
      return { found, text: batch(tx, found) };
    });
    write(text);
    end = found.at(-1) ?? end;
    if (found.length < BATCH) return end;
  }
}

export const entries = (count: number): string =>
  count === 1 ? "1 entry" : `${count === 0 ? "no" : count} entries`;
