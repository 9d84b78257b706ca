import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../../src/lib/errors.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import { must } from "../../support/must.ts";
import { dumpOf } from "../../support/reading/dump.ts";
import { fillDatabase } from "../../support/world/filled.ts";
import { createRandom, pick } from "../random.ts";
import { count, type Figures, type Outcome } from "../scenario.ts";

const PAGE = 4096;

type Hurt = (bytes: Buffer, random: () => number) => Buffer;

const somewhere = (length: number, random: () => number): number => Math.floor(random() * length);

function flipped(bytes: Buffer, random: () => number, within = bytes.length): Buffer {
  const at = somewhere(within, random);
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << somewhere(8, random)), at);
  return bytes;
}

function page(bytes: Buffer, random: () => number, value: () => number): Buffer {
  const at = somewhere(bytes.length / PAGE, random) * PAGE;
  const end = Math.min(at + PAGE, bytes.length);
  return bytes.fill(Buffer.from(Array.from({ length: PAGE }, value)), at, end);
}

/** What becomes of a file on a bad disk, or in bad hands. */
const HURTS: readonly Hurt[] = [
  (bytes, random) => flipped(bytes, random),
  (bytes, random) => Array.from({ length: 64 }).reduce<Buffer>((all) => flipped(all, random), bytes),
  // The header.
  (bytes, random) => flipped(bytes, random, 100),
  (bytes, random) => page(bytes, random, () => somewhere(256, random)),
  (bytes, random) => page(bytes, random, () => 0),
  (bytes, random) => bytes.subarray(0, somewhere(bytes.length, random)),
  () => Buffer.alloc(0),
  (bytes, random) => Buffer.concat([bytes, Buffer.alloc(1 + somewhere(PAGE, random), 7)]),
];

/** By table. */
type Rows = ReadonlyMap<string, readonly string[]>;

/** How a start ends, and how often. */
const ENDS = {
  refused: "refused",
  intact: "worked, all data intact",
  earlier: "worked, an earlier state",
  unseen: "one value changed that SQLite cannot see",
} as const;
type End = keyof typeof ENDS | { readonly violation: string };

/** The file of a server that has ended, or the log of one that was killed, is hurt again and again, and started from. */
export async function corruptions(seed: number, times: number): Promise<Outcome> {
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const [whole, path] = [join(folder, "whole.db"), join(folder, "a.db")];
  const figures: Figures = {};
  const violations: string[] = [];
  try {
    openStore({ path: whole, kind: "real" }).close();
    // The last connection that closes a file would remove its log, and one that reads keeps it from being emptied.
    const other = new Database(whole);
    other.exec("BEGIN; SELECT count(*) FROM record");
    await fillDatabase(whole);
    const [file, log] = [readFileSync(whole), readFileSync(`${whole}-wal`)];
    const before = dumpOf(whole);
    other.close();
    const ended = readFileSync(whole);
    for (let n = 0; n < times; n += 1) {
      const hurt = must(pick(random, HURTS));
      const isLog = n % 2 === 1;
      rmSync(`${path}-shm`, { force: true });
      writeFileSync(path, isLog ? file : hurt(Buffer.from(ended), random));
      writeFileSync(`${path}-wal`, isLog ? hurt(Buffer.from(log), random) : "");
      const what = isLog ? "logs" : "files";
      count(figures, `${what} hurt`);
      const end = started(path, before, isLog);
      if (typeof end === "string") count(figures, `${what}: ${ENDS[end]}`);
      else violations.push(`${what}, ${n}: ${end.violation}`);
      await turn();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures, violations };
}

function started(path: string, before: Rows, isLog: boolean): End {
  try {
    openStore({ path, kind: "real" }).close();
  } catch (error) {
    if (!(error instanceof AppError)) return { violation: `it broke: ${String(error)}` };
    return /^[^\n]+\.?$/.test(error.message.trim()) ? "refused" : { violation: error.message };
  }
  if (!existsSync(path)) return { violation: "the file is gone" };
  return isLog ? comparedWithEarlier(before, dumpOf(path)) : compared(before, dumpOf(path));
}

function compared(before: Rows, after: Rows): End {
  const wrong = [...before].filter(([table, rows]) => !isDeepStrictEqual(rows, after.get(table)));
  for (const [table, rows] of wrong) {
    const now = after.get(table) ?? [];
    if (table === "record") return { violation: `${table} is not what it was` };
    if (now.length !== rows.length)
      return { violation: `${table} has ${now.length} rows instead of ${rows.length}` };
  }
  return wrong.length === 0 ? "intact" : "unseen";
}

/** Commits from some one on are missing: of the Record nothing but its end. */
function comparedWithEarlier(before: Rows, after: Rows): End {
  const [all, left] = [before, after].map((rows) => inOrder(rows.get("record") ?? []));
  if (!isDeepStrictEqual(left, all?.slice(0, left?.length)))
    return { violation: "the Record is as it never was" };
  return isDeepStrictEqual(before, after) ? "intact" : "earlier";
}

const inOrder = (entries: readonly string[]): unknown[] =>
  entries.map((row) => JSON.parse(row) as number[]).toSorted(([one = 0], [other = 0]) => one - other);
