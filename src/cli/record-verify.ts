import { CHAIN_START, type ChainEnd, type ChainFault, chainFault } from "../domain/record.ts";
import { AppError } from "../errors.ts";
import { codeOf } from "./new-file.ts";
import { linesOf } from "./read-lines.ts";
import { entries, RECORD_USAGE } from "./record.ts";
import { entryOn, lineOf } from "./record-line.ts";

const HASH = /^[\da-f]{64}$/;

/** `headAt`: the number of the entry with the hash that was kept elsewhere; null: there is none. */
type Checked = { readonly end: ChainEnd; readonly headAt: number | null };

/** Checks the exported file named in `args`. Returns the exit code. */
export function runVerify(args: readonly string[], print: (line: string) => void): number {
  const [file, option, head, ...more] = args;
  const asked = option === undefined || (option === "--head" && head !== undefined);
  if (file === undefined || !asked || more.length > 0) {
    print(RECORD_USAGE);
    return 2;
  }
  try {
    const kept = head?.toLowerCase() ?? null;
    if (kept !== null && !HASH.test(kept))
      throw wrong("That is no head: it has 64 characters, 0 to 9 and a to f, as the export printed them.");
    const { end, headAt } = check(file, kept);
    print(`${file} holds ${entries(end.seq)}${end.seq > 0 ? ", and all fit" : ""}. Head: ${end.hash}`);
    if (kept === null) print(UNSEEN);
    else print(compared(end, headAt));
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    print(error.message);
    return 1;
  }
}

const UNSEEN =
  "Not seen this way: entries cut off at the end, and a Record that somebody wrote anew from start to end. Compare the head with one that was kept elsewhere (--head HASH).";

function check(file: string, kept: string | null): Checked {
  if (/\.csv$/i.test(file)) throw wrong("Only a .jsonl file can be checked; export one beside the .csv.");
  let end = CHAIN_START;
  let headAt = kept === end.hash ? 0 : null;
  for (const line of lines(file)) {
    const entry = line === null ? null : entryOn(line);
    const place = `Line ${end.seq + 1} of ${file}`;
    if (entry === null) throw wrong(`${place} is not an entry of the Record. ${before(end)}`);
    const fault = chainFault(end, entry);
    if (fault !== null) throw wrong(`${place}: ${explained(fault, entry.seq, end.seq)} ${before(end)}`);
    if (lineOf(entry) !== line)
      throw wrong(`${place}: entry ${entry.seq} is not written as the export writes it. ${before(end)}`);
    end = entry;
    if (end.hash === kept) headAt = end.seq;
  }
  if (kept !== null && headAt === null)
    throw wrong(
      `The ${entries(end.seq)} in ${file} fit, but none has that hash: the end was cut off, the Record was written anew, or the hash is of another Record. Head: ${end.hash}`,
    );
  return { end, headAt };
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

function compared({ seq }: ChainEnd, headAt: number | null): string {
  const later = seq - (headAt ?? 0);
  if (later === 0) return "That is the head that was kept: nothing was changed or cut off.";
  return `The head that was kept is that of entry ${headAt}: up to there nothing was changed or cut off; ${entries(later)} came later.`;
}

const wrong = (message: string, cause?: unknown): AppError =>
  new AppError("invalid", message.trim(), { cause });
