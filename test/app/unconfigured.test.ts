import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { beginWork } from "../../src/app/begin-work.ts";
import { AppError } from "../../src/errors.ts";
import { automaticBot } from "../support/automatic.ts";
import { type Bot, billing, createBot, START, startedBot } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { words } from "../support/chat.ts";
import { createMemoryMistral } from "../support/memory-mistral.ts";
import { must } from "../support/must.ts";
import { restart } from "../support/restart.ts";

const MINUTE = 60_000;

const said = (reply: Reply): string => (reply.kind === "show" ? words(reply.view) : reply.kind);
const pages = async (bot: Bot) => `${said(await bot.as("ana").command("status"))}
${said(await bot.as("ana").command(""))}`;
const card = (bot: Bot, kind: string) =>
  words(must(bot.chat.dm("ana").find(({ key }) => key.startsWith(kind))).view);

async function minutes(world: { skip: (ms: number) => Promise<void> }, count: number): Promise<void> {
  for (let gone = 0; gone < count; gone += 1) await world.skip(MINUTE);
}

describe("once the Admin API key is configured no more", () => {
  it("nothing says that Mistral does not answer", async () => {
    const world = await automaticBot();
    await world.pay();
    const fault = { kind: "answer", status: 503 } as const;
    world.mistral.faults.add({ fault, path: "/v1/admin", probability: 1 });
    await world.approved("paul@lumen.example");
    await minutes(world, 15);
    expect(await pages(world.bot)).toMatch(/Mistral has not answered/);
    await restart(world.bot, null);
    await world.skip(MINUTE);
    expect(await pages(world.bot)).not.toMatch(/has not answered/);
    expect(words(must(world.bot.chat.in("approvals").at(-1)).view)).not.toMatch(/answered/);
    expect(card(world.bot, "alert:outage.")).toMatch(/That is over/);
    await world.close();
  });

  it("nothing says that Mistral refuses it", async () => {
    const world = await automaticBot();
    await world.pay();
    const fault = { kind: "answer", status: 401 } as const;
    world.mistral.faults.add({ fault, path: "/v1/admin", probability: 1 });
    await minutes(world, 15);
    expect(await pages(world.bot)).toMatch(/Mistral has refused the Admin API key/);
    await restart(world.bot, null);
    await world.skip(MINUTE);
    expect(await pages(world.bot)).not.toMatch(/has refused/);
    expect(card(world.bot, "alert:admin-key.")).toMatch(/the bot went on in guided mode/);
    await world.close();
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
    expect(card(bot, "alert:other-organization.")).toMatch(/the bot went on in guided mode/);
  });
});

describe("once a platform is configured no more", () => {
  it("nothing says that it does not answer", async () => {
    const bot = await bothBot();
    const down = async () => {
      throw new AppError("unavailable", "503", { detail: "http_503" });
    };
    Object.assign(bot.teams.messenger, { post: down, update: down, openDirect: down, account: down });
    await bot.as("ana").submit({ form: "billing" }, billing());
    await minutes(bot, 15);
    expect(await pages(bot)).toMatch(/Teams has not answered/);
    Object.assign(bot.context, { messengers: [bot.chat.messenger] });
    bot.store.transact((tx) => beginWork({ tx, now: bot.now(), context: bot.context }));
    await minutes(bot, 2);
    expect(await pages(bot)).not.toMatch(/has not answered/);
    expect(card(bot, "alert:outage.")).toMatch(/That is over/);
  });
});
