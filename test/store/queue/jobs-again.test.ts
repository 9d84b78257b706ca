import { beforeEach, expect, test } from "vitest";
import type { JobQueue } from "../../../src/store/queue/jobs.ts";
import type { Store } from "../../../src/store/tx.ts";
import { claimNext } from "../../support/world/claim.ts";
import { memoryStore, NOW } from "../repositories/samples.ts";

let store: Store;
beforeEach(() => {
  store = memoryStore();
});

const jobs = <T>(work: (queue: JobQueue) => T): T => store.transact((tx) => ({ value: work(tx.jobs) })).value;
const enqueue = () =>
  jobs((queue) =>
    queue.enqueue({ kind: "update", copy: 1 }, { key: "a", group: "a", dueAt: NOW, collapse: true }),
  );
const claim = (now = NOW) => jobs((queue) => claimNext(queue, now));
const retry = (id: number, error: string | null, dueAt: number) =>
  jobs((queue) => queue.retry(id, { dueAt, error, unknownSince: NOW, countAttempt: false }));

test("what went through and is to be done once more is done sooner where there is a new occasion", () => {
  enqueue();
  const id = claim()?.id ?? 0;
  retry(id, null, NOW + 15_000);
  expect(claim(NOW + 14_999)).toBeNull();
  enqueue();
  expect(claim()).toMatchObject({ id, unknownSince: NOW, attempts: 1 });
  retry(id, null, NOW + 15_000);
  expect(claim(NOW + 15_000)?.id).toBe(id);
});

test.each([
  ["went through", null, 0],
  ["failed", "down", 5_000],
])(
  "that the outcome of an earlier try is unknown is left to what replaces a job that %s",
  (_, error, wait) => {
    enqueue();
    const id = claim()?.id ?? 0;
    enqueue();
    retry(id, error, NOW + 5_000);
    expect(jobs((queue) => queue.get(id))?.state).toBe("done");
    expect(claim(NOW + wait - 1)).toBeNull();
    expect(claim(NOW + wait)).toMatchObject({ id: id + 1, unknownSince: NOW, lastError: error });
  },
);

test("a clock that was put back is taken for put back once, however often the bot starts until it has caught up", () => {
  enqueue();
  const id = claim()?.id ?? 0;
  jobs((queue) => queue.finish(id, NOW));
  const before = NOW - 3_600_000;
  expect(jobs((queue) => queue.latest())).toBe(NOW);
  jobs((queue) => queue.clockPutBack(3_600_000, before));
  expect(jobs((queue) => queue.latest())).toBe(before);
});
