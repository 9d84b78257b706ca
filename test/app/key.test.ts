import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createKeyProbe } from "../../src/mistral/probe.ts";
import type { Fault } from "../../src/sandbox/fault.ts";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { billing, createBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { KEY } from "../support/mistral.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
});
afterEach(() => world.close());

const setup = () => must(world.bot.store.read((tx) => tx.setup.load()));
const asked = (path: string) => world.mistral.calls().filter((call) => call.path === path).length;
const tokens = () => asked("/v1/chat/completions");
const heard = () => world.bot.chat.in("news").filter(({ key }) => key.startsWith("billing:"));
const refusal = (status: number, message: string): Fault => ({ kind: "answer", status, body: { message } });

async function working(): Promise<void> {
  await world.pay();
  await world.skip(3 * MINUTE);
}

describe("the bot's own key", () => {
  it("is proven with one token, and never again with another, also after a restart", async () => {
    await working();
    expect(setup().keyWorks).toMatchObject({ kind: "verified", source: "probe" });
    expect(tokens()).toBe(1);
    await world.bot.worker.stop(1000);
    const { store } = world.bot;
    const again = createBot({ store, probe: createKeyProbe({ baseUrl: world.url, key: KEY }) });
    const before = asked("/v1/models");
    await again.skip(3 * DAY);
    expect(asked("/v1/models")).toBeGreaterThan(before);
    expect(tokens()).toBe(1);
  });

  it("is looked at once a day with the list of models when it works", async () => {
    await working();
    const before = asked("/v1/models");
    for (let day = 0; day < 3; day += 1) await world.skip(1.2 * DAY);
    expect(asked("/v1/models") - before).toBe(3);
    expect(setup().observed.probe).toMatchObject({ outcome: "works", failingSince: null });
  });

  it("is known to fail since the first refusal after it worked, and to work again", async () => {
    await working();
    const failing = refusal(402, "The monthly spending limit is reached");
    world.mistral.faults.add({ path: "/v1/models", fault: failing });
    await world.skip(1.2 * DAY);
    expect(setup().observed.probe).toMatchObject({ outcome: "spent", failingSince: world.bot.now() });
    await world.skip(11 * MINUTE);
    expect(setup().observed.probe).toMatchObject({ outcome: "works", failingSince: null });
    expect(tokens()).toBe(1);
  });

  it("is tried again from the beginning when Verify is reopened", async () => {
    await working();
    await world.bot.as("ana").press({ do: "reopen", step: "verify" });
    expect(tokens()).toBe(2);
    expect(setup().keyWorks).toMatchObject({ kind: "verified" });
  });

  it("is not asked again before the time that Mistral asked for", async () => {
    const headers = { "retry-after": "3000" };
    world.mistral.faults.add({ path: "/v1/models", fault: { kind: "answer", status: 429, headers } });
    await world.skip(11 * MINUTE);
    const before = asked("/v1/models");
    await world.skip(30 * MINUTE);
    expect(asked("/v1/models")).toBe(before);
    await world.skip(30 * MINUTE);
    expect(asked("/v1/models")).toBeGreaterThan(before);
  });

  it("says nothing about keys when no model would talk", async () => {
    for (let times = 0; times < 50; times += 1)
      world.mistral.faults.add({ path: "/v1/chat/completions", fault: refusal(404, "No such model") });
    await working();
    expect(setup().observed.probe?.outcome).toBe("answers");
    expect(setup().keyWorks).toBeNull();
    expect(heard()).toHaveLength(1);
  });
});

describe("the end of the warm-up", () => {
  const owner = () => world.bot.chat.dm("ana").filter(({ key }) => key.startsWith("refused:"));
  const keyWords = async () => {
    const reply = await world.bot.as("chloe").command("key");
    return reply.kind === "show" ? words(reply.view) : "";
  };

  it("while the key is refused is told the owner with the reason, and the channel once it works", async () => {
    await world.bot.as("ana").submit({ form: "billing" }, billing());
    await world.skip(MINUTE);
    expect(await keyWords()).toMatch(/wait until/);
    expect(await keyWords()).not.toMatch(/has been refused/);
    expect(owner()).toHaveLength(0);
    await world.skip(2 * MINUTE);
    expect(words(must(owner()[0]).view)).toMatch(/no payment method/);
    expect(await keyWords()).toMatch(/has been refused since .* no payment method/);
    expect(heard()).toHaveLength(0);
    world.mistral.change({ kind: "payment", on: true });
    await world.skip(5 * MINUTE);
    expect(words(must(heard()[0]).view)).toMatch(
      /keys should work now.*\n.*A key works, verified with Mistral/,
    );
    expect(words(must(owner()[0]).view)).toMatch(/Mistral accepts the key/);
    expect(owner()).toHaveLength(1);
  });

  it("is told without a claim about keys when Mistral could not be asked", async () => {
    await world.pay();
    for (let times = 0; times < 20; times += 1)
      world.mistral.faults.add({ path: "/v1/models", fault: { kind: "page", status: 502 } });
    await world.skip(3 * MINUTE);
    expect(words(must(heard()[0]).view)).toMatch(/keys should work now/);
    expect(words(must(heard()[0]).view)).not.toMatch(/A key works/);
  });

  it("is no news of a refusal that was there before, for a payment that is confirmed again", async () => {
    await working();
    world.mistral.change({ kind: "payment", on: false });
    await world.bot.as("ana").submit({ form: "billing" }, billing());
    await world.skip(2 * MINUTE);
    expect(setup().observed.probe).toMatchObject({ outcome: "works", failingSince: null });
    await world.skip(MINUTE);
    expect(setup().observed.probe).toMatchObject({ outcome: "unpaid", failingSince: world.bot.now() });
    expect(heard()).toHaveLength(1);
    expect(owner()).toHaveLength(1);
  });
});
