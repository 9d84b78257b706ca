import { readFileSync } from "node:fs";
import {
  CHAIN_START,
  type ChainEnd,
  type ChainedEntry,
  type ChainFault,
  chainFault,
  entryLine,
} from "../../domain/record/record.ts";
import { AppError, codeOf } from "../../lib/errors.ts";
import { parseJson } from "../../lib/json.ts";
import type { Tx } from "../../store/tx.ts";
import { answer, answerFrom, type DatabaseFile, misused, type Print, understood } from "../answer.ts";
import { type KeptHeads, keptHeads } from "./kept-heads.ts";
import { entries, RECORD_USAGE } from "./record.ts";
import { CSV_HEAD, entryFrom, entryIn, rowOf, rowsIn } from "./record-row.ts";

/** What stands where the next entry should be. `place` is how an error calls it; null: it is no entry. */
type Found = { readonly place: string; readonly entry: ChainedEntry | null; readonly asWritten: boolean };

type Asked = { readonly file: string | null; readonly heads: readonly string[] };

/** null: not understood. Only with a file neither the database nor its configuration is needed. */
export function askedToVerify(args: readonly string[]): Asked | null {
  const words = understood(args, { head: { type: "string", multiple: true } });
  const [file = null, ...others] = words?.positionals ?? [];
  return words === null || others.length > 0 ? null : { file, heads: words.values.head ?? [] };
}

/** Checks the exported file named in `args`, or the database itself. Returns the exit code. */
export async function runVerify(
  args: readonly string[],
  database: DatabaseFile | null,
  print: Print,
): Promise<number> {
  const asked = askedToVerify(args);
  if (asked === null) return misused(print, RECORD_USAGE);
  const { file, heads } = asked;
  if (file !== null)
    return answer(print, () => {
      const checked = checkWith(keptHeads(heads), inFile(file), file);
      if (checked.end.seq === 0 && heads.length === 0) throw wrong(`${file} ${EMPTY}`);
      return report(checked, file, heads.length, print);
    });
  if (database === null) return misused(print, RECORD_USAGE);
  const { path } = database;
  return answerFrom(database, print, (store) =>
    report(
      store.read((tx) => checkDatabase(tx, path, heads)),
      path,
      heads.length,
      print,
    ),
  );
}

function report({ end, proven, told }: Checked, where: string, heads: number, print: Print): number {
  print(`${where} holds ${entries(end.seq)}${end.seq > 0 ? ", and all fit" : ""}. Head: ${end.hash}`);
  if (isCsv(where)) print(NAMES);
  if (told !== null) print(toldOf(told));
  if (heads > 0) print(compared(heads, proven, end.seq - proven));
  else print(`Not seen this way: ${told === null ? UNSEEN : UNSEEN_BESIDE_TOLD} kept elsewhere (${HEADS}).`);
  return 0;
}

const NAMES = "The column of names is no part of the Record, so whoever changed a name there is not found.";

/** A script must not take what was cut off for a Record that is in order. */
const EMPTY =
  "holds no entries, so there is nothing to check: the Setup had not started when it was exported, or all of it was cut off. Export it again.";

const HEADS = "--head 57:3f9a…, as often as there are some";

const UNSEEN =
  "entries cut off at the end, and a Record that somebody wrote anew from start to end. Compare with heads from the chat, or";

const UNSEEN_BESIDE_TOLD =
  "entries cut off behind the newest of these, and a file in which those heads were changed as well. Compare with heads from the chat itself, or";

const toldOf = ({ count, newest }: { readonly count: number; readonly newest: number }): string =>
  count === 1
    ? `It still has the head that was told in chat, that of entry ${newest}.`
    : `It still has the ${count} heads that were told in chat, the newest that of entry ${newest}.`;

/** Where the chain ends; throws at the first entry that does not fit. */
function check(found: Iterable<Found>, see: (end: ChainEnd) => void): ChainEnd {
  let end = CHAIN_START;
  for (const { place, entry, asWritten } of found) {
    if (entry === null) throw wrong(`${place} is not an entry of the Record. ${before(end)}`);
    const fault = chainFault(end, entry);
    if (fault !== null) throw wrong(`${place}: ${FAULTS[fault](entry.seq, end.seq)} ${before(end)}`);
    if (!asWritten)
      throw wrong(`${place}: entry ${entry.seq} is not written as the export writes it. ${before(end)}`);
    end = entry;
    see(end);
  }
  return end;
}

type Checked = {
  readonly end: ChainEnd;
  readonly proven: number;
  /** What the database says was told in chat; null: nothing was. */
  readonly told: { readonly count: number; readonly newest: number } | null;
};

function checkWith(kept: KeptHeads, found: Iterable<Found>, where: string): Checked {
  const end = check(found, kept.see);
  return { end, proven: kept.proven(end, where), told: null };
}

/** The same as a start does, which refuses what does not fit. */
function checkDatabase(tx: Tx, where: string, heads: readonly string[]): Checked {
  const told = tx.marks.all();
  const checked = checkWith(keptHeads(heads, told), inDatabase(tx, where), where);
  if (!tx.record.isAppendOnly())
    throw wrong(
      `The ${entries(checked.end.seq)} in ${where} fit, but what keeps the Record append-only, two triggers, was taken out of it: compare with heads from the chat and with a backup, and restore one.`,
    );
  const newest = told.at(-1)?.seq ?? 0;
  return { ...checked, told: newest === 0 ? null : { count: told.length, newest } };
}

function* inDatabase(tx: Tx, place: string): Generator<Found> {
  for (const entry of tx.record.all()) yield { place, entry, asWritten: true };
}

const isCsv = (file: string): boolean => /\.csv$/i.test(file);

const inFile = (file: string): Generator<Found> => (isCsv(file) ? inCsv(file) : inJsonLines(file));

function* inCsv(file: string): Generator<Found> {
  const rows = rowsIn(textOf(file));
  if (rows.next().value?.row !== CSV_HEAD)
    throw wrong(
      `Line 1 of ${file} is not the line of headings: it was changed, or this is no exported Record.`,
    );
  for (const { line, row } of rows) {
    const found = entryIn(row);
    const asWritten = found !== null && rowOf(found.entry, () => found.name) === row;
    yield { place: `Line ${line} of ${file}`, entry: found?.entry ?? null, asWritten };
  }
}

function* inJsonLines(file: string): Generator<Found> {
  const lines = textOf(file).split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const [at, line] of lines.entries()) {
    const entry = entryFrom(parseJson(line));
    const asWritten = entry !== null && entryLine(entry) === line;
    yield { place: `Line ${at + 1} of ${file}`, entry, asWritten };
  }
}

/** What is not UTF-8 becomes other signs, which no hash fits. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const mend =
      codeOf(cause) === "ENOENT"
        ? `There is no file ${file}; name the one that was exported.`
        : `Cannot read ${file}; name a file that you may read.`;
    throw wrong(mend, cause);
  }
}

const FAULTS: Record<ChainFault, (seq: number, last: number) => string> = {
  missing: (seq, last) => `entry ${last + 1} is missing; entry ${seq} is in its place.`,
  order: (seq, last) => `entry ${last + 1} is missing; entry ${seq} is here out of order or twice.`,
  link: (seq, last) =>
    `entry ${seq} does not continue ${last === 0 ? "from the start" : `entry ${last}`}; one of the two was changed.`,
  content: (seq) => `entry ${seq} was changed: its hash is not that of what it says.`,
};

const before = ({ seq }: ChainEnd): string => (seq === 0 ? "" : `The ${entries(seq)} before it fit.`);

function compared(heads: number, proven: number, later: number): string {
  if (later === 0)
    return `That is ${heads === 1 ? "the head" : "the newest head"} that was kept: nothing was changed or cut off.`;
  const newest = heads === 1 ? "The head that was kept" : `The newest of the ${heads} heads that were kept`;
  return `${newest} is that of entry ${proven}: up to there nothing was changed or cut off; ${entries(later)} came later.`;
}

const wrong = (message: string, cause?: unknown): AppError =>
  new AppError("invalid", message.trim(), { cause });
