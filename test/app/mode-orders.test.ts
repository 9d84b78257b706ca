import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { createMemoryMistral } from "../support/memory-mistral.ts";
import { must } from "../support/must.ts";
import { openTasks, restart } from "../support/restart.ts";

const MINUTE = 60_000;
const PAUL = "paul@lumen.example";
const ZOE = "zoe@lumen.example";

const troubles = (bot: Bot, person: string) =>
  bot.chat.dm(person).flatMap(({ key, view }) => (key.startsWith("alert:trouble.") ? [words(view)] : []));

describe("when the Admin API key goes before Mistral has done what was ordered", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await automaticBot();
    await world.pay();
    await world.approved(`${PAUL}, ${ZOE}`);
    world.mistral.accept(must(world.mistral.mails().find(({ to }) => to === PAUL)).id);
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["active", "pending"]);
  });
  afterEach(() => world.close());

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
      await world.bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
      expect(world.statuses()).toEqual(["removed", "pending"]);
    });

    it("a revocation becomes a Task of whoever ordered it", async () => {
      await orderedInVain(status, (bot) => bot.as("ben").press({ do: "revoke", invitation: 2 }));
      expect(openTasks(world.bot)).toEqual([["revoke", ZOE]]);
      expect(world.bot.chat.dm("ben").some(({ key }) => key.startsWith("task:"))).toBe(true);
      await world.bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
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
    expect(world.bot.store.read((tx) => tx.tasks.open())).toMatchObject([{ role: "member" }]);
  });

  it("a Workspace that could not be made, and is tried again, becomes a Task", async () => {
    const fault = { kind: "answer", status: 409 } as const;
    world.mistral.faults.add({ fault, path: "/v1/admin/workspaces", probability: 1, method: "POST" });
    await world.bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering", admin: null });
    await world.skip(MINUTE);
    const [dead] = world.bot.store.read((tx) => tx.jobs.dead());
    await restart(world.bot, null);
    expect(openTasks(world.bot)).toEqual([]);
    await world.bot.as("ana").press({ do: "retry-job", job: must(dead).id });
    expect(openTasks(world.bot)).toEqual([["workspace"]]);
  });

  it("whoever removed a Member whom the bot never invited hears that it is not done", async () => {
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
    const bot = await startedBot();
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("chloe").submit({ form: "invite" }, invitation(`${PAUL}, ${ZOE}`));
    await bot.as("ben").press({ do: "approve", request: 1 });
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 2 });
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
    expect(bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ status }) => status))).toEqual([
      "removed",
      "revoked",
    ]);
    expect(taskCard(bot)).toMatch(/Not needed any more since .*: it was settled another way/);
    expect(taskCard(bot)).toContain(ZOE);
    expect(taskCard(bot)).not.toMatch(/Done/);
  });

  it("whoever presses Done on a Task that the bot has taken over hears so, and not that somebody has done it", async () => {
    const { bot, admin } = await guided();
    await bot.as("ben").press({ do: "revoke", invitation: 2 });
    await restart(bot, admin);
    const late = await bot.as("ben").press({ do: "task-done", task: 2, rows: 1 });
    const said = late.kind === "show" ? words(late.view) : late.kind;
    expect(said).toMatch(/Not needed any more since .*: it was settled another way.*Nothing was changed/);
    expect(said).not.toMatch(/somebody/i);
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
