import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  CHAIN_START,
  type ChainEnd,
  type ChainedEntry,
  entryLine,
  fits,
} from "../../domain/record/record.ts";
import { AppError, codeOf } from "../../lib/errors.ts";
import { parseJson } from "../../lib/json.ts";
import type { Tx } from "../../store/tx.ts";
import { answer, answerFrom, type DatabaseFile, misused, type Run, understood } from "../answer.ts";
import { entries, headOf, RECORD_USAGE } from "./record.ts";

/** What stands where the next entry should be. `place` is how an error calls it; null: it is no entry. */
type Found = { readonly place: string; readonly entry: ChainedEntry | null };

type Asked = { readonly file: string | null; readonly heads: readonly string[] };

/** null: not understood. Only with a file neither the database nor its configuration is needed. */
export function askedToVerify(args: readonly string[]): Asked | null {
  const words = understood(args, { head: { type: "string", multiple: true } });
  const [file = null, ...others] = words?.positionals ?? [];
  return words === null || others.length > 0 ? null : { file, heads: words.values.head ?? [] };
}

/** Checks the exported file named in `args`, or the database itself. */
export const runVerify: Run<DatabaseFile | null> = async (args, database, print) => {
  const asked = askedToVerify(args);
  if (asked === null || (asked.file === null && database === null)) return misused(print, RECORD_USAGE);
  const say = (where: string, { end, proven }: Checked) => {
    print(`${where} holds ${entries(end.seq)}${end.seq > 0 ? ", and all fit" : ""}. Head: ${headOf(end)}`);
    print(proven === null ? UNSEEN : seen(proven, end.seq - proven));
    return 0;
  };
  const { file, heads } = asked;
  if (file === null && database !== null) {
    const { path } = database;
    const whole = (tx: Tx) => checkDatabase(tx, path, heads);
    return answerFrom(database, print, (store) => say(path, store.read(whole)));
  }
  const path = file ?? "";
  return answer(print, () => {
    const checked = check(inFile(path), path, heads);
    // A script must not take what was cut off for a Record that is in order.
    if (checked.end.seq === 0) throw wrong(`${path} holds no entries, so there is nothing to check.`);
    return say(path, checked);
  });
};

const UNSEEN =
  "Not seen this way: entries cut off at the end, and a Record that somebody wrote anew from start to end. Compare with heads that were kept elsewhere, from chat or an export: --head 57:3f9a…, as often as there are some.";

const seen = (proven: number, later: number): string =>
  `The newest head that was kept is that of entry ${proven}: up to there nothing was changed or cut off; ${entries(later)} came later.`;

/** `proven`: the last entry whose head somebody has kept; null: nobody named one. */
type Checked = { readonly end: ChainEnd; readonly proven: number | null };

/** Throws at the first entry that does not fit, and where there is none for a head that was kept. */
function check(found: Iterable<Found>, where: string, kept: readonly string[]): Checked {
  const missed = new Set(kept.map(readHead));
  let [end, proven]: [ChainEnd, number] = [CHAIN_START, 0];
  for (const { place, entry } of found) {
    const before = end.seq === 0 ? "" : ` The ${entries(end.seq)} before it fit.`;
    if (entry === null) throw wrong(`${place} is no entry of the Record as the export writes it.${before}`);
    if (!fits(end, entry))
      throw wrong(
        `${place}: entry ${end.seq + 1} does not fit the chain: it or the one before it was changed, taken out or moved.${before}`,
      );
    end = entry;
    for (const head of missed) {
      if (!headOf(entry).startsWith(head)) continue;
      missed.delete(head);
      proven = entry.seq;
    }
  }
  const [lost] = missed;
  if (lost !== undefined)
    throw wrong(
      `${where} holds ${entries(end.seq)}, and none has the head ${lost}: ${proven === 0 ? "" : `behind entry ${proven} `}the end was cut off, or the Record was written anew. Head: ${headOf(end)}`,
    );
  return { end, proven: kept.length === 0 ? null : proven };
}

/** `57:3f9a…`, also with the words that stand before it in chat. Fewer digits would prove less. */
function readHead(text: string): string {
  const [, head] = /(?:^|\s)(\d{1,15}:[\da-f]{32,64})$/i.exec(text.trim()) ?? [];
  if (head !== undefined) return head.toLowerCase();
  throw wrong("That is no head: copy all of it as chat or the export shows it, such as 57:3f9a….");
}

function checkDatabase(tx: Tx, where: string, heads: readonly string[]): Checked {
  const checked = check(inDatabase(tx, where), where, heads);
  if (tx.record.isAppendOnly()) return checked;
  throw wrong(
    `${where} holds ${entries(checked.end.seq)}, but what keeps the Record append-only, two triggers, was taken out of it: compare with heads from the chat and with a backup, and restore one.`,
  );
}

function* inDatabase(tx: Tx, place: string): Generator<Found> {
  for (const entry of tx.record.all()) yield { place, entry };
}

const text = z.string();
/** An older or newer version may know other events. */
const chained = z.strictObject({
  ...{ seq: z.int(), at: z.int(), actor: text, event: text, subject: text, previous: text, hash: text },
  data: z.custom<ChainedEntry["data"]>(isFlat),
});

/** What is nested deeply enough ends the process when it is written again, and no entry is nested at all. */
function isFlat(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).every((one) => one === null || typeof one !== "object");
}

function* inFile(file: string): Generator<Found> {
  const lines = textOf(file).split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const [at, line] of lines.entries()) {
    const entry = chained.safeParse(parseJson(line)).data as ChainedEntry | undefined;
    const asWritten = entry !== undefined && entryLine(entry) === line;
    yield { place: `Line ${at + 1} of ${file}`, entry: asWritten ? entry : null };
  }
}

/** What is not UTF-8 becomes other signs, which no hash fits. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw wrong(`Cannot read ${file} (${codeOf(cause)}); name the file that was exported.`, cause);
  }
}

const wrong = (message: string, cause?: unknown): AppError => new AppError("invalid", message, { cause });
