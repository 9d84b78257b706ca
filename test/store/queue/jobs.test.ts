import { beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../../src/domain/job.ts";
import type { EnqueueOptions, JobQueue } from "../../../src/store/queue/jobs.ts";
import { claimNext } from "../../support/world/claim.ts";
import { account, memoryStore, NOW } from "../repositories/samples.ts";

let store: ReturnType<typeof memoryStore>;
beforeEach(() => {
  store = memoryStore();
});

const jobs = <T>(work: (queue: JobQueue) => T): T => store.transact((tx) => ({ value: work(tx.jobs) })).value;

const lapse = (request: number): Job => ({ kind: "lapse", request });
const options = (change: Partial<EnqueueOptions> & { key: string }): EnqueueOptions => ({
  group: "g",
  dueAt: NOW,
  ...change,
});
const enqueue = (change: Partial<EnqueueOptions> & { key: string }, request = 1) =>
  jobs((queue) => queue.enqueue(lapse(request), options(change)));
const claim = (now = NOW) => jobs((queue) => claimNext(queue, now));
const claimed = (now = NOW): number => claim(now)?.id ?? 0;
const buryNext = (error: string) => jobs((queue) => queue.bury(claimNext(queue, NOW)?.id ?? 0, NOW, error));
const get = (id: number) => jobs((queue) => queue.get(id));
const finish = (id: number) => jobs((queue) => queue.finish(id, NOW));
const retry = (id: number, change: Partial<Parameters<JobQueue["retry"]>[1]> = {}) =>
  jobs((queue) =>
    queue.retry(id, { dueAt: NOW, error: "down", unknownSince: null, countAttempt: true, ...change }),
  );

describe("a job", () => {
  test("comes back from the claim as it was enqueued, running, with one attempt", () => {
    enqueue({ key: "a", dueAt: NOW - 5 }, 7);
    expect(claim()).toEqual({
      id: 1,
      job: lapse(7),
      lane: "mistral",
      state: "running",
      attempts: 1,
      dueAt: NOW - 5,
      createdAt: NOW,
      unknownSince: null,
      lastError: null,
      request: null,
    });
    expect(claim()).toBeNull();
  });

  test("is not claimed before it is due", () => {
    enqueue({ key: "a", dueAt: NOW + 1 });
    expect(claim()).toBeNull();
    expect(claim(NOW + 1)?.id).toBe(1);
  });

  test("enqueued twice under one key happens once, also after it is done or dead", () => {
    enqueue({ key: "a" });
    enqueue({ key: "a", group: "other" });
    finish(claimed());
    enqueue({ key: "a" });
    enqueue({ key: "b" });
    jobs((queue) => queue.bury(2, NOW, "x"));
    const id = claimed();
    jobs((queue) => queue.bury(id, NOW, "x"));
    enqueue({ key: "b" });
    expect(claim()).toBeNull();
  });

  test("that no longer parses is claimed in its turn as unreadable, and is a dead letter like any other", () => {
    jobs((queue) => queue.enqueue({ kind: "nudge" } as Job, options({ key: "a" })));
    enqueue({ key: "b", group: "other" }, 5);
    expect(claim()).toMatchObject({ id: 1, job: { kind: "unreadable" }, attempts: 1 });
    expect(claim()?.job).toEqual(lapse(5));
    jobs((queue) => queue.bury(1, NOW, "unreadable"));
    expect(jobs((queue) => queue.dead())).toMatchObject([{ id: 1, job: { kind: "unreadable" } }]);
  });

  test("keeps at most 500 characters of an error", () => {
    enqueue({ key: "a" });
    retry(claimed(), { error: "e".repeat(600) });
    expect(get(1)?.lastError).toHaveLength(500);
    buryNext("f".repeat(600));
    expect(get(1)?.lastError).toBe("f".repeat(500));
  });
});

describe("within a group", () => {
  test("a job waits while an older one runs, waits or is delayed, and other groups go on", () => {
    enqueue({ key: "a" });
    enqueue({ key: "b" });
    enqueue({ key: "c", group: "other" });
    expect(claimed()).toBe(1);
    expect(claimed()).toBe(3);
    expect(claim()).toBeNull();
    retry(1, { dueAt: NOW + 1000 });
    expect(claim()).toBeNull();
    expect(claimed(NOW + 1000)).toBe(1);
    finish(1);
    expect(claimed(NOW + 1000)).toBe(2);
  });

  test("a dead letter releases the next, and waits its turn when it is revived", () => {
    enqueue({ key: "a" });
    enqueue({ key: "b" });
    enqueue({ key: "c" });
    buryNext("gone");
    expect(claimed()).toBe(2);
    jobs((queue) => queue.revive(1, NOW));
    expect(claim()).toBeNull();
    finish(2);
    expect(claim()).toMatchObject({ id: 1, attempts: 1, lastError: "gone" });
  });
});

describe("when the next is due", () => {
  test("is told of those that can be claimed, not of those held back", () => {
    const due = () => jobs((queue) => queue.nextDue());
    expect(due()).toBeNull();
    enqueue({ key: "a", dueAt: NOW + 50 });
    enqueue({ key: "b", dueAt: NOW });
    expect(due()).toBe(NOW + 50);
    enqueue({ key: "c", dueAt: NOW + 20, group: "other" });
    expect(due()).toBe(NOW + 20);
    claim(NOW + 20);
    claim(NOW + 50);
    expect(due()).toBeNull();
  });
});

describe("jobs that collapse", () => {
  const refresh = (dueAt = NOW) => enqueue({ key: "r", dueAt, collapse: true });

  test("merge while one waits, and the earlier due time wins", () => {
    refresh(NOW + 50);
    refresh(NOW + 20);
    refresh(NOW + 90);
    expect(get(1)?.dueAt).toBe(NOW + 20);
    expect(get(2)).toBeNull();
  });

  test("do not merge into one that runs or is done", () => {
    refresh();
    claim();
    refresh();
    refresh();
    finish(1);
    expect(claimed()).toBe(2);
    finish(2);
    refresh();
    expect(claimed()).toBeGreaterThan(2);
  });

  test("do not shorten the wait of one that was refused", () => {
    refresh();
    retry(claimed(), { dueAt: NOW + 30_000 });
    refresh();
    expect(get(1)?.dueAt).toBe(NOW + 30_000);
  });

  test("a retried one gives way to the one that waits, which waits as long", () => {
    refresh();
    claim();
    refresh();
    retry(1, { dueAt: NOW + 30_000, error: "slow down" });
    expect(get(1)).toMatchObject({ state: "done", lastError: "superseded" });
    expect(get(2)).toMatchObject({ state: "ready", dueAt: NOW + 30_000 });
    refresh();
    expect(get(2)?.dueAt).toBe(NOW + 30_000);
  });

  test("a revived one gives way to the one that waits", () => {
    refresh();
    buryNext("gone");
    refresh();
    jobs((queue) => queue.revive(1, NOW));
    expect([get(1)?.state, get(2)?.state]).toEqual(["done", "ready"]);
  });

  test("one that was running at a crash gives way to the one that waits", () => {
    refresh();
    claim();
    refresh();
    expect(jobs((queue) => queue.recover(NOW))).toBe(1);
    expect([get(1)?.state, get(2)?.state]).toEqual(["done", "ready"]);
  });
});

describe("one collapsing key in two groups", () => {
  test("can run twice at a time and is one job again after a crash", () => {
    for (const group of ["one", "two"]) {
      enqueue({ key: "r", group, collapse: true });
      claim();
    }
    expect(jobs((queue) => queue.recover(NOW))).toBe(2);
    expect([get(1)?.state, get(2)?.state]).toEqual(["done", "ready"]);
  });
});

describe("a retry", () => {
  test("keeps the attempt, or gives it back", () => {
    enqueue({ key: "a" });
    retry(claimed());
    expect(get(1)?.attempts).toBe(1);
    retry(claimed(), { countAttempt: false, unknownSince: NOW - 3, error: "429" });
    expect(get(1)).toMatchObject({ attempts: 1, unknownSince: NOW - 3, lastError: "429", state: "ready" });
  });

  test("of a job that is not running does nothing", () => {
    enqueue({ key: "a" });
    finish(claimed());
    retry(1);
    expect(get(1)?.state).toBe("done");
  });
});

describe("after a crash", () => {
  test("running jobs are due now with an unknown outcome, since this crash and not an earlier one", () => {
    enqueue({ key: "a" });
    enqueue({ key: "b", group: "other" });
    enqueue({ key: "c", group: "third", dueAt: NOW + 9 });
    retry(claimed(), { unknownSince: NOW - 100 });
    claim();
    claim();
    expect(jobs((queue) => queue.recover(NOW + 5))).toBe(2);
    expect(get(1)).toMatchObject({ state: "ready", dueAt: NOW + 5, unknownSince: NOW + 5, attempts: 2 });
    expect(get(2)).toMatchObject({ state: "ready", dueAt: NOW + 5, unknownSince: NOW + 5 });
    expect(get(3)).toMatchObject({ state: "ready", dueAt: NOW + 9, unknownSince: null });
    expect(jobs((queue) => queue.recover(NOW + 6))).toBe(0);
  });

  test("what waits to replace a running job takes over that its outcome is unknown", () => {
    enqueue({ key: "a", collapse: true });
    claim();
    enqueue({ key: "a", collapse: true });
    jobs((queue) => queue.recover(NOW + 5));
    expect(get(1)?.state).toBe("done");
    expect(get(2)).toMatchObject({ state: "ready", unknownSince: NOW + 5 });
  });
});

describe("dead letters", () => {
  test("are listed until they are revived or dropped", () => {
    for (const key of ["a", "b"]) {
      enqueue({ key });
      buryNext(key);
    }
    expect(jobs((queue) => queue.dead()).map(({ id, lastError }) => [id, lastError])).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
    jobs((queue) => queue.revive(1, NOW + 1));
    finish(2);
    expect(jobs((queue) => queue.dead())).toEqual([]);
    expect(claim(NOW + 1)).toMatchObject({ id: 1, attempts: 1 });
  });
});

describe("a dead letter with an unknown outcome", () => {
  test("is still unknown when it is revived", () => {
    enqueue({ key: "a" });
    retry(claimed(), { unknownSince: NOW - 7 });
    buryNext("x");
    jobs((queue) => queue.revive(1, NOW));
    expect(claim()?.unknownSince).toBe(NOW - 7);
  });
});

describe("pruning", () => {
  test("forgets what is done and old, and nothing else", () => {
    store.transact((tx) => {
      tx.processedRequests.firstTime("old", NOW - 10);
      tx.processedRequests.firstTime("new", NOW);
      const { id: person } = tx.people.upsert(account(), NOW);
      tx.drafts.insert({ person, values: {}, createdAt: NOW - 10 });
      for (const key of ["old", "new", "dead", "waiting"]) {
        tx.jobs.enqueue(lapse(1), { key, group: key, dueAt: NOW - 10 });
      }
      for (let n = 0; n < 3; n += 1) claimNext(tx.jobs, NOW);
      tx.jobs.finish(1, NOW - 10);
      tx.jobs.finish(2, NOW);
      tx.jobs.bury(3, NOW - 10, "x");
      tx.jobs.prune(NOW);
      expect([1, 2, 3, 4].map((id) => tx.jobs.get(id)?.state)).toEqual([undefined, "done", "dead", "ready"]);
      expect([
        tx.processedRequests.firstTime("old", NOW),
        tx.processedRequests.firstTime("new", NOW),
      ]).toEqual([true, false]);
      expect(tx.drafts.get(1)).toBeNull();
    });
  });

  test("forgets the update that was given up as well: nobody is asked about it", () => {
    jobs((queue) => queue.enqueue({ kind: "update", copy: 1 }, { key: "a", group: "a", dueAt: NOW }));
    buryNext("x");
    jobs((queue) => queue.prune(NOW + 1));
    expect(jobs((queue) => queue.get(1))).toBeNull();
  });
});
