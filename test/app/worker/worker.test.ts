import { describe, expect, it } from "vitest";
import { pauseAfter, waitsFor } from "../../../src/app/worker/retry.ts";
import type { Job } from "../../../src/domain/job.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { openStore } from "../../../src/store/store.ts";
import { must } from "../../support/must.ts";
import { approvalOf, createBot, START, startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import { claimNext } from "../../support/world/claim.ts";
import { SECOND } from "../../support/world/times.ts";

describe("the worker", () => {
  it("posts again, after a look, when the answer to a post was lost", async () => {
    const bot = await startedBot();
    bot.chat.loseNextAnswer();
    await bot.ask("paul@lumen.example");
    await bot.skip(60 * SECOND);
    expect(bot.chat.in("approvals")).toHaveLength(1);
    expect(bot.chat.dm("chloe")).toHaveLength(1);
    await bot.approve();
    expect(bot.chat.in("approvals")[0]?.updates).toBeGreaterThan(0);
  });

  it("posts again where nobody can say whether the first one came through: twice beats never", async () => {
    const bot = await startedBot();
    bot.chat.messenger.lookFor = async () => "unknowable";
    bot.chat.loseNextAnswer();
    await bot.ask("paul@lumen.example");
    await bot.skip(60 * SECOND);
    const cards = bot.chat.in("approvals").length + bot.chat.dm("chloe").length;
    expect(cards).toBe(3);
  });

  it("waits as long as it was told to, and that costs no attempt", async () => {
    const bot = await startedBot();
    const busy = new AppError("rate_limited", "slow down", { retryAfterMs: 30 * SECOND });
    bot.chat.failNext(...Array(25).fill(busy));
    await bot.ask("paul@lumen.example");
    for (let minute = 0; minute < 40; minute += 1) await bot.skip(60 * SECOND);
    expect(bot.chat.in("approvals")).toHaveLength(1);
  });

  it("one broken conversation holds up nobody else", async () => {
    const bot = await startedBot();
    const post = bot.chat.messenger.post;
    bot.chat.messenger.post = async (channel, ...rest) => {
      if (channel === "approvals") throw new AppError("unavailable", "down");
      return post(channel, ...rest);
    };
    await bot.ask("paul@lumen.example");
    expect(bot.chat.dm("chloe")).toHaveLength(1);
    bot.chat.messenger.post = post;
    await bot.skip(10 * SECOND);
    expect(bot.chat.in("approvals")).toHaveLength(1);
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

  it("gives up after its attempts and tells the owner, who can have it tried again", async () => {
    const bot = await startedBot();
    const post = bot.chat.messenger.post;
    bot.chat.messenger.post = async (channel, ...rest) => {
      if (channel === "news") throw new AppError("unavailable", "down");
      return post(channel, ...rest);
    };
    await bot.as("ana").submit({ form: "billing" }, { means: "card", plan: "team", monthlyLimit: null });
    for (let hour = 0; hour < 24; hour += 1) await bot.skip(3600 * SECOND);
    const dead = bot.dead();
    expect(dead).toHaveLength(1);
    expect(bot.chat.dm("ana").some(({ key }) => key.startsWith("alert:trouble."))).toBe(true);
    bot.chat.messenger.post = post;
    await bot.as("ana").press({ do: "retry-job", job: must(dead[0]).id });
    expect(bot.chat.in("news").some(({ key }) => key.startsWith("billing:"))).toBe(true);
  });

  it("does not give up because the machine slept: twelve hours are counted while it tries", async () => {
    const bot = await startedBot();
    const mend = bot.chat.breaks(new AppError("unavailable", "down"), "post");
    await bot.ask("paul@lumen.example");
    for (let tries = 0; tries < 60; tries += 1) await bot.skip(300 * SECOND);
    await bot.skip(13 * 3600 * SECOND);
    await bot.skip(300 * SECOND);
    expect(bot.dead()).toEqual([]);
    mend();
    await bot.skip(300 * SECOND);
    expect(bot.chat.in("approvals")).toHaveLength(1);
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
    const cards = () => bot.chat.cards("dm-ana", "alert:trouble.");
    expect(cards().map(({ view }) => words(view))).toEqual([
      expect.stringMatching(/could not be read.*Tried since/s),
    ]);
    const [{ id: job } = { id: 0 }] = bot.dead();
    await bot.as("ana").press({ do: "retry-job", job });
    expect(bot.dead()).toHaveLength(1);
    await bot.as("ana").press({ do: "drop-job", job });
    expect([bot.dead(), cards()]).toEqual([[], [expect.anything()]]);
  });

  it("redraws a card that changed while it was on its way", async () => {
    const bot = await startedBot();
    const post = bot.chat.messenger.post;
    bot.chat.messenger.post = async (channel, view, key) => {
      bot.chat.messenger.post = post;
      const id = await post(channel, view, key);
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

it("the pause after an attempt doubles from a second to five minutes, half of it at random", () => {
  const pauses = [1, 4, 50].map((attempts) => [0, 1].map((random) => pauseAfter(attempts, () => random)));
  expect(pauses).toEqual([
    [500, 1_000],
    [4_000, 8_000],
    [150_000, 300_000],
  ]);
});

it("a token that is refused holds everything back without giving anything up, and without blaming anybody", async () => {
  const bot = await startedBot();
  const revoked = new AppError("unauthorized", "token_revoked", { detail: "token_revoked" });
  const { post, openDirect } = bot.chat.messenger;
  bot.chat.messenger.post = async () => {
    throw revoked;
  };
  bot.chat.messenger.openDirect = async () => {
    throw revoked;
  };
  await bot.ask("paul@lumen.example");
  for (let hour = 0; hour < 30; hour += 1) await bot.skip(3600 * SECOND);
  Object.assign(bot.chat.messenger, { post, openDirect });
  await bot.skip(3600 * SECOND);
  expect(bot.chat.in("approvals")).toHaveLength(1);
  expect(bot.chat.dm("chloe").length).toBeGreaterThan(0);
  expect(bot.dead()).toEqual([]);
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
    throw new AppError("unavailable", "down");
  };
  await bot.ask("paul@lumen.example");
  full = false;
  bot.chat.messenger.post = post;
  await bot.settle();
  await bot.skip(60 * SECOND);
  expect(bot.chat.in("approvals")).toHaveLength(1);
});
