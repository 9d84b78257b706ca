import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../../src/lib/errors.ts";
import { openStore } from "../../../src/store/store.ts";
import { dumpOf } from "../../support/reading/dump.ts";
import { fillDatabase } from "../../support/world/filled.ts";
import { createRandom } from "../random.ts";
import { count, type Outcome } from "../scenario.ts";

const PAGE = 4096;

export type Hurt = (bytes: Buffer, random: () => number) => Buffer;

export const somewhere = (length: number, random: () => number): number => Math.floor(random() * length);

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
export const HURTS: Readonly<Record<string, Hurt>> = {
  "one bit": (bytes, random) => flipped(bytes, random),
  "many bits": (bytes, random) =>
    Array.from({ length: 64 }).reduce<Buffer>((all) => flipped(all, random), bytes),
  "a bit of the header": (bytes, random) => flipped(bytes, random, 100),
  "a page of noise": (bytes, random) => page(bytes, random, () => somewhere(256, random)),
  "a page of zeros": (bytes, random) => page(bytes, random, () => 0),
  "cut off": (bytes, random) => bytes.subarray(0, somewhere(bytes.length, random)),
  "nothing left": () => Buffer.alloc(0),
  "something behind it": (bytes, random) =>
    Buffer.concat([bytes, Buffer.alloc(1 + somewhere(PAGE, random), 7)]),
};

/** How a start on a hurt file ends. `unseen`: a value outside of the Record that SQLite has no sum of. */
type End = "refused" | "intact" | "unseen" | { readonly violation: string };

/** A filled database is hurt again and again and started from: refused, or all of it there. */
export async function corruptions(seed: number, times: number): Promise<Outcome> {
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const [whole, path] = [join(folder, "whole.db"), join(folder, "a.db")];
  const figures = {
    "files hurt": 0,
    "files refused": 0,
    "worked, all data intact": 0,
    "worked, the Record wrong": 0,
    "one value changed that SQLite cannot see": 0,
  };
  const counts = Object.fromEntries(Object.keys(HURTS).map((kind) => [kind, 0]));
  const violations: string[] = [];
  try {
    await fillDatabase(whole);
    const before = dumpOf(whole);
    for (let n = 0; n < times; n += 1) {
      const kinds = Object.entries(HURTS);
      const [kind = "", hurt] = kinds[somewhere(kinds.length, random)] ?? [];
      for (const beside of ["-wal", "-shm"]) rmSync(`${path}${beside}`, { force: true });
      copyFileSync(whole, path);
      if (hurt !== undefined) writeFileSync(path, hurt(readFileSync(path), random));
      count(figures, "files hurt");
      count(counts, kind);
      const end = started(path, before);
      if (end === "refused") count(figures, "files refused");
      else if (end === "intact") count(figures, "worked, all data intact");
      else if (end === "unseen") count(figures, "one value changed that SQLite cannot see");
      else violations.push(`${kind}: ${end.violation}`);
      if (typeof end === "object" && end.violation.startsWith("record"))
        count(figures, "worked, the Record wrong");
      await turn();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures: { ...figures, ...counts }, violations };
}

function started(path: string, before: ReadonlyMap<string, string[]>): End {
  try {
    openStore({ path, kind: "real" }).close();
  } catch (error) {
    if (error instanceof AppError) return isOneLine(error.message) ? "refused" : { violation: error.message };
    return { violation: `it broke: ${String(error)}` };
  }
  if (!existsSync(path)) return { violation: "the file is gone" };
  return compared(before, dumpOf(path));
}

export const isOneLine = (message: string): boolean => /^[^\n]+\.?$/.test(message.trim());

function compared(before: ReadonlyMap<string, string[]>, after: ReadonlyMap<string, string[]>): End {
  const wrong = [...before].filter(([table, rows]) => !isDeepStrictEqual(rows, after.get(table)));
  if (wrong.length === 0) return "intact";
  for (const [table, rows] of wrong) {
    const now = after.get(table) ?? [];
    if (table === "record" || table === "marks") return { violation: `record: ${table} is not what it was` };
    if (now.length !== rows.length)
      return { violation: `${table} has ${now.length} rows instead of ${rows.length}` };
  }
  return "unseen";
}
