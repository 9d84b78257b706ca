import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { runVerify } from "../../src/cli/record/record-verify.ts";
import { headText } from "../../src/domain/record/record.ts";
import { AppError } from "../../src/lib/errors.ts";
import { Database } from "../../src/store/db/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import { must } from "../support/must.ts";
import { dumpOf } from "../support/reading/dump.ts";
import { someEntries } from "../support/reading/entries.ts";
import { rehash, tamper } from "../support/tampering.ts";
import { fillDatabase } from "../support/world/filled.ts";
import { createRandom, inFolder, type Play, pick, type Scenario } from "./scenario.ts";

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

/** How a start may end. */
const [INTACT, EARLIER] = ["worked, all data intact", "worked, an earlier state"] as const;
const UNSEEN = "one value changed that SQLite cannot see";
const ENDS: readonly string[] = ["refused", INTACT, EARLIER, UNSEEN];

/** The file of a server that has ended, or the log of one that was killed, is hurt again and again, and started from. */
async function corruptions(play: Play, folder: string, times: number): Promise<void> {
  const random = createRandom(play.seed);
  const [whole, path] = [join(folder, "whole.db"), join(folder, "a.db")];
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
    play.count(`${what} hurt`);
    const end = started(path, before, isLog);
    if (ENDS.includes(end)) play.count(`${what}: ${end}`);
    else play.found([`${what}, ${n}: ${end}`]);
    await turn();
  }
}

/** Gives one of the ends, or what is wrong. */
function started(path: string, before: Rows, isLog: boolean): string {
  try {
    openStore({ path, kind: "real" }).close();
  } catch (error) {
    if (!(error instanceof AppError)) return `it broke: ${String(error)}`;
    return /^[^\n]+\.?$/.test(error.message.trim()) ? "refused" : error.message;
  }
  if (!existsSync(path)) return "the file is gone";
  return isLog ? comparedWithEarlier(before, dumpOf(path)) : compared(before, dumpOf(path));
}

function compared(before: Rows, after: Rows): string {
  const wrong = [...before].filter(([table, rows]) => !isDeepStrictEqual(rows, after.get(table)));
  for (const [table, rows] of wrong) {
    const now = after.get(table) ?? [];
    if (table === "record") return `${table} is not what it was`;
    if (now.length !== rows.length) return `${table} has ${now.length} rows instead of ${rows.length}`;
  }
  return wrong.length === 0 ? INTACT : UNSEEN;
}

/** Commits from some one on are missing: of the Record nothing but its end. */
function comparedWithEarlier(before: Rows, after: Rows): string {
  const [all, left] = [before, after].map((rows) => inOrder(rows.get("record") ?? []));
  if (!isDeepStrictEqual(left, all?.slice(0, left?.length))) return "the Record is as it never was";
  return isDeepStrictEqual(before, after) ? INTACT : EARLIER;
}

const inOrder = (entries: readonly string[]): unknown[] =>
  entries.map((row) => JSON.parse(row) as number[]).toSorted(([one = 0], [other = 0]) => one - other);

const ENTRIES = 40;
/** A head is kept at every fifth entry. */
const TOLD = 5;

/** What was done to it, the first entry that is not as it was, and whether the chain was made to fit again. */
type Tampering = { readonly sql: string; readonly first: number; readonly fits: boolean };

type Kinds = Readonly<Record<string, (at: number, other: number) => Tampering>>;

const FIELDS = ["actor", "event", "subject", "data", "at", "hash", "previous"];
const swap = (one: number, other: number): string =>
  `UPDATE record SET seq = -1 WHERE seq = ${one}; UPDATE record SET seq = ${one} WHERE seq = ${other};
   UPDATE record SET seq = ${other} WHERE seq = -1`;
const changed = (at: number, other: number): string => {
  const field = FIELDS[other % FIELDS.length] ?? "actor";
  return `UPDATE record SET ${field} = ${field === "at" ? "at + 1" : `${field} || 'x'`} WHERE seq = ${at}`;
};
const actor = (at: number): string => `UPDATE record SET actor = 'p_mallory' WHERE seq = ${at}`;
const twice = (at: number): string =>
  `INSERT INTO record SELECT ${ENTRIES + 1}, at, actor, event, subject, data, previous, hash FROM record WHERE seq = ${at}`;

const KINDS: Kinds = {
  changed: (at, other) => ({ sql: changed(at, other), first: at, fits: false }),
  "changed places": (at, other) => ({ sql: swap(at, other), first: Math.min(at, other), fits: false }),
  "cut in the middle": (at) => ({ sql: `DELETE FROM record WHERE seq = ${at}`, first: at, fits: false }),
  "there twice": (at) => ({ sql: twice(at), first: ENTRIES + 1, fits: false }),
  "cut off at the end": (at) => ({ sql: `DELETE FROM record WHERE seq >= ${at}`, first: at, fits: true }),
  rewritten: (at) => ({ sql: actor(at), first: at, fits: true }),
  "cut and rewritten": (at) => ({ sql: `DELETE FROM record WHERE seq = ${at}`, first: at, fits: true }),
};

/** A Record is tampered with again and again: the check with heads must find it, and a start what does not fit. */
async function tamperings(play: Play, folder: string, times: number): Promise<void> {
  const random = createRandom(play.seed);
  const below = (most: number) => Math.floor(random() * most);
  const [whole, path] = [join(folder, "whole.db"), join(folder, "a.db")];
  const heads = recordWithHeads(whole);
  for (let n = 0; n < times; n += 1) {
    const [kind, make] = must(pick(random, Object.entries(KINDS)));
    // The last entry is left: a swap needs another one, and so does a cut in the middle.
    const at = 1 + below(ENTRIES - 1);
    const { sql, first, fits } = make(at, at + 1 + below(ENTRIES - at));
    copyFileSync(whole, path);
    tamper(path, sql);
    if (fits) rehash(path);
    const { code, said } = await verify(path, heads);
    const isNamed = names(said, first, fits);
    const isRefused = refusesToStart(path);
    play.count("tamperings");
    play.count(kind);
    play.count("found with the heads", code === 1 ? 1 : 0);
    play.count("right entry named", isNamed ? 1 : 0);
    play.count("a start refused", isRefused ? 1 : 0);
    play.must(isNamed, `${kind} at ${first}: ${said}`);
    // What was made to fit only a head shows that somebody has kept.
    play.must(isRefused || fits, `${kind} at ${first}: it started`);
    await turn();
  }
}

/** A chain that was made to fit fits up to the last head before what was changed. */
function names(said: string, first: number, fits: boolean): boolean {
  if (!fits) return said.includes(`entry ${first} does not fit the chain`);
  const proven = Math.floor((first - 1) / TOLD) * TOLD;
  const behind = proven === 0 ? ": " : `behind entry ${proven} `;
  return said.includes(`${behind}the end was cut off, or the Record was written anew`);
}

function recordWithHeads(path: string): string[] {
  const store = openStore({ path, kind: "real" });
  const heads = store.transact((tx) =>
    someEntries(ENTRIES).flatMap((entry) => {
      const end = tx.record.append(entry);
      return end.seq % TOLD === 0 ? [headText(end)] : [];
    }),
  );
  store.close();
  return heads;
}

async function verify(path: string, heads: readonly string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const options = heads.flatMap((head) => ["--head", head]);
  const code = await runVerify(options, { path, kind: "real" }, (line) => lines.push(line));
  return { code, said: lines.join(" ") };
}

function refusesToStart(path: string): boolean {
  try {
    openStore({ path, kind: "real" }).close();
    return false;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.detail === "damaged" || error.detail === "not_ours";
  }
}

const storage: Scenario = {
  name: "storage",
  about:
    "a start on a database or a log that was hurt refuses it in one line or works, and the Record is never wrong",
  run: (play) => inFolder((folder) => corruptions(play, folder, play.of(1_200, 60))),
  atLeast: {
    "files hurt": [600, 30],
    "files: refused": [100, 10],
    "files: worked, all data intact": [20, 1],
    "logs hurt": [600, 30],
    "logs: worked, an earlier state": [50, 1],
  },
};

const record: Scenario = {
  name: "record",
  about:
    "whatever is changed in the Record is found with the heads that were kept, and the right entry is named",
  run: (play) => inFolder((folder) => tamperings(play, folder, play.of(1_000, 40))),
  atLeast: {
    ...{ tamperings: [1_000, 40], "right entry named": [1_000, 40] },
    ...{ changed: [50, 1], rewritten: [50, 1], "cut off at the end": [50, 1] },
  },
};

export const STORAGE: readonly Scenario[] = [storage, record];
