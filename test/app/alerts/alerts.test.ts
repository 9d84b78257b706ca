import { describe, expect, it } from "vitest";
import { erase } from "../../../src/app/record/erase.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, billing, createBot, START, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { restart } from "../../support/world/restart.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const heard = (bot: Bot, kind: string, who = "ana") => bot.chat.told(who, `alert:${kind}.`);

describe("an Alert about a closed channel", () => {
  const closed = async () => {
    const bot = await startedBot();
    bot.app.placeClosed({ platform: "slack", channel: "news" }, "channel_deleted");
    await bot.settle();
    return bot;
  };

  it("is over when its platform is configured no more", async () => {
    const bot = await closed();
    Object.assign(bot.context, { messengers: [] });
    bot.begin();
    expect(bot.alerts()).toEqual([]);
  });
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
  expect(heard(bot, "drift")).toHaveLength(1);
  world.section.change((draft) => {
    const email = "ben@lumen.example";
    const roles = ["organization_admin" as const];
    draft.members.push({ ...must(draft.members[0]), id: crypto.randomUUID(), name: "ben", email, roles });
  });
  for (let gone = 0; gone < 2; gone += 1) await world.skip(HOUR);
  await bot.becomes("ana", { standing: "gone" });
  await bot.as("zed").press({ do: "claim" });
  await bot.settle();
  expect(heard(bot, "drift", "zed")).toEqual([]);
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

const pages = async (bot: Bot) => `${said(await bot.as("ana").command("status"))}
${said(await bot.as("ana").command(""))}`;
const card = (bot: Bot, kind: string) =>
  words(must(bot.chat.dm("ana").find(({ key }) => key.startsWith(kind))).view);

async function minutes(world: { skip: (ms: number) => Promise<void> }, count: number): Promise<void> {
  for (let gone = 0; gone < count; gone += 1) await world.skip(MINUTE);
}

describe("once the Admin API key is configured no more", () => {
  it.each([
    [503, "outage", /Mistral has not answered/, /did not answer properly from .* until/],
    [401, "admin-key", /Mistral has refused the Admin API key/, /refused the Admin API key from .* until/],
  ] as const)("nothing says any more that Mistral answers with %d", async (status, kind, wrong, over) => {
    const world = await startAutomatic();
    await world.pay();
    const fault = { kind: "answer", status } as const;
    world.mistral.faults.add({ fault, path: "/v1/admin", probability: 1 });
    await world.approved("paul@lumen.example");
    await minutes(world, 15);
    expect(await pages(world.bot)).toMatch(wrong);
    await restart(world.bot, null);
    await world.skip(MINUTE);
    expect(await pages(world.bot)).not.toMatch(wrong);
    expect(world.bot.chat.newest("approvals")).not.toMatch(/answered/);
    expect(card(world.bot, `alert:${kind}.`)).toMatch(over);
  });

  it("its card says no more that it is of another Organization", async () => {
    const ours = await startedBot({ mistral: createMemoryMistral(() => START).admin });
    await ours.as("ana").submit({ form: "billing" }, billing());
    await minutes(ours, 12);
    await ours.worker.stop(0);
    const other = createMemoryMistral(() => START);
    other.state.members = other.state.members.map((one) => ({
      ...one,
      id: "eve",
      email: "eve@other.example",
    }));
    const bot = createBot({ store: ours.store, around: ours.around, mistral: other.admin });
    await minutes(bot, 2);
    expect(card(bot, "alert:other-organization.")).toMatch(/shows another Organization/);
    await restart(bot, null);
    expect(card(bot, "alert:other-organization.")).toMatch(/was of another Organization from .* until/);
  });
});

it("once a platform is configured no more nothing says that it does not answer", async () => {
  const bot = await bothBot();
  const down = async () => {
    throw new AppError("unavailable", "503", { detail: "http_503" });
  };
  Object.assign(bot.teams.messenger, { post: down, update: down, openDirect: down, account: down });
  await bot.pay();
  await minutes(bot, 15);
  expect(await pages(bot)).toMatch(/Teams has not answered/);
  Object.assign(bot.context, { messengers: [bot.chat.messenger] });
  bot.begin();
  await minutes(bot, 2);
  expect(await pages(bot)).not.toMatch(/has not answered/);
  expect(card(bot, "alert:outage.")).toMatch(/did not answer properly from .* until/);
});
