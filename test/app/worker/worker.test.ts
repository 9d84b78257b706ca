import { describe, expect, it } from "vitest";
import { afterFailure, pauseAfter, waitsFor } from "../../../src/app/worker/retry.ts";
import type { Job, JobRow } from "../../../src/domain/job.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { openStore } from "../../../src/store/store.ts";
import { must } from "../../support/must.ts";
import { approvalOf, createBot, START, startedBot } from "../../support/world/bot.ts";
import { claimNext } from "../../support/world/claim.ts";
import { SECOND } from "../../support/world/times.ts";

const DOWN = new AppError("unavailable", "down");

describe("the worker", () => {
  it("posts again where nobody can say whether the first one came through: twice beats never", async () => {
    const bot = await startedBot();
    bot.chat.messenger.lookFor = async () => "unknowable";
    bot.chat.loseNextAnswer();
    await bot.ask("paul@lumen.example");
    await bot.skip(60 * SECOND);
    const cards = bot.chat.in("approvals").length + bot.chat.dm("chloe").length;
    expect(cards).toBe(3);
  });

  it("one broken conversation holds up nobody else", async () => {
    const bot = await startedBot();
    const mend = bot.chat.refuseIn("approvals", () => DOWN);
    await bot.ask("paul@lumen.example");
    expect(bot.chat.dm("chloe")).toHaveLength(1);
    mend();
    await bot.skip(10 * SECOND);
    expect(bot.chat.in("approvals")).toHaveLength(1);
  });

  it("what had failed alone before an outage goes out with the rest once that is over, and not after a pause of its own", async () => {
    const bot = await startedBot();
    let tries = 0;
    const mend = bot.chat.refuseIn("approvals", () => {
      tries += 1;
      return DOWN;
    });
    await bot.ask("paul@lumen.example");
    const look = async (wait: number) => {
      await bot.as("kenji").home();
      await bot.skip(wait);
    };
    // All else goes through, so the card alone is tried again, after pauses that have grown to four minutes.
    while (tries < 12) await look(60 * SECOND);
    const over = bot.chat.breaks(DOWN, "post", "update", "publishHome");
    for (let gone = 0; gone < 60; gone += 15) await look(15 * SECOND);
    expect(bot.alerts()).toMatchObject([{ kind: "outage", of: "slack" }]);
    over();
    mend();
    await look(60 * SECOND);
    expect([bot.alerts(), bot.chat.in("approvals").length]).toEqual([[], 1]);
  });

  it("what one process held back because nothing answered, the next one tries at once", async () => {
    const bot = await startedBot();
    await bot.worker.stop(SECOND);
    await bot.ask("paul@lumen.example");
    bot.store.transact(({ jobs }) => {
      const held = { error: `${waitsFor("slack", true)}down`, unknownSince: null, countAttempt: false };
      for (let row = claimNext(jobs, START); row !== null; row = claimNext(jobs, START))
        jobs.retry(row.id, { ...held, dueAt: START + 240 * SECOND });
    });
    const next = createBot({ store: bot.store, around: bot.around });
    await next.settle();
    expect(bot.chat.in("approvals")).toHaveLength(1);
    expect(bot.chat.dm("chloe")).toHaveLength(1);
  });

  it("says in its log and to the owner that a job cannot be read, who can have it tried again or drop it", async () => {
    const warnings: object[] = [];
    const warn = (about: object, text: string) => void warnings.push({ ...about, text });
    const bot = await startedBot({ log: { info() {}, warn, error() {} } });
    bot.store.transact((tx) =>
      tx.jobs.enqueue({ kind: "lapse" } as Job, { key: "hurt", group: "hurt", dueAt: START }),
    );
    await bot.skip(SECOND);
    expect(warnings).toMatchObject([{ kind: "unreadable", text: "gave a job up" }]);
    const cards = () => bot.chat.told("ana", "alert:trouble.");
    expect(cards()).toEqual([expect.stringMatching(/Couldn't read a planned job.*Tried/s)]);
    const [{ id: job } = { id: 0 }] = bot.dead();
    await bot.as("ana").press({ do: "retry-job", job });
    expect(bot.dead()).toHaveLength(1);
    await bot.as("ana").press({ do: "drop-job", job });
    expect([bot.dead(), cards()]).toEqual([[], [expect.anything()]]);
  });

  it("redraws a card that changed while it was on its way", async () => {
    const bot = await startedBot();
    const { post } = bot.chat.messenger;
    bot.chat.messenger.post = async (...order) => {
      bot.chat.messenger.post = post;
      const id = await post(...order);
      await bot.app.press(bot.as("ben").caller, approvalOf(bot.store, 1), "early");
      return id;
    };
    await bot.ask("paul@lumen.example");
    const [card] = bot.chat.in("approvals");
    expect(JSON.stringify(card?.view)).not.toContain('"approve"');
  });

  it("sends an edit whose outcome is unknown again at once, and once more when the first can come through no more", async () => {
    const bot = await startedBot();
    await bot.ask("paul@lumen.example");
    const { update } = bot.chat.messenger;
    const late: (() => Promise<void>)[] = [];
    bot.chat.messenger.update = async (...edit) => {
      if (late.length > 0) return update(...edit);
      late.push(() => update(...edit));
      throw new AppError("outcome_unknown", "no answer");
    };
    const card = () => bot.chat.first("approvals");
    const open = card();
    await bot.approve();
    await bot.skip(5 * SECOND);
    expect(card()).not.toBe(open);
    await bot.as("ana").submit({ form: "billing" }, { means: "card", plan: "team", monthlyLimit: null });
    await bot.skip(SECOND);
    const newest = card();
    await late[0]?.();
    expect(card()).not.toBe(newest);
    await bot.skip(15 * SECOND);
    expect(card()).toBe(newest);
    const { updates } = must(bot.chat.in("approvals")[0]);
    await bot.skip(120 * SECOND);
    expect(bot.chat.in("approvals")[0]?.updates).toBe(updates);
  });

  it("forgets a message that somebody deleted, without bothering anybody", async () => {
    const bot = await startedBot();
    await bot.ask("paul@lumen.example");
    bot.chat.messages.splice(0);
    await bot.approve();
    expect(bot.dead()).toEqual([]);
  });
});

const HOUR = 3_600 * SECOND;
const failed = (attempts: number, age: number, error: unknown, kind: "post" | "update" = "post") => {
  const to = { place: { platform: "slack", channel: "news" } } as const;
  const job: Job = kind === "post" ? { kind, subject: "setup:1", to } : { kind, copy: 1 };
  const row = { id: 1, job, lane: "slack", state: "running", attempts, createdAt: START - age, dueAt: START };
  const rest = { unknownSince: null, lastError: null, request: null } as const;
  const given = { random: () => 0.5, graceMs: 15_000 };
  return afterFailure({ ...row, ...rest } as JobRow, error, START, null, given);
};

it.each<[string, number, number, unknown, ReturnType<typeof afterFailure>["kind"]]>([
  ["is tried again for twelve hours, however often it was tried", 900, 11 * HOUR, DOWN, "retry"],
  ["is tried again 200 times, though the machine slept for a day", 100, 24 * HOUR, DOWN, "retry"],
  ["is given up after both", 200, 12 * HOUR, DOWN, "bury"],
  ["is given up after 20 faults of ours", 20, 0, new Error("a bug"), "bury"],
  ["is given up at once where it is refused for good", 1, 0, new AppError("invalid", "no"), "bury"],
])("a job that fails %s", (_, attempts, age, error, kind) => {
  expect(failed(attempts, age, error)).toMatchObject({ kind });
});

it("an edit is never given up, but tried seldom after half a day", () => {
  expect(failed(200, 12 * HOUR, DOWN, "update")).toMatchObject({ change: { dueAt: START + HOUR / 2 } });
});

it.each([
  ["rate_limited", 30_000],
  ["unauthorized", 300_000],
] as const)("a job that has to wait, being %s, loses no attempt and is never given up", (code, wait) => {
  const { kind, ...next } = failed(900, 48 * HOUR, new AppError(code, "wait", { retryAfterMs: 30_000 }));
  expect([kind, next]).toMatchObject(["retry", { change: { countAttempt: false } }]);
  const { dueAt } = "change" in next ? next.change : { dueAt: 0 };
  expect(Math.round((dueAt - START) / 1000) * 1000).toBe(wait);
});

it("the pause after an attempt doubles from a second to five minutes, half of it at random", () => {
  const pauses = [1, 4, 50].map((attempts) => [0, 1].map((random) => pauseAfter(attempts, () => random)));
  expect(pauses).toEqual([
    [500, 1_000],
    [4_000, 8_000],
    [150_000, 300_000],
  ]);
});

it("notes a failure that the store did not take as soon as it takes it", async () => {
  const whole = openStore({ path: ":memory:", kind: "real" });
  let full = false;
  const store: typeof whole = {
    ...whole,
    transact: (work) => {
      if (full) throw new AppError("unavailable", "the disk is full", { detail: "storage" });
      return whole.transact(work);
    },
  };
  const bot = await startedBot({ store });
  const post = bot.chat.messenger.post;
  bot.chat.messenger.post = async () => {
    full = true;
    throw DOWN;
  };
  await bot.ask("paul@lumen.example");
  full = false;
  bot.chat.messenger.post = post;
  await bot.settle();
  await bot.skip(60 * SECOND);
  expect(bot.chat.in("approvals")).toHaveLength(1);
});
