import Papa from "papaparse";
import {
  CHAIN_START,
  type ChainEnd,
  type ChainedEntry,
  entryLine,
  sortedData,
} from "../../domain/record/record.ts";
import type { Tx } from "../../store/tx.ts";
import { answerFrom, misused, type Run, type Write, writeNew } from "../answer.ts";

export const RECORD_USAGE = [
  "Usage: npx mistral-setup record FILE.jsonl | FILE.csv",
  "       npx mistral-setup record stream [FILE.jsonl [--position FILE]] [--from N] [--follow]",
  "       npx mistral-setup record verify [FILE.jsonl] [--head 57:3f9a…]…",
].join("\n");

type Format = { readonly head: string; readonly line: (entry: ChainedEntry, tx: Tx) => string };

const jsonLines: Format = { head: "", line: (entry) => `${entryLine(entry)}\n` };

/** What a spreadsheet takes for a formula when a cell begins with it; such a cell gets an apostrophe in front. */
const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠]/u;

const row = (...cells: readonly string[]): string =>
  `${Papa.unparse([cells], { escapeFormulae: FORMULA })}\r\n`;

const csv: Format = {
  // By the mark at its beginning spreadsheets know that the file is UTF-8.
  head: `\uFEFF${row("seq", "at", "actor", "name", "event", "subject", "data", "previous", "hash")}`,
  line: ({ seq, at, actor, event, subject, data, previous, hash }, tx) => {
    const time = new Date(at);
    const shown = Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
    const name = tx.people.get(actor)?.name ?? "";
    const json = JSON.stringify(sortedData(data));
    return row(String(seq), shown, actor, name, event, subject, json, previous, hash);
  },
};

function formatOf(file: string): Format | null {
  if (/\.jsonl$/i.test(file)) return jsonLines;
  return /\.csv$/i.test(file) ? csv : null;
}

/** Writes the whole Record to the file named in `args`, also while the server runs. */
export const runRecord: Run = async (args, database, print) => {
  const [file = ""] = args;
  const format = formatOf(file);
  if (format === null || args.length > 1) return misused(print, RECORD_USAGE);
  return answerFrom(database, print, (store) => {
    const end = writeNew(file, (write) => store.read((tx) => writeAll(tx, format, write)));
    print(`Wrote ${entries(end.seq)} of the Record to ${file}.`);
    print(`Head: ${headOf(end)}`);
    return 0;
  });
};

function writeAll(tx: Tx, { head, line }: Format, write: Write): ChainEnd {
  write(head);
  let end = CHAIN_START;
  for (const entry of tx.record.all()) {
    write(line(entry, tx));
    end = entry;
  }
  return end;
}

/** As chat and the commands take it back; in chat the hash is cut. */
export const headOf = ({ seq, hash }: ChainEnd): string => `${seq}:${hash}`;

export const entries = (count: number): string =>
  count === 1 ? "1 entry" : `${count === 0 ? "no" : count} entries`;
