import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { runVerify } from "../../../src/cli/record/record-verify.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { openStore } from "../../../src/store/store.ts";
import { dumpOf } from "../../support/reading/dump.ts";
import { createRandom, pick } from "../random.ts";
import { count, type Outcome } from "../scenario.ts";
import { HURTS, isOneLine, somewhere } from "./corruption.ts";
import { killedAtWork, type Left, type Moment, momentsOf, put, whenCommitted } from "./killed.ts";

const PAGE = 4096;

/**
 * How a start ends. `earlier`: without commits whose log was hurt, and whole. `mixed`: a log that is not of this file got
 * into it, which SQLite cannot tell; the Record is of one moment all the same.
 */
type End = "refused" | "all of it" | "earlier" | "mixed" | { readonly violation: string };

/** A server was killed, and the log that it left is hurt or mixed up again and again before the next start. */
export async function logDamages(seed: number, times: number): Promise<Outcome> {
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const path = join(folder, "a.db");
  const violations: string[] = [];
  const figures = {
    "logs hurt": 0,
    "logs refused": 0,
    "worked, all of it": 0,
    "worked, an earlier state": 0,
    "worked, of two moments": 0,
  };
  const names = {
    refused: "logs refused",
    "all of it": "worked, all of it",
    earlier: "worked, an earlier state",
    mixed: "worked, of two moments",
  } as const;
  try {
    const { first, second, third } = await killedAtWork(join(folder, "killed.db"));
    const another = await killedAtWork(join(folder, "another.db"));
    const some = (log: Buffer) => pick(random, whenCommitted(log).slice(1)) ?? log;
    const hurts: Readonly<Record<string, () => Left>> = {
      ...Object.fromEntries(
        Object.entries(HURTS).map(([kind, hurt]) => [
          kind,
          () => ({ file: third.file, log: hurt(Buffer.from(third.log), random) }),
        ]),
      ),
      noise: () => ({ file: third.file, log: Buffer.from(third.log.map(() => somewhere(256, random))) }),
      "of another database": () => ({ file: third.file, log: some(another.third.log) }),
      "an older one": () => ({ file: third.file, log: some(first.log) }),
      "a newer one": () => ({ file: second.file, log: some(third.log) }),
    };
    const kinds = Object.entries(hurts);
    const counts = Object.fromEntries(kinds.map(([kind]) => [`log: ${kind}`, 0]));
    const moments = momentsOf(path, third);
    const others = [first, second, another.third].flatMap((left) => momentsOf(path, left));
    for (let n = 0; n < times; n += 1) {
      const [kind, hurt] = kinds[n % kinds.length] ?? [];
      if (kind === undefined || hurt === undefined) break;
      put(path, hurt());
      count(counts, `log: ${kind}`);
      count(figures, "logs hurt");
      const end = await started(path, moments, others);
      if (typeof end === "string") count(figures, names[end]);
      else violations.push(`the log, ${kind}: ${end.violation}`);
      await turn();
    }
    return { figures: { ...figures, ...counts }, violations };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file alone was copied while a server put its log into it, by something that is no backup. */
export async function tornCopies(seed: number, times: number): Promise<Outcome> {
  const random = createRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const path = join(folder, "a.db");
  const violations: string[] = [];
  const figures = {
    "copies torn": 0,
    "copies refused": 0,
    "copies of one moment": 0,
    "copies of two moments": 0,
  };
  try {
    const { third } = await killedAtWork(join(folder, "killed.db"));
    const moments = momentsOf(path, third);
    for (let n = 0; n < times; n += 1) {
      const at = somewhere(moments.length - 1, random);
      const both = [moments[at], pick(random, moments.slice(at + 1))].filter((one) => one !== undefined);
      const [one, other] = random() < 0.5 ? both : both.toReversed();
      if (one === undefined || other === undefined) break;
      const cut = PAGE * somewhere(one.file.length / PAGE, random);
      put(path, {
        file: Buffer.concat([one.file.subarray(0, cut), other.file.subarray(cut)]),
        log: Buffer.alloc(0),
      });
      count(figures, "copies torn");
      const said = refusal(path);
      const rows = said === null ? dumpOf(path) : null;
      if (said !== null && !isOneLine(said)) violations.push(said);
      if (rows === null) count(figures, "copies refused");
      else if (both.some((moment) => isDeepStrictEqual(rows, moment.rows)))
        count(figures, "copies of one moment");
      else count(figures, "copies of two moments");
      const isOfOne = (table: string) =>
        both.some((moment) => isDeepStrictEqual(rows?.get(table), moment.rows.get(table)));
      if (rows !== null && !isOfOne("record")) violations.push("a torn copy: the Record is of two moments");
      await turn();
    }
    return { figures, violations };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refusal(path: string): string | null {
  try {
    openStore({ path, kind: "real" }).close();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

async function started(path: string, moments: readonly Moment[], others: readonly Moment[]): Promise<End> {
  const bytes = () => [path, `${path}-wal`].map((file) => readFileSync(file));
  const before = bytes();
  const said = refusal(path);
  if (said !== null) {
    if (!isOneLine(said)) return { violation: said };
    if (!isDeepStrictEqual(bytes(), before))
      return { violation: `it changed the files that it refused: ${said}` };
    return "refused";
  }
  const rows = dumpOf(path);
  const at = moments.findIndex((moment) => isDeepStrictEqual(rows, moment.rows));
  const isRecordOf = (moment: Moment) => isDeepStrictEqual(rows.get("record"), moment.rows.get("record"));
  if (at < 0)
    return [...moments, ...others].some(isRecordOf)
      ? "mixed"
      : { violation: "the Record is as it never was" };
  if (at === moments.length - 1) return "all of it";
  const heads = [moments.at(-1), moments[at]].map((moment) => headIn(moment));
  const code = await runVerify(["--head", heads[0] ?? ""], { path, kind: "real" }, () => {});
  return code === (heads[0] === heads[1] ? 0 : 1)
    ? "earlier"
    : { violation: "the newest head does not tell" };
}

/** As it was told in chat. */
function headIn(moment: Moment | undefined): string {
  const all = (moment?.rows.get("record") ?? []).map((row) => JSON.parse(row) as (string | number)[]);
  const last = all.toSorted((one, other) => Number(one[0]) - Number(other[0])).at(-1);
  return `${last?.[0]}:${last?.at(-1)}`;
}
