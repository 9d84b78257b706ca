import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { approvedBot, type Bot, billing, PAUL, paidBot, START } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { MINUTE } from "../../support/world/times.ts";

const ZOE = "zoe@lumen.example";

describe("when the Admin API key goes before Mistral has carried out the orders", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await startAutomatic();
    await world.invited(`${PAUL}, ${ZOE}`);
    world.accept(PAUL);
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["active", "pending"]);
  });

  /** Somebody orders something while Mistral answers nothing else, and then the key is taken away. */
  async function orderedInVain(status: number, order: (bot: Bot) => Promise<unknown>): Promise<void> {
    world.down(status, "/v1/admin");
    await order(world.bot);
    await world.skip(MINUTE);
    await world.bot.restart(null);
    await world.skip(MINUTE);
  }

  const remove = { do: "remove", invitation: 1 } as const;
  const revoke = { do: "revoke", invitation: 2 } as const;
  it.each([
    ["removal", 401, remove, PAUL, ["removed", "pending"]],
    ["removal", 429, remove, PAUL, ["removed", "pending"]],
    ["revocation", 503, revoke, ZOE, ["active", "revoked"]],
  ])(
    "a %s becomes a Task of the person who ordered it, where Mistral answered %i",
    async (_, status, order, whom, after) => {
      await orderedInVain(status, (bot) => bot.as("ben").press(order));
      expect(world.bot.toDo()).toEqual([[order.do, whom]]);
      expect(world.bot.chat.told("ben", "task:")).toHaveLength(1);
      await world.bot.done();
      expect(world.statuses()).toEqual(after);
    },
  );

  it("a Workspace that could not be made, and is tried again, becomes a Task", async () => {
    world.refuses(409, { path: "/v1/admin/workspaces", times: 9, method: "POST" });
    await world.bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering", admin: null });
    await world.skip(MINUTE);
    const [dead] = world.bot.dead();
    await world.bot.restart(null);
    expect(world.bot.toDo()).toEqual([]);
    await world.bot.as("ana").press({ do: "retry-job", job: must(dead).id });
    expect(world.bot.toDo()).toEqual([["workspace"]]);
  });

  it("of several changes of a role the last one becomes a Task", async () => {
    await orderedInVain(503, async ({ as }) => {
      await as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
      await world.skip(1);
      await as("ben").submit({ form: "role", invitation: 1 }, { role: "member" });
    });
    expect(world.bot.toDo()).toEqual([["role", PAUL]]);
    expect(world.bot.tasks()).toMatchObject([{ role: "member" }]);
  });

  it("the owner hears that the spending limit is not set", async () => {
    await orderedInVain(503, (bot) =>
      bot.as("ana").submit({ form: "billing" }, { ...billing(), monthlyLimit: "200" }),
    );
    expect(world.bot.chat.told("ana", "alert:trouble.")[0]).toMatch(
      /set the monthly spending limit.*no longer has an Admin API key/s,
    );
  });
});

it("when an Admin API key comes, what people were asked to send is sent by the API, and who presses Done hears so", async () => {
  const bot = await paidBot();
  await bot.ask(PAUL, "ben");
  expect(bot.statuses()).toEqual(["sending"]);
  await bot.restart(createMemoryMistral(() => START).admin);
  expect(bot.statuses()).toEqual(["pending"]);
  expect(bot.tasks()).toEqual([]);
  const settled = /Not needed since .*: settled another way/;
  expect(bot.chat.told("ben", "task:")[0]).toMatch(settled);
  const late = said(await bot.done(1));
  expect(late).toMatch(settled);
  expect(late).toContain("Nothing was changed");
});

it("with an Admin API a role that is ordered takes the place of the Task for it", async () => {
  const bot = await paidBot();
  await bot.ask(PAUL, "ben");
  await bot.done(1, 1);
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
  expect(bot.toDo()).toEqual([["role", PAUL]]);
  const { admin, state } = createMemoryMistral(() => START);
  const paul = { id: "paul", email: PAUL, name: "Paul", seats: [], workspaceIds: [], createdAt: 0 };
  state.members.push({ ...paul, roles: ["member"] });
  await bot.restart(admin);
  await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
  await bot.settle();
  expect(bot.toDo()).toEqual([]);
  expect(state.members.find(({ email }) => email === PAUL)?.roles).toEqual(["billing_manager"]);
});

it("an Invitation that was approved while Mistral refused the key becomes a Task when the key goes", async () => {
  const { bot, ...world } = await startAutomatic();
  await world.pay();
  world.down(401, "/v1/admin");
  await world.approved(PAUL);
  await world.skip(MINUTE);
  expect(world.statuses()).toEqual(["approved"]);
  await bot.restart(null);
  expect(world.statuses()).toEqual(["sending"]);
  expect(bot.toDo()).toEqual([["invite", PAUL]]);
});

it("a revocation that people have confirmed and Mistral does not show counts as Pending again", async () => {
  const bot = await approvedBot();
  const { admin } = createMemoryMistral(() => bot.now());
  await bot.done();
  await admin.invite({ addresses: [PAUL], role: "member", seats: [], workspaceIds: [], language: null });
  await bot.as("ben").press({ do: "revoke", invitation: 1 });
  await bot.done(2);
  expect(bot.statuses()).toEqual(["revoked"]);
  await bot.skip(MINUTE);
  await bot.restart(admin);
  await bot.skip(11 * MINUTE);
  expect(bot.statuses()).toEqual(["pending"]);
});
