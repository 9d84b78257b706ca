import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { invitation, PAUL, startedBot } from "../../support/world/bot.ts";
import { buttonsOf, said, words } from "../../support/world/chat.ts";
import { MINUTE } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

const ana = () => world.bot.as("ana");
const add = (names: string) => ana().submit({ form: "workspaces" }, { names });
const checklist = async () => said(await ana().command(""));
const made = () => world.section.get().workspaces.map(({ name }) => name);
const rows = () => world.bot.store.read((tx) => tx.workspaces.all());
const step = () => world.bot.setup().steps.workspaces;
const posts = () =>
  world.mistral.calls().filter(({ method, path }) => method === "POST" && path.endsWith("/workspaces"));
const refuse = (status: number) => world.refuses(status, { method: "POST", path: "/v1/admin/workspaces" });
const trouble = (person: string) => world.bot.chat.cards(`dm-${person}`, "alert:trouble.");

/** At Mistral the owner has another address than in chat. */
function ownerIs(email: string): void {
  world.section.change((draft) => {
    must(draft.members[0]).email = email;
  });
}

describe("a Workspace whose owner is not a Member yet", () => {
  beforeEach(async () => {
    ownerIs("a.duarte@lumen.example");
    // Gone is who is missing twice.
    await world.skip(11 * MINUTE);
    await world.skip(11 * MINUTE);
    expect(said(await add("Engineering\nProduction"))).toMatch(
      /They wait until ana has joined the Organization/,
    );
    expect(posts()).toHaveLength(0);
  });

  it("waits and says for whom, and goes on by itself when they have joined", async () => {
    expect(await checklist()).toMatch(/Not created until @ana has joined .*: Engineering, Production\./);
    expect(await add("production")).toEqual({
      kind: "errors",
      errors: { names: expect.stringMatching(/a Workspace named “Production” already/) },
    });
    ownerIs("ana@lumen.example");
    await world.skip(11 * MINUTE);
    expect(made()).toEqual(expect.arrayContaining(["Engineering", "Production"]));
    expect(await checklist()).toMatch(/Workspaces: Engineering, Production\./);
  });

  it("was made by hand once somebody says so", async () => {
    await ana().press({ do: "confirm", step: "workspaces" });
    expect(rows()).toMatchObject([{ state: "created", evidence: { kind: "confirmed" } }, {}]);
    expect(await checklist()).toMatch(/Workspaces: Engineering, Production\./);
  });

  it("that was made by hand is looked up by its name before anybody is invited to it", async () => {
    await world.pay();
    await ana().press({ do: "confirm", step: "workspaces" });
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
    expect(await checklist()).toMatch(/Lab was not created\. Mistral refused it\. One of nearly that name/);
    expect(words(must(trouble("ana")[0]).view)).toMatch(/Mistral refused it/);
    await add("Lab");
    expect(made()).toContain("Lab");
    expect(rows()).toHaveLength(1);
    expect(words(must(trouble("ana")[0]).view)).toMatch(/nothing more to do/);
    expect(buttonsOf(must(trouble("ana")[0]).view)).toEqual([]);
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
    expect(trouble("chloe")).toHaveLength(1);
    expect(buttonsOf(must(trouble("chloe")[0]).view)).not.toContain("Try again");
  });
});

it("a Workspace whose answer was lost is looked up and not ordered again, and its step closes with Mistral's word", async () => {
  world.losesAnswer({ method: "POST", path: "/v1/admin/workspaces" });
  await add("Lab");
  await world.skip(MINUTE);
  expect(posts()).toHaveLength(1);
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
  const after = said(await bot.as("ana").command(""));
  expect(after).toMatch(/Workspaces: Lab\./);
  expect(after).not.toContain("Shop");
  expect(bot.setup().steps.workspaces.state).toBe("done");
});
