import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { JobRow } from "../../../src/domain/job.ts";
import { openStore } from "../../../src/store/store.ts";
import { must } from "../../support/must.ts";
import { claimNext } from "../../support/world/claim.ts";
import { folder, NOW } from "../repositories/samples.ts";

const small = fc.nat({ max: 3 });
const delay = fc.constantFrom(0, 0, 5, 40);
const doing = <D extends string>(...deeds: D[]) => ({ do: fc.constantFrom(...deeds) });
const enqueue = fc.record({ ...doing("enqueue"), key: small, group: small, delay, collapse: fc.boolean() });
const end = fc.record({
  ...doing("finish", "bury", "revive", "retry"),
  ...{ pick: fc.nat({ max: 50 }), delay, count: fc.boolean() },
});
const other = fc.record(doing("claim", "claim", "claim", "later", "reopen"));

type Enqueue = typeof enqueue extends fc.Arbitrary<infer T> ? T : never;
type End = typeof end extends fc.Arbitrary<infer T> ? T : never;
type Known = { key: string; group: string; collapse: boolean; state: JobRow["state"] };

/** Jobs as this test remembers them; what the table says is read anew after every step. */
function createWorld(path: string) {
  let now = NOW;
  const open = () => openStore({ path, kind: "real", clock: () => now, idGap: () => 0 });
  let store = open();
  const known = new Map<number, Known>();
  const idsOf = (is: (job: Known) => boolean) => [...known].filter(([, job]) => is(job)).map(([id]) => id);
  const busy = (group: string) => idsOf((job) => job.group === group && job.state === "running");

  /** Takes over what the table says and checks what holds after every step. */
  function observe(added: Omit<Known, "state"> | null): void {
    // Ids are given in order, and a conflict may use one up.
    const ids = Array.from({ length: 80 }, (_, at) => at + 1);
    const rows = store.read((tx) => ids.flatMap((id) => tx.jobs.get(id) ?? []));
    expect(rows.filter(({ id }) => !known.has(id)).length).toBeLessThanOrEqual(added === null ? 0 : 1);
    for (const { id, state } of rows) known.set(id, { ...must(known.get(id) ?? added), state });
    expect(rows).toHaveLength(known.size);
    const unique = [...known.values()].filter(({ collapse, state }) => !collapse || state === "ready");
    for (const collapse of [true, false]) {
      const keys = unique.filter((job) => job.collapse === collapse).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
    for (const { group } of known.values()) expect(busy(group).length).toBeLessThanOrEqual(1);
  }

  function enqueued({ key: number, group, delay: wait, collapse }: Enqueue): Omit<Known, "state"> {
    const key = `${collapse ? "c" : "k"}${number}`;
    const job = { key, group: `g${group}`, collapse };
    store.transact((tx) => tx.jobs.enqueue({ kind: "prune" }, { ...job, dueAt: now + wait }));
    return job;
  }

  function claim(): void {
    const due = store.read((tx) => tx.jobs.nextDue());
    const row = store.transact((tx) => ({ row: claimNext(tx.jobs, now) })).row;
    expect(row !== null).toBe(due !== null && due <= now);
    if (row === null) return;
    const { group } = must(known.get(row.id));
    const waiting = idsOf((job) => job.group === group && job.state === "ready");
    expect([Math.min(...waiting), busy(group)]).toEqual([row.id, []]);
  }

  function ended({ do: deed, pick, delay: wait, count }: End): void {
    const ids = idsOf(({ state }) => state === (deed === "revive" ? "dead" : "running"));
    const id = ids[pick % ids.length] ?? 0;
    store.transact(({ jobs }) => {
      if (deed === "finish") jobs.finish(id, now);
      else if (deed === "bury") jobs.bury(id, now, "x");
      else if (deed === "revive") jobs.revive(id, now);
      else jobs.retry(id, { dueAt: now + wait, error: "x", unknownSince: null, countAttempt: count });
    });
  }

  function reopen(): void {
    const running = idsOf(({ state }) => state === "running").length;
    store.close();
    store = open();
    expect(store.transact((tx) => tx.jobs.recover(now))).toBe(running);
  }

  return {
    run(step: Enqueue | End | { readonly do: "claim" | "later" | "reopen" }): void {
      let added: Omit<Known, "state"> | null = null;
      if (step.do === "enqueue") added = enqueued(step);
      else if (step.do === "claim") claim();
      else if (step.do === "later") now += 10;
      else if (step.do === "reopen") reopen();
      else ended(step as End);
      observe(added);
    },
    /** Whatever happened, all that waits can be worked off: nothing is stuck, nothing is lost. */
    drain(): void {
      store.transact((tx) => tx.jobs.recover(now));
      observe(null);
      for (let left = known.size; left >= 0; left--)
        store.transact(({ jobs }) => {
          now = Math.max(now, jobs.nextDue() ?? 0);
          const row = claimNext(jobs, now);
          if (row !== null) jobs.finish(row.id, now);
        });
      observe(null);
      expect(idsOf(({ state }) => state === "ready")).toEqual([]);
    },
    close: () => store.close(),
  };
}

it("whatever is done to the job table: order within groups, one row per key, and nothing lost", () => {
  const dir = folder();
  let run = 0;
  const steps = fc.array(fc.oneof(enqueue, end, other), { minLength: 30, maxLength: 75 });
  fc.assert(
    fc.property(steps, (all) => {
      const world = createWorld(join(dir, `${run++}.db`));
      try {
        for (const each of all) world.run(each);
        world.drain();
      } finally {
        world.close();
      }
    }),
    { numRuns: 40 },
  );
});
