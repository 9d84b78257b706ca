import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JobState } from "../../../src/domain/job.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { claimNext } from "../../support/world/claim.ts";
import { folder, NOW } from "../repositories/samples.ts";

type Enqueue = { do: "enqueue"; key: number; group: number; delay: number; collapse: boolean };
type End =
  | { do: "finish" | "bury" | "revive"; pick: number }
  | { do: "retry"; pick: number; delay: number; count: boolean };
type Step = Enqueue | End | { do: "claim" } | { do: "reopen" } | { do: "later" };

const small = fc.nat({ max: 3 });
const pick = fc.nat({ max: 50 });
const delay = fc.constantFrom(0, 0, 5, 40);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("enqueue" as const),
      key: fc.nat({ max: 3 }),
      group: small,
      delay,
      collapse: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.constant<Step>({ do: "claim" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "later" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "reopen" }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("finish" as const, "bury" as const, "revive" as const),
      pick,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("retry" as const), pick, delay, count: fc.boolean() }),
  },
);

type Known = { key: string; group: string; collapse: boolean; state: JobState };

/** A job as this test remembers it; what the table says is read anew after every step. */
class World {
  readonly known = new Map<number, Known>();
  now = NOW;
  store: Store;
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    this.store = openStore({ path, kind: "real", clock: () => this.now, idGap: () => 0 });
  }

  /** Every row there is: ids are given in order and a conflict may use one up. */
  rows() {
    return this.store.read((tx) =>
      Array.from({ length: 80 }, (_, i) => tx.jobs.get(i + 1)).filter((row) => row !== null),
    );
  }

  in(state: JobState, at: number): number {
    const ids = [...this.known].filter(([, job]) => job.state === state).map(([id]) => id);
    return ids[at % ids.length] ?? 0;
  }

  jobsOf(group: string, ...states: JobState[]): number[] {
    return [...this.known]
      .filter(([, job]) => job.group === group && states.includes(job.state))
      .map(([id]) => id);
  }

  /** Takes over what the table says and checks what holds after every step. */
  observe(added: Omit<Known, "state"> | null): void {
    const rows = this.rows();
    const fresh = rows.filter(({ id }) => !this.known.has(id));
    expect(fresh.length).toBeLessThanOrEqual(added === null ? 0 : 1);
    for (const { id, state } of rows) {
      const before = this.known.get(id) ?? added;
      if (before === null) throw new Error("a row came from nowhere");
      this.known.set(id, { ...before, state });
    }
    expect(rows).toHaveLength(this.known.size);
    const jobs = [...this.known.values()];
    const once = jobs.filter(({ collapse }) => !collapse).map(({ key }) => key);
    const waiting = jobs.filter(({ collapse, state }) => collapse && state === "ready").map(({ key }) => key);
    expect(new Set(once).size).toBe(once.length);
    expect(new Set(waiting).size).toBe(waiting.length);
    for (const { group } of jobs) expect(this.jobsOf(group, "running").length).toBeLessThanOrEqual(1);
  }

  enqueue({ key, group, delay: wait, collapse }: Enqueue): Omit<Known, "state"> {
    const job = { key: `${collapse ? "c" : "k"}${key}`, group: `g${group}`, collapse };
    this.store.transact((tx) => tx.jobs.enqueue({ kind: "sync" }, { ...job, dueAt: this.now + wait }));
    return job;
  }

  claim(): void {
    const due = this.store.read((tx) => tx.jobs.nextDue());
    const row = this.store.transact((tx) => ({ row: claimNext(tx.jobs, this.now) })).row;
    expect(row !== null).toBe(due !== null && due <= this.now);
    if (row === null) return;
    const { group } = this.known.get(row.id) ?? { group: "" };
    expect(Math.min(...this.jobsOf(group, "ready"))).toBe(row.id);
    expect(this.jobsOf(group, "running")).toEqual([]);
  }

  run(step: Step): void {
    let added: Omit<Known, "state"> | null = null;
    if (step.do === "enqueue") added = this.enqueue(step);
    else if (step.do === "claim") this.claim();
    else if (step.do === "later") this.now += 10;
    else if (step.do === "reopen") this.reopen();
    else this.end(step);
    this.observe(added);
  }

  end(step: End): void {
    const { now } = this;
    this.store.transact(({ jobs }) => {
      if (step.do === "finish") jobs.finish(this.in("running", step.pick), now);
      if (step.do === "bury") jobs.bury(this.in("running", step.pick), now, "x");
      if (step.do === "revive") jobs.revive(this.in("dead", step.pick), now);
      if (step.do !== "retry") return;
      const change = { dueAt: now + step.delay, error: "x", unknownSince: null, countAttempt: step.count };
      jobs.retry(this.in("running", step.pick), change);
    });
  }

  reopen(): void {
    const running = [...this.known.values()].filter(({ state }) => state === "running").length;
    this.store.close();
    this.store = openStore({ path: this.path, kind: "real", clock: () => this.now, idGap: () => 0 });
    expect(this.store.transact((tx) => tx.jobs.recover(this.now))).toBe(running);
  }

  /** Whatever happened, all that waits can be worked off: nothing is stuck, nothing is lost. */
  drain(): void {
    this.store.transact((tx) => tx.jobs.recover(this.now));
    for (let left = this.known.size; left >= 0; left--) {
      this.store.transact(({ jobs }) => {
        this.now = Math.max(this.now, jobs.nextDue() ?? 0);
        const row = claimNext(jobs, this.now);
        if (row !== null) jobs.finish(row.id, this.now);
      });
    }
    this.observe(null);
    expect(new Set([...this.known.values()].map(({ state }) => state))).not.toContain("ready");
  }
}

test("whatever is done to the job table: order within groups, one row per key, and nothing lost", () => {
  const dir = folder();
  let run = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 75 }), (steps) => {
      const world = new World(join(dir, `${run++}.db`));
      try {
        for (const each of steps) world.run(each);
        world.drain();
      } finally {
        world.store.close();
      }
    }),
    { numRuns: 60 },
  );
});
