import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { runVerify } from "../../../src/cli/record/record-verify.ts";
import { headText } from "../../../src/domain/record/record.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { openStore } from "../../../src/store/store.ts";
import { someEntries } from "../../support/reading/entries.ts";
import { rehash, tamper } from "../../support/tampering.ts";
import { createRandom } from "../random.ts";
import { count, type Outcome } from "../scenario.ts";

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
export async function tamperings(seed: number, times: number): Promise<Outcome> {
  const random = createRandom(seed);
  const below = (most: number) => Math.floor(random() * most);
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const [whole, path] = [join(folder, "whole.db"), join(folder, "a.db")];
  const counts = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 0]));
  const figures = { tamperings: 0, "found with the heads": 0, "right entry named": 0, "a start refused": 0 };
  const violations: string[] = [];
  try {
    const heads = record(whole);
    for (let n = 0; n < times; n += 1) {
      const kinds = Object.entries(KINDS);
      const [kind, make] = kinds[below(kinds.length)] ?? kinds[0] ?? [];
      if (kind === undefined || make === undefined) break;
      // The last entry is left: a swap needs another one, and so does a cut in the middle.
      const at = 1 + below(ENTRIES - 1);
      const { sql, first, fits } = make(at, at + 1 + below(ENTRIES - at));
      copyFileSync(whole, path);
      tamper(path, sql);
      if (fits) rehash(path);
      count(figures, "tamperings");
      count(counts, kind);
      const { code, said } = await verify(path, heads);
      if (code === 1) count(figures, "found with the heads");
      if (names(said, first, fits)) count(figures, "right entry named");
      else violations.push(`${kind} at ${first}: ${said}`);
      // What was made to fit only a head shows that somebody has kept.
      if (refusesToStart(path)) count(figures, "a start refused");
      else if (!fits) violations.push(`${kind} at ${first}: it started`);
      await turn();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures: { ...figures, ...counts }, violations };
}

/** A chain that was made to fit fits up to the last head before what was changed. */
function names(said: string, first: number, fits: boolean): boolean {
  if (!fits) return new RegExp(`entry ${first} (was changed|is missing|does not continue)`).test(said);
  const proven = Math.floor((first - 1) / TOLD) * TOLD;
  return said.includes(`behind entry ${proven} the end was cut off, or the Record was written anew`);
}

function record(path: string): string[] {
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
