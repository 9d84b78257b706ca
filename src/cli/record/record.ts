import {
  CHAIN_START,
  type ChainEnd,
  type ChainedEntry,
  chainFault,
  entryLine,
} from "../../domain/record/record.ts";
import type { Store, Tx } from "../../store/tx.ts";
import { answerFrom, complain, type DatabaseFile, misused, type Print } from "../answer.ts";
import { type Write, writeNew, writeTo } from "../new-file.ts";
import { CSV_HEAD, rowOf } from "./record-row.ts";

const BATCH = 500;
const STANDARD_OUTPUT = 1;

export const RECORD_USAGE = [
  "Usage: npm run record -- FILE.jsonl | FILE.csv",
  "       npm run record --silent -- -",
  "       npm run record -- verify [FILE.jsonl | FILE.csv] [--head 57:3f9a…]…",
].join("\n");

/** Writes one batch as text, inside the transaction that read it. */
type Format = { readonly head: string; readonly batch: (tx: Tx, entries: readonly ChainedEntry[]) => string };

/** Where the Record ends, how many entries were written, and the first one that does not fit its chain. */
type Written = { readonly end: ChainEnd; readonly count: number; readonly broken: number | null };

const jsonLines: Format = {
  head: "",
  batch: (_, entries) => entries.map((entry) => `${entryLine(entry)}\n`).join(""),
};

const csv: Format = {
  head: CSV_HEAD,
  batch(tx, entries) {
    const actors = new Set(entries.map(({ actor }) => actor));
    const names = new Map([...actors].map((actor) => [actor, tx.people.get(actor)?.name ?? ""]));
    return entries.map((entry) => rowOf(entry, (actor) => names.get(actor) ?? "")).join("");
  },
};

function formatOf(file: string): Format | null {
  if (file === "-" || /\.jsonl$/i.test(file)) return jsonLines;
  return /\.csv$/i.test(file) ? csv : null;
}

/** Writes the whole Record to the file named in `args`, also while the server runs. Returns the exit code. */
export async function runRecord(
  args: readonly string[],
  database: DatabaseFile,
  print: Print,
  output = STANDARD_OUTPUT,
): Promise<number> {
  const [file = ""] = args;
  const format = formatOf(file);
  if (format === null || args.length > 1) return misused(print, RECORD_USAGE);
  return answerFrom(database, print, (store) => {
    const work = (write: Write) => writeAll(store, format, write);
    const written = file === "-" ? work(writeTo(output, "standard output")) : writeNew(file, work);
    return report(written, file === "-" ? "standard output" : file, print);
  });
}

/** A transaction for each piece and none in between: whoever reads slowly never holds up the server's file. */
function writeAll(store: Store, { head, batch }: Format, write: Write): Written {
  write(head);
  let [end, count, broken]: [ChainEnd, number, number | null] = [CHAIN_START, 0, null];
  for (let after: number | null = null; ; after = end.seq) {
    const from: number | null = after;
    const { found, text } = store.read((tx) => {
      const found = tx.record.following(from, BATCH);
      return { found, text: batch(tx, found) };
    });
    write(text);
    count += found.length;
    for (const entry of found) {
      if (broken === null && chainFault(end, entry) !== null) broken = end.seq + 1;
      end = entry;
    }
    if (found.length < BATCH) return { end, count, broken };
  }
}

function report({ end, count, broken }: Written, where: string, print: Print): number {
  print(`Wrote ${entries(count)} of the Record to ${where}.`);
  if (broken !== null) {
    complain(
      print,
      `Entry ${broken} does not fit its chain: the database was changed by hand. Compare with a backup.`,
    );
    return 1;
  }
  print(`Head: ${end.hash}`);
  return 0;
}

export const entries = (count: number): string =>
  count === 1 ? "1 entry" : `${count === 0 ? "no" : count} entries`;
