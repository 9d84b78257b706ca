import {
  CHAIN_START,
  type ChainEnd,
  type ChainedEntry,
  type ChainFault,
  chainFault,
  entryLine,
} from "../domain/record.ts";
import { AppError } from "../errors.ts";
import type { Store } from "../store/tx.ts";
import { answer, type DatabaseFile, misused, type Print, withStore } from "./answer.ts";
import { type KeptHeads, keptHeads } from "./kept-heads.ts";
import { codeOf } from "./new-file.ts";
import { linesOf } from "./read-lines.ts";
import { rowsOf } from "./read-rows.ts";
import { entries, RECORD_USAGE, recordedIn } from "./record.ts";
import { entryOn } from "./record-line.ts";
import { CSV_HEAD, entryIn, rowOf } from "./record-row.ts";

/** What stands where the next entry should be. `place` is how an error calls it; null: it is no entry. */
type Found = { readonly place: string; readonly entry: ChainedEntry | null; readonly asWritten: boolean };

type Asked = { readonly file: string | null; readonly heads: readonly string[] };

/** Whether the database is to be checked; a file needs neither it nor its configuration. */
export function needsDatabase(args: readonly string[]): boolean {
  const asked = askedFor(args);
  return typeof asked === "object" && asked.file === null;
}

/** Checks the exported file named in `args`, or the database itself. Returns the exit code. */
export async function runVerify(
  args: readonly string[],
  database: DatabaseFile | null,
  print: Print,
): Promise<number> {
  const asked = askedFor(args);
  const { file, heads } = typeof asked === "object" ? asked : { file: null, heads: [] };
  const where = file ?? database?.path;
  if (typeof asked === "string" || where === undefined)
    return misused(print, typeof asked === "string" ? `${asked}\n${RECORD_USAGE}` : RECORD_USAGE);
  return answer(print, async () => {
    const { end, proven, told } =
      file === null && database !== null
        ? await withStore(database, (store) => checkDatabase(store, where, heads))
        : checkWith(keptHeads(heads), inFile(where), where);
    if (file !== null && end.seq === 0 && heads.length === 0) throw wrong(`${where} ${EMPTY}`);
    print(`${where} holds ${entries(end.seq)}${end.seq > 0 ? ", and all fit" : ""}. Head: ${end.hash}`);
    if (isCsv(file)) print(NAMES);
    if (told !== null) print(toldOf(told));
    if (heads.length > 0) print(compared(heads.length, proven, end.seq - proven));
    else print(told === null ? UNSEEN : UNSEEN_BESIDE_TOLD);
    return 0;
  });
}

/** In whatever order; a sentence where that cannot be meant. */
function askedFor(args: readonly string[]): Asked | string {
  const files: string[] = [];
  const heads: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    if (word === "--head") {
      at += 1;
      const head = args[at];
      if (head === undefined) return "No head stands behind --head; copy one from the chat.";
      heads.push(head);
    } else if (word.startsWith("--")) return `There is no option ${word}.`;
    else files.push(word);
  }
  const [file = null, ...others] = files;
  return others.length > 0 ? "Name one file at a time." : { file, heads };
}

const NAMES = "The column of names is no part of the Record, so whoever changed a name there is not found.";

/** A script must not take what was cut off for a Record that is in order. */
const EMPTY =
  "holds no entries, so there is nothing to check: the Setup had not started when it was exported, or all of it was cut off. Export it again.";

const UNSEEN =
  "Not seen this way: entries cut off at the end, and a Record that somebody wrote anew from start to end. Compare with heads from the chat, or kept elsewhere (--head 57:3f9a…, as often as there are some).";

const UNSEEN_BESIDE_TOLD =
  "Not seen this way: entries cut off behind the newest of these, and a file in which those heads were changed as well. Compare with heads from the chat itself, or kept elsewhere (--head 57:3f9a…, as often as there are some).";

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
    if (fault !== null) throw wrong(`${place}: ${explained(fault, entry.seq, end.seq)} ${before(end)}`);
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
function checkDatabase(store: Store, where: string, heads: readonly string[]): Checked {
  const told = store.read((tx) => tx.marks.all());
  const checked = checkWith(keptHeads(heads, told), inDatabase(recordedIn(store), where), where);
  if (!store.read((tx) => tx.record.isAppendOnly()))
    throw wrong(
      `The ${entries(checked.end.seq)} in ${where} fit, but what keeps the Record append-only, two triggers, was taken out of it: compare with heads from the chat and with a backup, and restore one.`,
    );
  const newest = told.at(-1)?.seq ?? 0;
  return { ...checked, told: newest === 0 ? null : { count: told.length, newest } };
}

function* inDatabase(recorded: Iterable<ChainedEntry>, place: string): Generator<Found> {
  for (const entry of recorded) yield { place, entry, asWritten: true };
}

const isCsv = (file: string | null): boolean => file !== null && /\.csv$/i.test(file);

const inFile = (file: string): Generator<Found> => (isCsv(file) ? inCsv(file) : inJsonLines(file));

function* inCsv(file: string): Generator<Found> {
  const rows = rowsOf(lines(file));
  if (rows.next().value?.text !== CSV_HEAD)
    throw wrong(
      `Line 1 of ${file} is not the line of headings: it was changed, or this is no exported Record.`,
    );
  for (const { line, text } of rows) {
    const found = text === null ? null : entryIn(text);
    const asWritten = found !== null && rowOf(found.entry, () => found.name) === text;
    yield { place: `Line ${line} of ${file}`, entry: found?.entry ?? null, asWritten };
  }
}

function* inJsonLines(file: string): Generator<Found> {
  let number = 0;
  for (const line of lines(file)) {
    number += 1;
    const entry = line === null ? null : entryOn(line);
    const asWritten = entry !== null && entryLine(entry) === line;
    yield { place: `Line ${number} of ${file}`, entry, asWritten };
  }
}

function* lines(file: string): Generator<string | null> {
  try {
    yield* linesOf(file);
  } catch (cause) {
    const gone = codeOf(cause) === "ENOENT";
    throw wrong(
      gone
        ? `There is no file ${file}; name the one that was exported.`
        : `Cannot read ${file}; name a file that you may read.`,
      cause,
    );
  }
}

function explained(fault: ChainFault, seq: number, last: number): string {
  switch (fault) {
    case "missing":
      return `entry ${last + 1} is missing; entry ${seq} is in its place.`;
    case "order":
      return `entry ${last + 1} is missing; entry ${seq} is here out of order or twice.`;
    case "link":
      return `entry ${seq} does not continue ${last === 0 ? "from the start" : `entry ${last}`}; one of the two was changed.`;
    case "content":
      return `entry ${seq} was changed: its hash is not that of what it says.`;
  }
}

const before = ({ seq }: ChainEnd): string => (seq === 0 ? "" : `The ${entries(seq)} before it fit.`);

function compared(heads: number, proven: number, later: number): string {
  if (later === 0)
    return `That is ${heads === 1 ? "the head" : "the newest head"} that was kept: nothing was changed or cut off.`;
  const newest = heads === 1 ? "The head that was kept" : `The newest of the ${heads} heads that were kept`;
  return `${newest} is that of entry ${proven}: up to there nothing was changed or cut off; ${entries(later)} came later.`;
}

const wrong = (message: string, cause?: unknown): AppError =>
  new AppError("invalid", message.trim(), { cause });
