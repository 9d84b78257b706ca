import { beforeEach, describe, expect, it } from "vitest";
import { createKeyProbe } from "../../../src/mistral/probe.ts";
import { must } from "../../support/must.ts";
import { KEY } from "../../support/servers/mistral.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { createBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { DAY, MINUTE } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

const setup = () => world.bot.setup();
const asked = (path: string) => world.mistral.calls().filter((call) => call.path === path).length;
const tokens = () => asked("/v1/chat/completions");
const probe = () => createKeyProbe({ baseUrl: world.url, key: KEY });
const heard = () => world.bot.chat.said("news", "billing:");
const refuse = (path: string, status: number, message: string, times = 1) =>
  world.mistral.faults.add({ path, times, fault: { kind: "answer", status, body: { message } } });

async function working(): Promise<void> {
  await world.pay();
  await world.skip(3 * MINUTE);
}

describe("the bot's own key", () => {
  it("is proven with one token, looked at once a day without another, also after a restart, and proven anew with Verify", async () => {
    await working();
    expect(setup().keyWorks).toMatchObject({ kind: "verified", source: "probe" });
    const before = asked("/v1/models");
    await world.live(3.6 * DAY, 1.2 * DAY);
    expect(asked("/v1/models") - before).toBe(3);
    expect(tokens()).toBe(1);
    await world.bot.as("ana").press({ do: "reopen", step: "verify" });
    expect(tokens()).toBe(2);
    expect(setup().keyWorks).toMatchObject({ kind: "verified" });
    await world.bot.worker.stop(1000);
    const again = createBot({ store: world.bot.store, probe: probe() });
    await again.skip(3 * DAY);
    expect(tokens()).toBe(2);
  });

  it("is known to fail since the first refusal after it worked, and to work again", async () => {
    await working();
    refuse("/v1/models", 402, "The monthly spending limit is reached");
    await world.skip(1.2 * DAY);
    expect(setup().observed.probe).toMatchObject({ outcome: "spent", failingSince: world.bot.now() });
    await world.skip(11 * MINUTE);
    expect(setup().observed.probe).toMatchObject({ outcome: "works", failingSince: null });
  });

  it("is not asked again before the time that Mistral asked for", async () => {
    const headers = { "retry-after": "3000" };
    world.mistral.faults.add({ path: "/v1/models", fault: { kind: "answer", status: 429, headers } });
    await world.skip(11 * MINUTE);
    expect(setup().observed.probe).toMatchObject({ outcome: "busy" });
    const before = asked("/v1/models");
    await world.skip(30 * MINUTE);
    expect(asked("/v1/models")).toBe(before);
    await world.skip(30 * MINUTE);
    expect(asked("/v1/models")).toBeGreaterThan(before);
  });

  it("is forgotten when it is configured no more, but not what it proved", async () => {
    await working();
    await world.bot.worker.stop(1000);
    const { store } = world.bot;
    createBot({ store }).begin();
    expect(setup().observed).toMatchObject({ probe: null, keyOwner: null });
    expect(setup().keyWorks).toMatchObject({ kind: "verified" });
  });
});

describe("the end of the warm-up", () => {
  const owner = () => world.bot.chat.told("ana", "refused:");
  const keyWords = async () => said(await world.bot.as("chloe").command("key"));

  it("while the key is refused is told the owner with the reason, and the channel once it works", async () => {
    await world.bot.pay();
    await world.skip(MINUTE);
    expect(await keyWords()).toMatch(/wait until/);
    expect(await keyWords()).not.toMatch(/has been refused/);
    expect(owner()).toHaveLength(0);
    await world.skip(2 * MINUTE);
    expect(owner()[0]).toMatch(/no payment method/);
    expect(await keyWords()).toMatch(/has been refused since [\s\S]* no payment method/);
    expect(heard()).toEqual([]);
    world.mistral.change({ kind: "payment", on: true });
    await world.skip(5 * MINUTE);
    expect(heard()[0]).toMatch(/keys should work now.*\n.*A key works, verified with Mistral/);
    expect(owner()).toEqual([expect.stringMatching(/Mistral accepts this bot's own key/)]);
  });

  it("is told the channel when somebody's key works, though the bot's own is refused", async () => {
    world.refuses(401, { path: "/v1/models", times: 99 });
    await world.invited("kenji@lumen.example");
    world.accept();
    await world.skip(4 * MINUTE);
    expect(heard()).toHaveLength(0);
    expect(owner()[0]).toMatch(/may be incomplete, expired or revoked/);
    await world.bot.as("kenji").press({ do: "key-works", invitation: 1 });
    await world.skip(2 * MINUTE);
    expect(heard()[0]).toMatch(/should work now.*\n.*A key works, confirmed by @kenji/);
  });

  it("is told without a claim about keys when Mistral could not be asked", async () => {
    await world.pay();
    world.mistral.faults.add({ path: "/v1/models", times: 20, fault: { kind: "page", status: 502 } });
    await world.skip(3 * MINUTE);
    expect(heard()[0]).toMatch(/keys should work now/);
    expect(heard()[0]).not.toMatch(/A key works/);
  });

  it("is no news of a refusal that was there before, for a payment that is confirmed again", async () => {
    await working();
    world.mistral.change({ kind: "payment", on: false });
    await world.bot.pay();
    await world.skip(2 * MINUTE);
    expect(setup().observed.probe).toMatchObject({ outcome: "works", failingSince: null });
    await world.skip(MINUTE);
    expect(setup().observed.probe).toMatchObject({ outcome: "unpaid", failingSince: world.bot.now() });
    expect(heard()).toHaveLength(1);
    expect(owner()).toHaveLength(1);
  });
});

describe("a key of another organization", () => {
  const elsewhere = {
    ...{ id: "5f0c2f1e-0000-4d6b-9d7e-1f0f7f0a4b01", email: null, first_name: null, last_name: null },
    organization: { id: "11111111-1111-4111-8111-111111111111", name: "Other & Sons" },
    workspace: { id: "22222222-2222-4222-8222-222222222222", name: "Research" },
  };
  const ME = { path: "/v1/users/me", times: 99 };
  const foreign = (bot = world.bot) => bot.chat.told("ana", "alert:foreign-key.");
  const answering = (body: unknown) =>
    world.mistral.faults.add({ ...ME, fault: { kind: "answer", status: 200, body } });
  const unknown = (times = 99) =>
    world.mistral.faults.add({ ...ME, times, fault: { kind: "page", status: 502 } });

  async function restarted() {
    await world.bot.worker.stop(1000);
    const { store, context } = world.bot;
    const bot = createBot({ store, mistral: must(context.mistral), probe: probe() });
    await bot.skip(10 * MINUTE);
    return bot;
  }

  it("is told the owner once, spends no token and proves nothing", async () => {
    world.mistral.change({ kind: "domain", on: true });
    answering(elsewhere);
    const bot = await restarted();
    await world.pay();
    await bot.skip(3 * DAY);
    expect(foreign(bot)).toEqual([expect.stringMatching(/Research, Other & Sons/)]);
    expect(tokens()).toBe(0);
    expect(setup()).toMatchObject({ keyWorks: null, observed: { probe: null } });
  });

  it("proves nothing any more, until one of this Organization is back", async () => {
    await world.active("bob@lumen.example");
    await working();
    expect(setup().steps.verify.state).toBe("done");
    answering(elsewhere);
    const bot = await restarted();
    await bot.live(3.3 * DAY, 1.1 * DAY);
    expect(setup()).toMatchObject({ keyWorks: null, observed: { keyOwner: { belongs: "elsewhere" } } });
    expect(foreign(bot)).toHaveLength(1);
    expect(setup().steps.verify.state).toBe("open");
    world.mistral.faults.clear();
    await bot.worker.stop(1000);
    await restarted();
    expect(setup().steps.verify.state).toBe("done");
    expect(setup().keyWorks).toMatchObject({ kind: "verified", source: "probe" });
  });

  it("opens Verify again, where it was closed before anybody knew whose it is", async () => {
    unknown();
    await world.active("bob@lumen.example");
    await world.skip(3 * MINUTE);
    expect(setup().steps.verify).toMatchObject({ state: "done", evidence: { kind: "verified" } });
    world.mistral.faults.clear();
    answering(elsewhere);
    await world.skip(1.2 * DAY);
    expect(setup().keyWorks).toBeNull();
    expect(setup().steps.verify.state).toBe("open");
  });

  it("takes back no Verify that a person confirmed before the key proved anything", async () => {
    unknown();
    refuse("/v1/chat/completions", 404, "No such model", 99);
    await world.active("bob@lumen.example");
    await world.skip(3 * MINUTE);
    await world.bot.as("ana").submit({ form: "verify" }, { keyWorks: ["yes"] });
    world.mistral.faults.clear();
    unknown(1);
    await world.skip(11 * MINUTE);
    expect(setup().keyWorks).toMatchObject({ kind: "verified", source: "probe" });
    answering(elsewhere);
    await world.skip(1.2 * DAY);
    expect(setup().keyWorks).toBeNull();
    expect(setup().steps.verify).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
  });

  it("is for the owner to compare in guided mode", async () => {
    answering(elsewhere);
    await world.bot.worker.stop(1000);
    const bot = createBot({ store: world.bot.store, probe: probe() });
    await bot.settle();
    const answered = async (who: string) =>
      said(await bot.app.command(bot.as(who).caller, "key", `guided ${who}`));
    expect(await answered("ana")).toMatch(/is from Research, Other & Sons/);
    expect(foreign(bot)).toEqual([]);
    expect(await answered("chloe")).toMatch(/^⚠️ This bot's own key has been refused(?![\s\S]*Other & Sons)/);
  });
});
