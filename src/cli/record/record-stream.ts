import { once } from "node:events";
import {
  appendFileSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type ChainEnd, entryLine } from "../../domain/record/record.ts";
import { AppError } from "../../lib/errors.ts";
import { fileBehind, takeLock } from "../../store/db/files.ts";
import type { Store } from "../../store/tx.ts";
import { answerFrom, misused, type Run, told, understood } from "../answer.ts";
import { headOf, RECORD_USAGE } from "./record.ts";

const BATCH = 500;
const LOOK_MS = 1_000;
/** No entry is nearly as long as that. */
const LONGEST_LINE = 2 ** 20;
const LINE_BEGINS = '{"seq":';

type Asked = {
  /** null: standard output. */
  readonly file: string | null;
  /** The number of the first entry. */
  readonly from: number;
  readonly follow: boolean;
  readonly position: string | null;
};

/** null: not understood. What a reader of standard output has really taken nobody but the reader can know. */
function askedFor(args: readonly string[]): Asked | null {
  const text = { type: "string" } as const;
  const words = understood(args, { from: text, follow: { type: "boolean" }, position: text });
  const [named = "-", ...others] = words?.positionals ?? [];
  const file = named === "-" ? null : named;
  const { from = "1", follow = false, position = null } = words?.values ?? {};
  if (words === null || others.length > 0 || file === "" || position === "") return null;
  if (!/^[1-9]\d{0,14}$/.test(from) || (position !== null && file === null)) return null;
  return { file, from: Number(from), follow, position };
}

/** Writes entries as lines, oldest first and each at least once, also while the server runs. */
export const runStream: Run = async (args, database, print) => {
  const asked = askedFor(args);
  if (asked === null) return misused(print, RECORD_USAGE);
  return answerFrom(database, print, (store) => stream(store, asked, database.path), "read");
};

async function stream(store: Store, { file, from, follow, position }: Asked, path: string): Promise<number> {
  let seen = (position === null ? null : lastWritten(store, position)) ?? from - 1;
  const ended = whenEnded();
  const isTaken = file === null ? toStandardOutput(ended) : null;
  if (file !== null) told(file, () => takeFile(file));
  while (!ended.aborted) {
    const entries = store.read((tx) => tx.record.following(seen, BATCH));
    const last = entries.at(-1);
    if (last !== undefined) {
      const lines = entries.map((entry) => `${entryLine(entry)}\n`).join("");
      if (isTaken !== null && !(await isTaken(lines))) return 0;
      // Opened each time: a file that was moved away, as its rotation does, is made anew.
      if (file !== null) told(file, () => appendFileSync(file, lines, { mode: 0o600, flush: true }));
      if (position !== null) told(position, () => remember(position, last));
      seen = last.seq;
    } else if (!follow) return 0;
    else if (store.lost() !== null)
      throw wrong(
        `${path} was removed or replaced; start the stream again, which looks whether it still fits.`,
      );
    else await sleep(LOOK_MS, undefined, { signal: ended }).catch(() => {});
  }
  return 0;
}

function whenEnded(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

/** Gives whether it was taken: false when its reader is gone, or does not read and the process is to end. */
function toStandardOutput(ended: AbortSignal): (lines: string) => Promise<boolean> {
  const { stdout } = process;
  const end = once(ended, "abort").then(() => false);
  // Each write hears of it as well; unheard here, it would be a fault of the program.
  stdout.on("error", () => {});
  const isWritten = (lines: string) =>
    new Promise<boolean>((resolve) => stdout.write(lines, (error) => resolve(error == null)));
  return (lines) => Promise.race([isWritten(lines), end]);
}

/**
 * For this process alone, until it ends: two would write into each other's lines. One that was killed may have left the
 * beginning of a line: its entry was not remembered, and comes whole.
 */
function takeFile(file: string): void {
  const fd = openSync(file, "a+", 0o600);
  try {
    const refusal = `Another stream writes to ${file}; end that one, or name another file.`;
    process.once("exit", takeLock(fileBehind(file), refusal));
    const { size } = fstatSync(fd);
    const end = Buffer.alloc(Math.min(size, LONGEST_LINE));
    readSync(fd, end, 0, end.length, size - end.length);
    const torn = end.subarray(end.lastIndexOf("\n") + 1);
    const last = end.subarray(end.lastIndexOf("\n", -2) + 1);
    if (last.toString().slice(0, LINE_BEGINS.length) !== LINE_BEGINS.slice(0, last.length))
      throw wrong(`${file} is not of this command, so nothing is written to it; name another file.`);
    ftruncateSync(fd, size - torn.length);
  } finally {
    closeSync(fd);
  }
}

/** The position is the head of the entry that was written last. Replaced whole, so that a kill leaves the one before. */
function remember(position: string, head: ChainEnd): void {
  const draft = `${position}.new`;
  writeFileSync(draft, `${headOf(head)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, position);
}

/** null: nothing was written yet. Entries that took the place of what was written would otherwise be left out. */
function lastWritten(store: Store, position: string): number | null {
  // Made where there is none, so that one that cannot be written is found out before anything is.
  const text = told(position, () => readFileSync(position, { encoding: "utf8", flag: "a+" }));
  if (text === "") return null;
  const [, seq, hash] = /^(\d{1,15}):([\da-f]{64})\n$/.exec(text) ?? [];
  if (seq === undefined)
    throw wrong(`${position} is no position as this command writes it; name another file with --position.`);
  const last = Number(seq);
  const [entry] = store.read((tx) => tx.record.following(last - 1, 1));
  if (entry?.seq === last && entry.hash === hash) return last;
  throw wrong(
    `The Record no longer has the entry ${last} that was written last: an older database was restored, or somebody changed it. Compare it with "record verify --head ${last}:${hash}", move ${position} away, and go on with --from and the first entry that differs.`,
  );
}

const wrong = (message: string): AppError => new AppError("invalid", message);
