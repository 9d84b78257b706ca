import { beforeEach, describe, expect, it } from "vitest";
import type { Job } from "../../../src/domain/job.ts";
import type { EnqueueOptions, JobQueue } from "../../../src/store/queue/jobs.ts";
import { claimNext } from "../../support/world/claim.ts";
import { account, memoryStore, NOW, teamsAccount } from "../repositories/samples.ts";

let store: ReturnType<typeof memoryStore>;
beforeEach(() => {
  store = memoryStore();
});

const jobs = <T>(work: (queue: JobQueue) => T): T => store.transact((tx) => ({ value: work(tx.jobs) })).value;
const lapse = (request: number): Job => ({ kind: "lapse", request });
type Options = Partial<EnqueueOptions> & { key: string };
const enqueue = (change: Options, job = lapse(1)) =>
  jobs((queue) => queue.enqueue(job, { group: "g", dueAt: NOW, ...change }));
const claim = (now = NOW) => jobs((queue) => claimNext(queue, now));
const claimed = (now = NOW): number => claim(now)?.id ?? 0;
const bury = (id: number, error = "x") => jobs((queue) => queue.bury(id, NOW, error));
const get = (id: number) => jobs((queue) => queue.get(id));
const states = (...ids: number[]) => ids.map((id) => get(id)?.state);
const finish = (id: number) => jobs((queue) => queue.finish(id, NOW));
const revive = (id: number) => jobs((queue) => queue.revive(id, NOW));
const recover = (now = NOW) => jobs((queue) => queue.recover(now));
const retry = (id: number, change: Partial<Parameters<JobQueue["retry"]>[1]> = {}) =>
  jobs((queue) =>
    queue.retry(id, { dueAt: NOW, error: "down", unknownSince: null, countAttempt: true, ...change }),
  );

describe("a job", () => {
  it("comes back from the claim as it was enqueued, running, with one attempt", () => {
    enqueue({ key: "a", dueAt: NOW - 5 }, lapse(7));
    expect(claim()).toEqual({
      ...{ id: 1, job: lapse(7), lane: "mistral", state: "running", attempts: 1, dueAt: NOW - 5 },
      ...{ createdAt: NOW, unknownSince: null, lastError: null, request: null },
    });
    expect(claim()).toBeNull();
  });

  it("that no longer parses is claimed in its turn as unreadable, and is a dead letter like any other", () => {
    enqueue({ key: "a" }, { kind: "nudge" } as Job);
    enqueue({ key: "b", group: "other" }, lapse(5));
    expect([claim()?.job, claim()?.job]).toEqual([{ kind: "unreadable" }, lapse(5)]);
    bury(1);
    expect(jobs((queue) => queue.dead())).toMatchObject([{ id: 1, job: { kind: "unreadable" } }]);
  });

  it("keeps at most 500 characters of an error, and none of its secrets", () => {
    enqueue({ key: "a" });
    retry(claimed(), { error: `xoxb-1-secret ${"e".repeat(600)}` });
    expect(get(1)?.lastError).toMatch(/^\[token\] e{492}$/);
    bury(claimed(), "f".repeat(600));
    expect(get(1)?.lastError).toBe("f".repeat(500));
  });

  it("waits with those of the platform on which its message is, or its person is reached", () => {
    store.transact((tx) => {
      const [here, there] = [tx.people.upsert(account(), NOW), tx.people.upsert(teamsAccount(), NOW)];
      const page = {
        platform: "teams",
        channel: "19:x",
        message: "1",
        subject: "setup:1",
        person: null,
      } as const;
      const copy = tx.posted.insert(page).id;
      const place = { platform: "slack", channel: "C1" } as const;
      const made: Job[] = [
        { kind: "update", copy },
        ...[{ place }, { person: here.id }, { person: there.id }, { person: "p_nobody" }].map(
          (to) => ({ kind: "post", subject: "setup:1", to }) as const,
        ),
        { kind: "look-domain", watch: 1 },
      ];
      for (const [at, job] of made.entries())
        tx.jobs.enqueue(job, { key: `${at}`, group: `${at}`, dueAt: NOW });
      const lanes = made.map((_, at) => tx.jobs.get(at + 1)?.lane);
      expect(lanes).toEqual(["teams", "slack", "slack", "teams", "mistral", "dns"]);
    });
  });
});

describe("within a group", () => {
  it("a dead letter releases the next, and waits its turn when it is revived", () => {
    for (const key of ["a", "b", "c"]) enqueue({ key });
    bury(claimed(), "gone");
    expect(claimed()).toBe(2);
    revive(1);
    expect(claim()).toBeNull();
    finish(2);
    expect(claim()).toMatchObject({ id: 1, attempts: 1, lastError: "gone" });
  });

  it("the next due time is of jobs that can be claimed, not of those held back", () => {
    const due = () => jobs((queue) => queue.nextDue());
    expect(due()).toBeNull();
    enqueue({ key: "a", dueAt: NOW + 50 });
    enqueue({ key: "b", dueAt: NOW });
    expect(due()).toBe(NOW + 50);
    enqueue({ key: "c", dueAt: NOW + 20, group: "other" });
    expect(due()).toBe(NOW + 20);
    for (const now of [NOW + 20, NOW + 50]) claim(now);
    expect(due()).toBeNull();
  });
});

describe("jobs that collapse", () => {
  const refresh = (dueAt = NOW) => enqueue({ key: "r", dueAt, collapse: true });

  it("merge while one waits, and the earlier due time wins", () => {
    for (const wait of [50, 20, 90]) refresh(NOW + wait);
    expect([get(1)?.dueAt, get(2)]).toEqual([NOW + 20, null]);
  });

  it("do not merge into one that runs or is done", () => {
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

  it("do not shorten the wait of one that was refused, but of one that is done once more", () => {
    refresh();
    retry(claimed(), { dueAt: NOW + 30_000 });
    refresh();
    expect([claimed(), claimed(NOW + 30_000)]).toEqual([0, 1]);
    retry(1, { dueAt: NOW + 60_000, error: null, countAttempt: false, unknownSince: NOW });
    expect(claimed(NOW + 59_999)).toBe(0);
    refresh();
    expect(claim()).toMatchObject({ id: 1, unknownSince: NOW, attempts: 2 });
  });

  it.each([
    ["went through", null, 0],
    ["failed", "slow down", 30_000],
  ])(
    "a retried one that %s gives way to the one that waits, which knows what is unknown",
    (_, error, wait) => {
      refresh();
      claim();
      refresh();
      retry(1, { dueAt: NOW + 30_000, error, unknownSince: NOW - 7 });
      refresh();
      expect(get(1)).toMatchObject({ state: "done", lastError: "superseded" });
      expect(get(2)).toMatchObject({ dueAt: NOW + wait, lastError: error, unknownSince: NOW - 7 });
    },
  );

  it("a revived one gives way to the one that waits", () => {
    refresh();
    bury(claimed());
    refresh();
    revive(1);
    expect(states(1, 2)).toEqual(["done", "ready"]);
  });

  it("one that was running at a crash gives way to the one that waits, which takes over what is unknown", () => {
    refresh();
    claim();
    refresh();
    expect(recover(NOW + 5)).toBe(1);
    expect(states(1, 2)).toEqual(["done", "ready"]);
    expect(get(2)?.unknownSince).toBe(NOW + 5);
  });
});

describe("a retry", () => {
  it("keeps the attempt, or gives it back", () => {
    enqueue({ key: "a" });
    retry(claimed());
    expect(get(1)?.attempts).toBe(1);
    retry(claimed(), { countAttempt: false, unknownSince: NOW - 3, error: "429" });
    expect(get(1)).toMatchObject({ attempts: 1, unknownSince: NOW - 3, lastError: "429", state: "ready" });
    bury(claimed());
    revive(1);
    expect(claim(), "a dead letter that is revived").toMatchObject({ unknownSince: NOW - 3, attempts: 1 });
  });

  it("of a job that is not running does nothing", () => {
    enqueue({ key: "a" });
    finish(claimed());
    retry(1);
    expect(states(1)).toEqual(["done"]);
  });
});

it("after a crash running jobs are due now with an unknown outcome, since this crash and not an earlier one", () => {
  enqueue({ key: "a" });
  enqueue({ key: "b", group: "other" });
  enqueue({ key: "c", group: "third", dueAt: NOW + 9 });
  retry(claimed(), { unknownSince: NOW - 100 });
  for (let n = 0; n < 2; n += 1) claim();
  expect(recover(NOW + 5)).toBe(2);
  const unknown = { state: "ready", dueAt: NOW + 5, unknownSince: NOW + 5 };
  expect([1, 2, 3].map(get)).toMatchObject([unknown, unknown, { dueAt: NOW + 9, unknownSince: null }]);
  expect(recover(NOW + 6)).toBe(0);
});

it("a clock that was put back is taken for put back once, however often the bot starts until it has caught up", () => {
  enqueue({ key: "a" });
  finish(claimed());
  const before = NOW - 3_600_000;
  const latest = () => jobs((queue) => queue.latest());
  expect(latest()).toBe(NOW);
  jobs((queue) => queue.clockPutBack(3_600_000, before));
  expect(latest()).toBe(before);
});

it("pruning forgets what is done and old, and of what was given up only updates, about which nobody is asked", () => {
  enqueue({ key: "update", group: "u" }, { kind: "update", copy: 1 });
  for (const key of ["old", "new", "dead", "waiting"]) enqueue({ key, group: key });
  store.transact((tx) => {
    tx.processedRequests.firstTime("old", NOW - 10);
    tx.processedRequests.firstTime("new", NOW);
    const { id: person } = tx.people.upsert(account(), NOW);
    tx.drafts.insert({ person, values: {}, createdAt: NOW - 10 });
    for (let n = 0; n < 4; n += 1) claimNext(tx.jobs, NOW);
    tx.jobs.finish(2, NOW - 10);
    tx.jobs.finish(3, NOW);
    for (const id of [1, 4]) tx.jobs.bury(id, NOW - 10, "x");
    tx.jobs.prune(NOW);
    const left = [1, 2, 3, 4, 5].map((id) => tx.jobs.get(id)?.state);
    expect(left).toEqual([undefined, undefined, "done", "dead", "ready"]);
    const first = ["old", "new"].map((key) => tx.processedRequests.firstTime(key, NOW));
    expect([...first, tx.drafts.get(1)]).toEqual([true, false, null]);
  });
});
