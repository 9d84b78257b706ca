import { describe, expect, it } from "vitest";
import { beginWork } from "../../src/app/begin-work.ts";
import { erase } from "../../src/app/erase.ts";
import type { Account } from "../../src/domain/person.ts";
import { AppError } from "../../src/errors.ts";
import { openStore } from "../../src/store/store.ts";
import type { Store } from "../../src/store/tx.ts";
import { automaticBot } from "../support/automatic.ts";
import { type Bot, invitation, START, startedBot } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";
import { restart } from "../support/restart.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const heard = (bot: Bot, kind: string, who = "ana") =>
  bot.chat
    .dm(who)
    .filter(({ key }) => key.startsWith(`alert:${kind}.`))
    .map(({ view }) => words(view));
const open = (bot: Bot) => bot.store.read((tx) => tx.alerts.open());

const beginsWork = (bot: Bot) =>
  bot.store.transact((tx) => beginWork({ tx, now: bot.now(), context: bot.context }));

async function becomes(bot: Bot, id: string, facts: Partial<Account>): Promise<void> {
  bot.chat.join(id, facts);
  bot.app.accountChanged(must(bot.chat.account(id)));
  await bot.settle();
}

describe("an Alert about spending", () => {
  it("goes on through a time in guided mode, and is over when the limit is no longer reached", async () => {
    const world = await automaticBot();
    await world.pay();
    const minutes = async (n: number) => {
      for (let left = n; left > 0; left -= 5) await world.skip(5 * MINUTE);
    };
    world.section.change((draft) => {
      draft.monthlyLimit = 150;
      draft.usage = 150;
    });
    await minutes(30);
    const { mistral } = world.bot.context;
    await restart(world.bot, null);
    await minutes(30);
    await restart(world.bot, mistral);
    await minutes(30);
    expect(open(world.bot)).toMatchObject([{ kind: "spending", found: ["limit-reached"] }]);
    world.section.change((draft) => {
      draft.monthlyLimit = 500;
    });
    await minutes(60);
    expect(heard(world.bot, "spending")).toEqual([expect.stringMatching(/no longer reached/)]);
    await world.close();
  });

  it("leaves no message that says that the limit is reached once it is not", async () => {
    const world = await automaticBot();
    await world.pay();
    const change = async (paymentFailure: boolean, monthlyLimit: number) => {
      world.section.change((draft) => Object.assign(draft, { paymentFailure, monthlyLimit, usage: 150 }));
      for (let left = 30; left > 0; left -= 5) await world.skip(5 * MINUTE);
    };
    await change(false, 150);
    await change(true, 150);
    await change(false, 500);
    expect(heard(world.bot, "spending")).toHaveLength(2);
    expect(heard(world.bot, "spending").join()).not.toMatch(/limit is reached/);
    await world.close();
  });
});

describe("an Alert about a closed channel", () => {
  const closed = async () => {
    const bot = await startedBot();
    bot.app.placeClosed({ platform: "slack", channel: "news" }, { reason: "channel_deleted", name: null });
    await bot.settle();
    return bot;
  };

  it("is over when the settings name another channel", async () => {
    const bot = await closed();
    const settings = { level: "everything", approvals: "approvals", news: "random", domains: "", seats: [] };
    await bot.as("ana").submit({ form: "settings" }, { ...settings, approvers: ["ben"], reminders: [] });
    expect(open(bot)).toEqual([]);
    expect(heard(bot, "closed")).toEqual([expect.stringMatching(/nothing to do/)]);
  });

  it("is over when its platform is configured no more", async () => {
    const bot = await closed();
    Object.assign(bot.context, { messengers: [] });
    beginsWork(bot);
    expect(open(bot)).toEqual([]);
  });
});

describe("an Alert about work that was given up", () => {
  it("is over within a day when a person who was erased was all that the work was for", async () => {
    const bot = await startedBot();
    beginsWork(bot);
    await bot.as("chloe").command("help");
    bot.chat.failNext(new AppError("invalid", "no"));
    const to = { person: bot.personOf("chloe").id };
    const options = { key: "one", group: "to:chloe", dueAt: bot.now() };
    bot.store.transact((tx) => tx.jobs.enqueue({ kind: "post", subject: "setup:1", to }, options));
    await bot.settle();
    expect(open(bot)).toMatchObject([{ kind: "trouble" }]);
    bot.store.transact((tx) =>
      erase({ tx, now: bot.now() }, must(tx.erasure.find("chloe@lumen.example")), "bot"),
    );
    await bot.skip(DAY + MINUTE);
    expect(open(bot)).toEqual([]);
  });
});

describe("an Alert about somebody who left", () => {
  it("is over when they are back", async () => {
    const bot = await startedBot();
    await bot.as("ben").command("help");
    await becomes(bot, "ben", { standing: "gone" });
    expect(open(bot)).toMatchObject([{ kind: "left", person: bot.personOf("ben").id }]);
    await becomes(bot, "ben", { standing: "member" });
    expect(open(bot)).toEqual([]);
  });
});

describe("an Alert about the daily check", () => {
  it("tells no new owner that nothing was found", async () => {
    const world = await automaticBot();
    const { bot } = world;
    await world.pay();
    bot.chat.join("zed", { admin: true });
    for (let gone = 0; gone < 7; gone += 1) await world.skip(4 * HOUR);
    expect(heard(bot, "drift")).toHaveLength(1);
    world.section.change((draft) => {
      const email = "ben@lumen.example";
      const roles = ["organization_admin" as const];
      draft.members.push({ ...must(draft.members[0]), id: crypto.randomUUID(), name: "ben", email, roles });
    });
    for (let gone = 0; gone < 2; gone += 1) await world.skip(HOUR);
    await becomes(bot, "ana", { standing: "gone" });
    await bot.as("zed").press({ do: "claim" });
    await bot.settle();
    expect(heard(bot, "drift", "zed")).toEqual([]);
    await world.close();
  });
});

describe("an Alert about an outage", () => {
  it("is told although the first try to write that down failed", async () => {
    const real = openStore({ path: ":memory:", kind: "real", clock: () => START, redrawAfterMs: 0 });
    let fails = 1;
    const store: Store = {
      ...real,
      transact: (work) =>
        real.transact((tx) => {
          const done = work(tx);
          const isTold = tx.alerts.open().some(({ toldAt }) => toldAt !== null);
          if (isTold && fails > 0) {
            fails -= 1;
            throw new AppError("unavailable", "disk full");
          }
          return done;
        }),
    };
    const bot = await bothBot({ store });
    bot.teams.messenger.post = () => Promise.reject(new AppError("unavailable", "down"));
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    for (let gone = 0; gone < 60; gone += 1) await bot.skip(30_000);
    expect(fails).toBe(0);
    expect(heard(bot, "outage")).toHaveLength(1);
  });

  it("draws no card again when people are told of it", async () => {
    const bot = await startedBot();
    await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await bot.as("ben").press({ do: "approve", request: 1 });
    const facts = { kind: "outage", of: "mistral", refused: false } as const;
    const alert = bot.store.transact((tx) =>
      tx.alerts.insert({ ...facts, since: bot.now(), toldAt: null, until: null }),
    );
    await bot.skip(MINUTE);
    bot.store.transact((tx) => tx.alerts.told(alert.id, bot.now()));
    expect(bot.store.read((tx) => tx.jobs.figures(bot.now() + 10_000).due)).toBe(0);
    expect(open(bot)).toMatchObject([{ toldAt: bot.now() }]);
  });
});

it("Alerts that are over are forgotten after 90 days", async () => {
  const bot = await startedBot();
  beginsWork(bot);
  const { id } = bot.store.transact((tx) =>
    tx.alerts.insert({ kind: "payment-removed", since: START, toldAt: START, until: START }),
  );
  await bot.skip(89 * DAY);
  expect(bot.store.read((tx) => tx.alerts.get(id))).not.toBeNull();
  await bot.skip(3 * DAY);
  expect(bot.store.read((tx) => tx.alerts.get(id))).toBeNull();
});
