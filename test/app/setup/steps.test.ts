import { beforeEach, describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import { createKeyProbe } from "../../../src/mistral/probe.ts";
import { must } from "../../support/must.ts";
import { KEY } from "../../support/servers/mistral.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { billing, invitation, PAUL, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { MINUTE, SECOND } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

const setup = () => world.bot.setup();
/** Long enough for the next look, however seldom it comes. */
const look = () => world.skip(11 * MINUTE);

describe("a payment method in Mistral's audit log", () => {
  it("closes billing as verified with Mistral, although nobody confirmed anything, and sends what waited for it", async () => {
    await world.approved("bob@lumen.example");
    expect(world.statuses()).toEqual(["approved"]);
    expect(world.bot.chat.first("approvals")).toMatch(/waiting for billing/i);
    await world.bot.as("ana").home();
    const home = () => words(must(world.bot.chat.homes.get("ana")));
    expect(home()).toContain("[Confirm billing]");
    const at = world.bot.now();
    world.mistral.change({ kind: "payment", on: true });
    await look();
    const { billing: paid, steps, observed } = setup();
    expect(steps.billing).toMatchObject({ state: "done", evidence: verified("audit", at) });
    expect(observed.payment).toEqual(verified("audit", at));
    const nothing = { means: null, plan: null, monthlyLimit: null, confirmedBy: null };
    expect(paid).toEqual({ ...nothing, confirmedAt: at, warmUntil: at + 3 * MINUTE });
    expect(world.statuses()).toEqual(["pending"]);
    await world.skip(MINUTE);
    expect(home()).toMatch(/2\. Billing\n(?![\s\S]*\[Confirm billing\])/);
    await world.bot.as("ana").submit({ form: "billing" }, billing("team"));
    expect(setup().billing).toMatchObject({ plan: "team", warmUntil: at + 3 * MINUTE });
    expect(setup().steps.billing.evidence).toEqual(verified("audit", at));
    await look();
    expect(world.bot.chat.cards("news", "billing:")).toHaveLength(1);
  });

  it("that came later than a person's word makes it verified, keeps what they entered, and warms up from when it came", async () => {
    await world.bot.as("ana").submit({ form: "billing" }, { ...billing("team"), monthlyLimit: "50" });
    await world.skip(MINUTE);
    const at = world.bot.now();
    world.mistral.change({ kind: "payment", on: true });
    await world.skip(MINUTE + 5 * SECOND);
    expect(setup().steps.billing.evidence).toEqual(verified("audit", at));
    const confirmedBy = world.bot.personOf("ana").id;
    expect(setup().billing).toMatchObject({ means: "card", plan: "team", monthlyLimit: 50, confirmedBy });
    expect(setup().billing?.warmUntil).toBe(at + 3 * MINUTE);
  });

  it("that was removed opens billing again and tells the owner once; the next one is announced once, as newer", async () => {
    const news = () => world.bot.chat.said("news", "billing:");
    world.mistral.change({ kind: "payment", on: true });
    await world.bot.pay();
    await look();
    world.mistral.change({ kind: "payment", on: false });
    for (const _ of [1, 2]) await look();
    expect(setup()).toMatchObject({
      ...{ observed: { payment: null }, billing: { plan: "pay-as-you-go" } },
      steps: { billing: { state: "open", evidence: null } },
    });
    expect(world.bot.chat.told("ana", "alert:payment-removed.")).toEqual([
      expect.stringContaining("A payment method was removed"),
    ]);
    const at = world.bot.now();
    world.mistral.change({ kind: "payment", on: true });
    for (const _ of [1, 2]) await look();
    expect(setup().steps.billing.evidence).toEqual(verified("audit", at));
    expect(setup().billing?.warmUntil).toBe(at + 3 * MINUTE);
    expect(news()).toEqual([
      expect.stringMatching(/^Billing was confirmed here and has changed since\./),
      expect.stringMatching(/Payment method verified with Mistral .*, warm-up over/),
    ]);
  });

  it.each([
    ["before anybody noticed", 0],
    ["after the owner was told", 1],
  ])("that was removed does not undo what somebody confirms since, %s", async (_, told) => {
    await world.pay();
    await look();
    world.mistral.change({ kind: "payment", on: false });
    await world.skip(SECOND);
    if (told === 1) await look();
    await world.bot.as("ana").submit({ form: "billing" }, billing("team"));
    await look();
    await look();
    expect(setup().steps.billing).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
    const alerts = world.bot.chat.told("ana", "alert:payment-removed.");
    expect(alerts).toHaveLength(told);
    for (const alert of alerts) expect(alert).toContain("Billing has been done again");
  });

  it("from before somebody reopened billing does not close it again", async () => {
    world.mistral.change({ kind: "payment", on: true });
    await look();
    await world.bot.as("ana").press({ do: "reopen", step: "billing" });
    expect(world.bot.chat.said("news", "billing:")).toEqual([
      "Billing was confirmed here and has changed since.",
    ]);
    await look();
    expect(setup().steps.billing.state).toBe("open");
  });
});

const MISSING = /⚠️ This bot's own key has been refused since .*Mistral says a payment is missing/;

/** What Ana sees of billing: on her page, in the checklist, in the status. */
async function everywhere(): Promise<string[]> {
  const { as, chat } = world.bot;
  const shown = [await as("ana").command("setup"), await as("ana").command("status")].map(said);
  return [words(must(chat.homes.get("ana"))), ...shown];
}

it("that Mistral refuses a key stands beside billing everywhere once it is warm, until a key works", async () => {
  await world.bot.as("ana").home();
  await world.bot.pay();
  await world.skip(MINUTE);
  for (const shown of await everywhere()) expect(shown).not.toMatch(/Mistral refuses/);
  await world.skip(2 * MINUTE);
  for (const shown of await everywhere()) {
    expect(shown).toMatch(MISSING);
    expect(shown).not.toContain("Warming up");
  }
  world.mistral.change({ kind: "payment", on: true });
  await world.skip(5 * MINUTE);
  await world.skip(MINUTE);
  for (const shown of await everywhere()) expect(shown).not.toMatch(/Mistral refuses/);
});

it("a key that Mistral accepts is only half of Verify: the other half is a person's word in guided mode", async () => {
  await world.pay();
  await world.skip(3 * MINUTE);
  const bot = await startedBot({ probe: createKeyProbe({ baseUrl: world.url, key: KEY }) });
  await bot.pay();
  await bot.ask(PAUL, "ben");
  await bot.done(1, 9);
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  await bot.skip(3 * MINUTE);
  const verify = { state: "done", evidence: { kind: "confirmed" } };
  expect(bot.setup()).toMatchObject({ keyWorks: { kind: "verified" }, steps: { verify } });
});

const ana = () => world.bot.as("ana");
const add = (names: string) => ana().submit({ form: "workspaces" }, { names });
const checklist = async () => said(await ana().command(""));
const made = () => world.section.get().workspaces.map(({ name }) => name);
const rows = () => world.bot.store.read((tx) => tx.workspaces.all());
const step = () => world.bot.setup().steps.workspaces;
const posts = () => world.posts("/workspaces");
const refuse = (status: number) => world.refuses(status, { method: "POST", path: "/v1/admin/workspaces" });
const trouble = (person: string) => world.bot.chat.told(person, "alert:trouble.");

/** At Mistral the owner has another address than in chat. */
const ownerIs = (email: string) =>
  world.section.change((draft) => Object.assign(must(draft.members[0]), { email }));

describe("a Workspace whose owner is not a Member yet", () => {
  beforeEach(async () => {
    ownerIs("a.duarte@lumen.example");
    // Gone is who is missing twice.
    for (const _ of [1, 2]) await look();
    expect(said(await add("Engineering\nProduction"))).toMatch(/They wait until ana has joined at Mistral/);
    expect(posts()).toBe(0);
  });

  it("waits and says for whom, and goes on by itself when they have joined", async () => {
    expect(await checklist()).toMatch(/Created once @ana has joined at Mistral: Engineering, Production\./);
    expect(said(await add("production"))).toMatch(/A Workspace named “Production” already/);
    ownerIs("ana@lumen.example");
    await look();
    expect(made()).toEqual(expect.arrayContaining(["Engineering", "Production"]));
    expect(await checklist()).toMatch(/Workspaces: Engineering, Production\./);
  });

  it("was made by hand once somebody says so, and is looked up by its name before anybody is invited to it", async () => {
    await world.pay();
    await ana().press({ do: "confirm", step: "workspaces" });
    expect(rows()).toMatchObject([{ state: "created", evidence: { kind: "confirmed" } }, {}]);
    expect(await checklist()).toMatch(/Workspaces: Engineering, Production\./);
    const id = "99999999-9999-4999-8999-999999999999";
    world.section.change((draft) => {
      draft.workspaces.push({ ...must(draft.workspaces[0]), id, name: "Engineering" });
    });
    await world.bot.as("ana").submit({ form: "invite" }, { ...invitation(PAUL), workspaces: ["1"] });
    await world.skip(MINUTE);
    expect(world.section.get().invites.at(-1)).toMatchObject({ workspaceIds: [id] });
    expect(rows()).toMatchObject([{ mistralId: id }, { mistralId: null }]);
  });
});

describe("a Workspace that Mistral refuses", () => {
  it.each([403, 409])("with %i is one sentence, whatever the status means", async (status) => {
    refuse(status);
    await add("Lab");
    expect(rows()).toMatchObject([{ state: "failed" }]);
    expect(await checklist()).toMatch(/Lab was not created\. Mistral refused it: a similar name/);
    expect(trouble("ana")).toEqual([expect.stringMatching(/Mistral refused it/)]);
    await add("Lab");
    expect(made()).toContain("Lab");
    expect(rows()).toHaveLength(1);
    expect(trouble("ana")).toEqual([expect.stringMatching(/^[^[]*Nothing left to do here[^[]*$/)]);
  });

  it("keeps the step open until it is given up on its card", async () => {
    await add("Lab\ndefault workspace");
    expect(step().state).toBe("open");
    const [dead] = world.bot.dead();
    await ana().press({ do: "drop-job", job: must(dead).id });
    expect(step()).toMatchObject({ state: "done", evidence: { kind: "verified" } });
    expect(await checklist()).not.toMatch(/was not created/);
  });

  it("is told to the helper who ordered it, too", async () => {
    await world.bot.hand("workspaces", "chloe");
    refuse(409);
    await world.bot.as("chloe").submit({ form: "workspaces" }, { names: "Lab" });
    expect(trouble("chloe")).toEqual([expect.not.stringContaining("[Try again]")]);
  });
});

it("a Workspace whose answer was lost is looked up and not ordered again, and its step closes with Mistral's word", async () => {
  world.losesAnswer({ method: "POST", path: "/v1/admin/workspaces" });
  await add("Lab");
  await world.skip(MINUTE);
  expect(posts()).toBe(1);
  expect(rows()).toMatchObject([{ state: "created" }]);
  expect(step()).toMatchObject({ state: "done", evidence: { kind: "verified" } });
});

it("without an Admin API a card has the name to copy, and its Done makes the Workspace", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "workspaces" }, { names: "Lab" });
  expect(bot.chat.told("ana", "task:")[0]).toMatch(/\nLab\n/);
  expect(said(await bot.as("ana").command(""))).toMatch(/Not created yet: Lab/);
  await bot.done(1, 0, "ana");
  expect(said(await bot.as("ana").command(""))).toMatch(/Workspaces: Lab\./);
});

it("what is not possible is given up once somebody says that the step is done, and the checklist warns no more", async () => {
  const bot = await startedBot();
  await bot.hand("workspaces", "chloe");
  await bot.as("chloe").submit({ form: "workspaces" }, { names: "Lab\nShop" });
  await bot.done(1, 0, "chloe");
  await bot.as("chloe").submit({ form: "impossible", task: 2 }, { reason: "the name is taken" });
  expect(said(await bot.as("ana").command(""))).toMatch(/Shop was not created/);
  await bot.as("ana").press({ do: "confirm", step: "workspaces" });
  expect(said(await bot.as("ana").command(""))).toMatch(/^(?!.*Shop).*Workspaces: Lab\./s);
  expect(bot.setup().steps.workspaces.state).toBe("done");
});
