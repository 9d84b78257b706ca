import { expect, it } from "vitest";
import { erase } from "../../../src/app/record/erase.ts";
import { type AlertFacts, OUTAGES_OF } from "../../../src/domain/alert.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, createBot, START, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const heard = (bot: Bot, who = "ana") => bot.chat.told(who, "alert:drift.");

it("an Alert is over once what it is about is configured no more, and not before", async () => {
  const bot = await bothBot({ mistral: createMemoryMistral(() => START).admin });
  const place = { platform: "slack", channel: "news", reason: "is_archived", name: null } as const;
  const facts: AlertFacts[] = [
    ...OUTAGES_OF.map((of) => ({ kind: "outage", of, refused: false }) as const),
    ...[{ kind: "closed", ...place } as const, { kind: "admin-key", noRights: false } as const],
    { kind: "other-organization" },
  ];
  const life = { since: START, toldAt: START, until: null };
  bot.store.transact((tx) => facts.map((one) => tx.alerts.insert({ ...one, ...life })));
  bot.begin();
  expect(bot.alerts()).toHaveLength(facts.length);
  Object.assign(bot.context, { mistral: null });
  bot.begin();
  expect(bot.alerts().map((alert) => ("of" in alert ? alert.of : alert.kind))).toEqual([
    ...["slack", "teams", "slack-socket", "closed"],
  ]);
  Object.assign(bot.context, { messengers: [] });
  bot.begin();
  expect(bot.alerts()).toEqual([]);
});

it("an Alert about work that was given up is over within a day when the work was for a person who was erased", async () => {
  const bot = await startedBot();
  bot.begin();
  await bot.as("chloe").command("help");
  bot.chat.failNext(new AppError("invalid", "no"));
  const to = { person: bot.personOf("chloe").id };
  const options = { key: "one", group: "to:chloe", dueAt: bot.now() };
  bot.store.transact((tx) => tx.jobs.enqueue({ kind: "post", subject: "setup:1", to }, options));
  await bot.settle();
  expect(bot.alerts()).toMatchObject([{ kind: "trouble" }]);
  bot.store.transact((tx) =>
    erase({ tx, now: bot.now() }, must(tx.erasure.find("chloe@lumen.example")), "bot"),
  );
  await bot.skip(DAY + MINUTE);
  expect(bot.alerts()).toEqual([]);
});

it("an Alert about somebody who left is over when they are back", async () => {
  const bot = await startedBot();
  await bot.as("ben").command("help");
  await bot.becomes("ben", { standing: "gone" });
  expect(bot.alerts()).toMatchObject([{ kind: "left", person: bot.personOf("ben").id }]);
  await bot.becomes("ben", { standing: "member" });
  expect(bot.alerts()).toEqual([]);
});

it("an Alert about the daily check tells no new owner that nothing was found", async () => {
  const world = await startAutomatic();
  const { bot } = world;
  await world.pay();
  bot.chat.join("zed", { admin: true });
  for (let gone = 0; gone < 7; gone += 1) await world.skip(4 * HOUR);
  expect(heard(bot)).toHaveLength(1);
  world.section.change((draft) => {
    const email = "ben@lumen.example";
    const roles = ["organization_admin" as const];
    draft.members.push({ ...must(draft.members[0]), id: crypto.randomUUID(), name: "ben", email, roles });
  });
  for (let gone = 0; gone < 2; gone += 1) await world.skip(HOUR);
  await bot.becomes("ana", { standing: "gone" });
  await bot.as("zed").press({ do: "claim" });
  await bot.settle();
  expect(heard(bot, "zed")).toEqual([]);
});

it("Alerts that are over are forgotten after 90 days", async () => {
  const bot = await startedBot();
  bot.begin();
  const { id } = bot.store.transact((tx) =>
    tx.alerts.insert({ kind: "payment-removed", since: START, toldAt: START, until: START }),
  );
  await bot.skip(89 * DAY);
  expect(bot.store.read((tx) => tx.alerts.get(id))).not.toBeNull();
  await bot.skip(3 * DAY);
  expect(bot.store.read((tx) => tx.alerts.get(id))).toBeNull();
});

it("that somebody signs with another secret is remembered with the newest time, and is nothing that came through", async () => {
  const bot = createBot();
  bot.app.forged("slack");
  await bot.skip(MINUTE);
  bot.app.forged("slack");
  const latest = (key: string) => bot.store.read((tx) => tx.processedRequests.latest(key));
  expect([latest("forged:slack"), latest("slack:")]).toEqual([bot.now(), null]);
});
