import { beforeEach, describe, expect, it } from "vitest";
import { adoptMode } from "../../../src/app/worker/begin-work.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { approvedBot, type Bot, billing, PAUL, paidBot, START, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { openTasks, restart } from "../../support/world/restart.ts";
import { MINUTE } from "../../support/world/times.ts";

const ZOE = "zoe@lumen.example";

const troubles = (bot: Bot, person: string) =>
  bot.chat.dm(person).flatMap(({ key, view }) => (key.startsWith("alert:trouble.") ? [words(view)] : []));

describe("when the Admin API key goes before Mistral has carried out the orders", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await startAutomatic();
    await world.pay();
    await world.approved(`${PAUL}, ${ZOE}`);
    world.mistral.accept(must(world.mistral.mails().find(({ to }) => to === PAUL)).id);
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["active", "pending"]);
  });

  /** Somebody orders something while Mistral answers nothing else, and then the key is taken away. */
  async function orderedInVain(status: number, order: (bot: Bot) => Promise<unknown>): Promise<void> {
    world.mistral.faults.add({ fault: { kind: "answer", status }, path: "/v1/admin", probability: 1 });
    await order(world.bot);
    await world.skip(MINUTE);
    await restart(world.bot, null);
    await world.skip(MINUTE);
  }

  describe.each([401, 429, 503])("Mistral answered %i", (status) => {
    it("a removal becomes a Task", async () => {
      await orderedInVain(status, (bot) => bot.as("ben").press({ do: "remove", invitation: 1, page: 0 }));
      expect(openTasks(world.bot)).toEqual([["remove", PAUL]]);
      await world.bot.done();
      expect(world.statuses()).toEqual(["removed", "pending"]);
    });

    it("a revocation becomes a Task of the person who ordered it", async () => {
      await orderedInVain(status, (bot) => bot.as("ben").press({ do: "revoke", invitation: 2 }));
      expect(openTasks(world.bot)).toEqual([["revoke", ZOE]]);
      expect(world.bot.chat.dm("ben").some(({ key }) => key.startsWith("task:"))).toBe(true);
      await world.bot.done();
      expect(world.statuses()).toEqual(["active", "revoked"]);
    });
  });

  it("of several changes of a role the last one becomes a Task", async () => {
    await orderedInVain(503, async ({ as }) => {
      await as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
      await world.skip(1);
      await as("ben").submit({ form: "role", invitation: 1 }, { role: "member" });
    });
    expect(openTasks(world.bot)).toEqual([["role", PAUL]]);
    expect(world.bot.tasks()).toMatchObject([{ role: "member" }]);
  });

  it("a change of a role that was a Task meanwhile is done at Mistral once the key is back", async () => {
    const { mistral } = world.bot.context;
    await orderedInVain(401, (bot) =>
      bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" }),
    );
    expect(openTasks(world.bot)).toEqual([["role", PAUL]]);
    world.mistral.faults.clear();
    await world.skip(1);
    await restart(world.bot, mistral);
    expect(openTasks(world.bot)).toEqual([]);
    const roles = world.section.get().members.find(({ email }) => email === PAUL)?.roles;
    expect(roles).toEqual(["billing_manager"]);
  });

  it("a Workspace that could not be made, and is tried again, becomes a Task", async () => {
    const fault = { kind: "answer", status: 409 } as const;
    world.mistral.faults.add({ fault, path: "/v1/admin/workspaces", probability: 1, method: "POST" });
    await world.bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering", admin: null });
    await world.skip(MINUTE);
    const [dead] = world.bot.dead();
    await restart(world.bot, null);
    expect(openTasks(world.bot)).toEqual([]);
    await world.bot.as("ana").press({ do: "retry-job", job: must(dead).id });
    expect(openTasks(world.bot)).toEqual([["workspace"]]);
  });

  it("the approver who removed a Member whom the bot never invited hears that it is not done", async () => {
    const member = { name: "Rosa", roles: ["member" as const], seats: [], workspaceIds: [], createdAt: 0 };
    world.section.change((draft) =>
      draft.members.push({ ...member, id: "rosa", email: "rosa@lumen.example" }),
    );
    await world.skip(10 * MINUTE);
    await orderedInVain(503, (bot) => bot.as("ben").press({ do: "remove-member", member: "rosa", page: 0 }));
    for (const person of ["ana", "ben"]) {
      expect(troubles(world.bot, person)).toHaveLength(1);
      expect(troubles(world.bot, person)[0]).toMatch(/no Admin API key any more. Do it in Mistral's panel/);
      expect(troubles(world.bot, person)[0]).toContain("rosa@");
    }
    expect(openTasks(world.bot)).toEqual([]);
  });

  it("the owner hears that the spending limit is not set", async () => {
    await orderedInVain(503, (bot) =>
      bot.as("ana").submit({ form: "billing" }, { ...billing(), monthlyLimit: "200" }),
    );
    expect(troubles(world.bot, "ana")[0]).toMatch(/spending limit could not be set.*no Admin API key/s);
  });
});

describe("when an Admin API key comes", () => {
  /** Paul is Active and Zoe Pending, by Ben's word. */
  async function guided() {
    const bot = await approvedBot(`${PAUL}, ${ZOE}`);
    await bot.done(1, 2);
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    const { admin, state } = createMemoryMistral(() => bot.now());
    await admin.invite({ addresses: [ZOE], role: "member", seats: [], workspaceIds: [], language: null });
    const paul = { id: "paul", email: PAUL, name: "Paul", seats: [], workspaceIds: [], createdAt: 0 };
    state.members.push({ ...paul, roles: ["member"] });
    return { bot, admin, state };
  }
  const taskCard = (bot: Bot) =>
    words(must(bot.chat.dm("ben").findLast(({ key }) => key.startsWith("task:"))).view);

  it("a removal and a revocation that people had as Tasks are done at Mistral", async () => {
    const { bot, admin, state } = await guided();
    await bot.as("ben").press({ do: "remove", invitation: 1, page: 0 });
    await bot.as("ben").press({ do: "revoke", invitation: 2 });
    expect(openTasks(bot)).toHaveLength(2);
    await restart(bot, admin);
    expect(openTasks(bot)).toEqual([]);
    expect(state.members.some(({ email }) => email === PAUL)).toBe(false);
    expect(state.invites).toEqual([]);
    expect(bot.statuses()).toEqual(["removed", "revoked"]);
    expect(taskCard(bot)).toMatch(/Not needed any more since .*: it was settled another way/);
    expect(taskCard(bot)).toContain(ZOE);
    expect(taskCard(bot)).not.toMatch(/Done/);
  });

  it("a person who presses Done on a Task that the bot has taken over hears so, and not that somebody has done it", async () => {
    const { bot, admin } = await guided();
    await bot.as("ben").press({ do: "revoke", invitation: 2 });
    await restart(bot, admin);
    const late = said(await bot.done(2));
    expect(late).toMatch(/Not needed any more since .*: it was settled another way.*Nothing was changed/);
    expect(late).not.toMatch(/somebody/i);
  });

  it("a new role for a Member is set at Mistral, and one for somebody Pending stays a Task", async () => {
    const { bot, admin, state } = await guided();
    for (const id of [1, 2])
      await bot.as("ben").submit({ form: "role", invitation: id }, { role: "billing" });
    expect(openTasks(bot)).toEqual([
      ["role", PAUL],
      ["role", ZOE],
    ]);
    await restart(bot, admin);
    expect(state.members.find(({ email }) => email === PAUL)?.roles).toEqual(["billing_manager"]);
    expect(openTasks(bot)).toEqual([["role", ZOE]]);
  });
});

it("when an Admin API key comes what a person was asked to do is done by the API, and the Task has nothing left", async () => {
  const bot = await paidBot();
  await bot.ask("paul@lumen.example", "ben");
  expect(bot.statuses()).toEqual(["sending"]);
  await restart(bot, createMemoryMistral(() => START).admin);
  expect(bot.statuses()).toEqual(["pending"]);
  expect(bot.tasks()).toEqual([]);
});

describe("when the key goes", () => {
  it("what waited for the API becomes a Task", async () => {
    const { admin } = createMemoryMistral(() => START);
    admin.invite = () => new Promise(() => {});
    const bot = await startedBot({ mistral: admin });
    await bot.pay();
    void bot.ask("paul@lumen.example", "ben");
    await expect.poll(() => bot.statuses()).toEqual(["sending"]);
    Object.assign(bot.context, { mistral: null });
    bot.store.transact((tx) => adoptMode({ tx, now: bot.now(), context: bot.context }));
    bot.worker.wake();
    await expect.poll(() => bot.store.read((tx) => tx.tasks.open().length)).toBe(1);
    await expect.poll(() => bot.chat.dm("ana").some(({ key }) => key.startsWith("task:"))).toBe(true);
    expect(words(must(bot.chat.dm("ana").find(({ key }) => key.startsWith("task:"))).view)).toContain(
      "paul@",
    );
  });

  it.each([401, 503])(
    "an Invitation that was approved while Mistral answered %i becomes a Task",
    async (status) => {
      const { bot, mistral, ...world } = await startAutomatic();
      await world.pay();
      mistral.faults.add({ fault: { kind: "answer", status }, path: "/v1/admin", probability: 1 });
      await world.approved("paul@lumen.example");
      await world.skip(MINUTE);
      expect(world.statuses()).toEqual(["approved"]);
      await restart(bot, null);
      expect(world.statuses()).toEqual(["sending"]);
      expect(openTasks(bot)).toEqual([["invite", "paul@lumen.example"]]);
    },
  );

  it("an Invitation that waits for billing goes on waiting", async () => {
    const bot = await startedBot({ mistral: createMemoryMistral(() => START).admin });
    await bot.ask("paul@lumen.example", "ben");
    await restart(bot, null);
    expect(bot.statuses()).toEqual(["approved"]);
    expect(openTasks(bot)).toEqual([]);
  });
});

it("a revocation that people have confirmed and Mistral does not show counts as Pending again", async () => {
  const bot = await startedBot();
  const { admin } = createMemoryMistral(() => bot.now());
  await bot.pay();
  await bot.approved(PAUL);
  await bot.done();
  await admin.invite({ addresses: [PAUL], role: "member", seats: [], workspaceIds: [], language: null });
  await bot.as("ben").press({ do: "revoke", invitation: 1 });
  await bot.done(2);
  expect(bot.statuses()).toEqual(["revoked"]);
  await bot.skip(MINUTE);
  await restart(bot, admin);
  await bot.skip(11 * MINUTE);
  expect(bot.statuses()).toEqual(["pending"]);
});
