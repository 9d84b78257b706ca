import { beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { startedBot } from "../../support/world/bot.ts";
import { buttonsOf, said as read, words } from "../../support/world/chat.ts";
import { MINUTE } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

/** What a reply says, or all of one that opens a form. */
const said = (reply: Reply): string => (reply.kind === "open" ? JSON.stringify(reply) : read(reply));
const add = (names: string, values: Record<string, string | null> = {}) =>
  world.bot.as("ana").submit({ form: "workspaces" }, { names, ...values });
const opened = async (person = "ana") =>
  said(await world.bot.as(person).press({ do: "open", to: { form: "workspaces" } }));
const checklist = async () => said(await world.bot.as("ana").command(""));
const made = () => world.section.get().workspaces.map(({ name }) => name);
const rows = () => world.bot.store.read((tx) => tx.workspaces.all());
const posts = () =>
  world.mistral.calls().filter(({ method, path }) => method === "POST" && path.endsWith("/workspaces"));
const refuse = (status: number) => world.refuses(status, { method: "POST", path: "/v1/admin/workspaces" });
const trouble = (person: string) =>
  world.bot.chat.dm(person).filter(({ key }) => key.startsWith("alert:trouble."));

/** At Mistral the owner has another address than in chat. */
function ownerIs(email: string): void {
  world.section.change((draft) => {
    must(draft.members[0]).email = email;
  });
}

describe("a Workspace whose administrator is not a Member yet", () => {
  beforeEach(async () => {
    ownerIs("a.duarte@lumen.example");
    // Gone is who is missing twice.
    await world.skip(11 * MINUTE);
    await world.skip(11 * MINUTE);
  });

  it("waits, and says for whom", async () => {
    expect(said(await add("Lab"))).toMatch(/waits until ana has joined the Organization at Mistral/);
    expect(posts()).toHaveLength(0);
    expect(await checklist()).toMatch(/Not created until @ana has joined .*: Lab\./);
    expect(await opened()).toMatch(/Not created until .*"name":"ana".*Lab/);
    expect(rows()).toMatchObject([{ state: "waiting", trouble: "owner_not_member" }]);
  });

  it("waits among others, and is no reason to say that it is there already", async () => {
    await add("Engineering\nProduction");
    expect(await checklist()).toMatch(/Not created until @ana has joined .*: Engineering, Production\./);
    const again = await world.bot.as("ana").submit({ form: "workspaces" }, { names: "production" });
    expect(again).toEqual({
      kind: "errors",
      errors: { names: expect.stringMatching(/“Production” is ordered already/) },
    });
  });

  it("goes on by itself when they have joined", async () => {
    await add("Lab");
    ownerIs("ana@lumen.example");
    await world.skip(11 * MINUTE);
    expect(made()).toContain("Lab");
    expect(await checklist()).toMatch(/Workspaces: Lab\./);
  });

  it("goes on when the owner says which Admin they are, and the next one knows it", async () => {
    await add("Lab");
    const [owner] = world.section.get().members;
    expect(await opened()).toContain("a.duarte@lumen.example");
    expect(said(await add("", { admin: must(owner).id }))).toMatch(/goes on now/);
    expect(made()).toContain("Lab");
    await add("Second");
    expect(made()).toContain("Second");
  });

  it("is not made for somebody who was not offered", async () => {
    expect(said(await add("Lab", { admin: "5f0c2f1e-6a53-4d6b-9d7e-000000000000" }))).toMatch(/waits until/);
    expect(posts()).toHaveLength(0);
  });

  it("offers nobody's address to a helper who has the step", async () => {
    await world.bot.hand("workspaces", "chloe");
    expect(await opened("chloe")).not.toContain("a.duarte@");
    const [owner] = world.section.get().members;
    await world.bot.as("chloe").submit({ form: "workspaces" }, { names: "Lab", admin: must(owner).id });
    expect(posts()).toHaveLength(0);
  });
});

it("a Workspace waits when its administrator left just before", async () => {
  await world.skip(11 * MINUTE);
  ownerIs("gone@lumen.example");
  world.section.change((draft) => {
    must(draft.members[0]).id = crypto.randomUUID();
  });
  await add("Lab");
  expect(rows()).toMatchObject([{ state: "waiting", trouble: "owner_not_member" }]);
});

describe("a Workspace that Mistral refuses", () => {
  it.each([
    ["under a name like one that is there", "default workspace", /nearly that name already/],
    ["under the name of an archived one", "Old", /archived Workspace has that name/],
  ])("%s: says what to do, and its name waits in the form", async (_what, name, sentence) => {
    world.section.change((draft) => {
      const old = { id: crypto.randomUUID(), name: "Old", description: "", isDefault: false };
      draft.workspaces.push({ ...old, archived: true });
    });
    await add(`🧪 ${name}`);
    expect(rows()).toMatchObject([{ state: "failed" }]);
    expect(await checklist()).toMatch(sentence);
    expect(await opened()).toContain(`🧪 ${name}`);
    expect(words(must(trouble("ana")[0]).view)).toMatch(sentence);
    await add(`🧪 ${name} 2`);
    expect(made()).toContain(`${name} 2`);
    expect(await checklist()).not.toMatch(/was not created/);
    expect(await opened()).not.toContain(`🧪 ${name}\n`);
  });

  it.each([400, 403, 404, 409, 422])("with %i is one sentence, whatever the status means", async (status) => {
    refuse(status);
    await add("Lab");
    expect(await checklist()).toMatch(/Lab was not created\. Mistral refused it/);
    expect(said(await world.bot.as("ana").command("status"))).toMatch(
      /Choose another name, or see .*\[Choose another name\]/s,
    );
    await add("Lab");
    expect(made()).toContain("Lab");
    expect(rows()).toHaveLength(1);
    expect(words(must(trouble("ana")[0]).view)).toMatch(/nothing more to do/);
    expect(buttonsOf(must(trouble("ana")[0]).view)).toEqual([]);
  });

  it("keeps the step open until it is given up, in the form or on the card", async () => {
    const state = () => world.bot.setup().steps.workspaces.state;
    await add("Lab\ndefault workspace");
    expect(state()).toBe("open");
    expect(said(await add(""))).toMatch(/not be tried again/);
    expect(state()).toBe("done");
    expect(words(must(trouble("ana")[0]).view)).toMatch(/nothing more to do/);
    await add("DEFAULT Workspace");
    const [, second] = world.bot.dead();
    expect(second).toBeUndefined();
    await world.bot
      .as("ana")
      .press({ do: "drop-job", job: must(world.bot.store.read((tx) => tx.jobs.dead()[0])).id });
    expect(await checklist()).not.toMatch(/was not created/);
  });

  it("because there are 500 already says so", async () => {
    world.section.change((draft) => {
      for (let at = 0; at < 520; at += 1) {
        draft.workspaces.push({
          ...{ id: crypto.randomUUID(), name: `W${at}`, description: "" },
          isDefault: false,
        });
      }
    });
    refuse(422);
    await add("Lab");
    expect(await checklist()).toMatch(/500 Workspaces/);
    await add("W519");
    expect(rows().at(-1)).toMatchObject({ name: "W519", state: "created" });
  });

  it("is told to the helper who ordered it, too", async () => {
    await world.bot.hand("workspaces", "chloe");
    refuse(409);
    await world.bot.as("chloe").submit({ form: "workspaces" }, { names: "Lab" });
    expect(trouble("chloe")).toHaveLength(1);
    expect(buttonsOf(must(trouble("chloe")[0]).view)).not.toContain("Try again");
  });
});

it("an icon goes along, and none is never sent as an empty one", async () => {
  await add("🇫🇷 Paris\nLab");
  expect(world.section.get().workspaces.slice(1)).toMatchObject([
    { name: "Paris", icon: "🇫🇷" },
    { name: "Lab" },
  ]);
  expect(posts().map(({ body }) => Object.keys(body as object).includes("icon"))).toEqual([true, false]);
});

it("a Workspace whose answer was lost is looked up and not ordered again, and its step closes with Mistral's word", async () => {
  world.losesAnswer({ method: "POST", path: "/v1/admin/workspaces" });
  await add("Lab");
  await world.skip(MINUTE);
  expect(posts()).toHaveLength(1);
  expect(rows()).toMatchObject([{ state: "created" }]);
  const step = world.bot.setup().steps.workspaces;
  expect(step).toMatchObject({ state: "done", evidence: { kind: "verified" } });
});

describe("a Workspace whose name Mistral refuses with a 500", () => {
  const unclear = (): void =>
    world.mistral.faults.add({
      fault: { kind: "answer", status: 500 },
      method: "POST",
      path: "/v1/admin/workspaces",
      times: 100,
    });

  it("says so after a few tries, where the name explains it", async () => {
    unclear();
    await add("default workspace");
    for (let tries = 0; tries < 4; tries += 1) await world.skip(MINUTE);
    expect(await checklist()).toMatch(/nearly that name already/);
    expect(posts().length).toBeLessThan(5);
  });

  it("is tried on where nothing explains it, and holds up no other", async () => {
    const rule = { method: "POST", path: "/v1/admin/workspaces" };
    world.mistral.faults.add({ fault: { kind: "answer", status: 500 }, ...rule });
    await add("Lab\nShop");
    expect(made()).toHaveLength(2);
    await world.skip(MINUTE);
    expect(made()).toEqual(expect.arrayContaining(["Lab", "Shop"]));
  });
});

it("a form without a name and without a choice asks for a name", async () => {
  expect(said(await add(" \n"))).toMatch(/at least one name/);
});

it("without an Admin API a card has the name to copy and the icon to choose", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "workspaces" }, { names: "🧪 Lab" });
  const card = must(bot.chat.dm("ana").find(({ key }) => key.startsWith("task:")));
  expect(words(card.view)).toMatch(/Choose 🧪 as its icon[\s\S]*\nLab\n/);
  expect(said(await bot.as("ana").command(""))).toMatch(/Not created yet: 🧪 Lab/);
  await bot.done(1, 0, "ana");
  expect(said(await bot.as("ana").command(""))).toMatch(/Workspaces: 🧪 Lab\./);
});
