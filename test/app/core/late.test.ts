import { expect, it, onTestFinished } from "vitest";
import { reconcileAll } from "../../../src/app/invitations/reconcile.ts";
import { createWorker } from "../../../src/app/worker/worker.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { MistralAdmin, MistralInvite } from "../../../src/mistral/admin/admin.ts";
import { byAddress } from "../../../src/mistral/admin/people.ts";
import { must } from "../../support/must.ts";
import type { Fault } from "../../support/servers/faults.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import {
  approvalOf,
  type Bot,
  invitation,
  PAUL,
  paidBot,
  ROSA,
  startedBot,
} from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";

it("a message found after a lost answer is not posted again, and shows what has changed since it was", async () => {
  const bot = await startedBot();
  bot.chat.loseNextAnswer();
  await bot.ask(PAUL);
  const posted = bot.chat.messages.filter(({ key }) => /^(asked|request):1#/.test(key));
  await bot.approve();
  await bot.skip(20_000);
  for (const { view } of posted) expect(words(view)).toMatch(/Approved by @ben/);
  expect([bot.chat.in("approvals").length, bot.chat.cards("dm-chloe", "asked:").length]).toEqual([1, 1]);
});

it("a Member who is found in chat only after they joined is named where they were announced", async () => {
  const bot = await paidBot();
  const mend = bot.chat.breaks(new AppError("unavailable", "Slack is down"), "findByAddress");
  await bot.approved("kenji@lumen.example");
  await bot.done(1, 9);
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  expect(bot.chat.newest("news")).not.toMatch(/@kenji/);
  mend();
  await bot.skip(60_000);
  expect(bot.chat.newest("news")).toMatch(/@kenji/);
});

/** Paul is invited; `fault` is what becomes of the order. */
async function invited(through: (admin: MistralAdmin) => Partial<MistralAdmin> = () => ({}), fault?: Fault) {
  const world = await startAutomatic({ through });
  await world.pay();
  await world.bot.ask(PAUL);
  if (fault !== undefined) world.mistral.faults.add({ fault, method: "POST" });
  await world.bot.approve();
  return world;
}

/** One process after the other; each ends in a crash. */
function lives(bot: Bot) {
  let { worker } = bot;
  onTestFinished(() => worker.stop(0));
  return {
    begin: () => worker.wake(),
    crash: async (): Promise<void> => {
      void worker.stop(0);
      worker = createWorker(bot.context);
      worker.start("when told");
      await worker.idle();
    },
    /** So much later, when everything that became due has been done. */
    later: async (milliseconds: number): Promise<void> => {
      bot.around.clock.now += milliseconds;
      await worker.idle();
    },
  };
}

it("a list of Members that was read before somebody was invited does not make them disappear", async () => {
  const { bot, statuses } = await invited();
  expect(statuses()).toEqual(["pending"]);
  const before = (at: number) => ({ readAt: at - 1, members: new Set<string>(), invites: new Set<string>() });
  const look = (readAt: number, invites: MistralInvite[] = []) =>
    reconcileAll(
      bot.context,
      byAddress({ members: [], invites, whole: true, readAt, before: before(readAt) }),
    );
  for (let times = 0; times < 3; times += 1) await look(bot.now() - 1);
  await look(bot.now() - 1, [{ id: "old", address: PAUL, expired: true, createdAt: null, roles: [] }]);
  expect(statuses()).toEqual(["pending"]);
  // The reading before this one began before the invitation, the one before the next does not.
  await look(bot.now() + 1);
  expect(statuses()).toEqual(["pending"]);
  await look(bot.now() + 2);
  expect(statuses()).toEqual(["revoked"]);
});

it("an Invitation is sent again although the members list still shows the old one meanwhile", async () => {
  const { bot, mistral, section, skip, statuses } = await invited();
  const busy = { status: 429, headers: { "retry-after": "120" } };
  mistral.faults.add({ fault: { kind: "answer", ...busy }, method: "DELETE" });
  await bot.as("ben").press({ do: "resend", invitation: 1 });
  await skip(70_000);
  expect(statuses()).toEqual(["sending"]);
  await skip(60_000);
  expect(statuses()).toEqual(["pending"]);
  expect(mistral.mails().map(({ state }) => state)).toEqual(["revoked", "open"]);
  expect(section.get().doubleInvites).toBe(0);
});

it("an Invitation whose order got lost on the way to Mistral is sent after two looks, within 75 seconds", async () => {
  const world = await invited(() => ({}), { kind: "drop" });
  expect(world.statuses()).toEqual(["sending"]);
  await world.live(75_000, 5_000);
  expect([world.statuses(), world.mails()]).toEqual([["pending"], [PAUL]]);
});

it.each([
  ["that Mistral carries out 50 seconds late is found by the second look and", 50_000, 5_000],
  ["whose first look comes late", 100_000, 100_000],
])("an Invitation %s is not sent again", async (_, late, step) => {
  const world = await invited(() => ({}), { kind: "drop" });
  await world.live(late, step);
  expect(world.statuses()).toEqual(["sending"]);
  world.mistral.change({ kind: "invite", emails: PAUL, role: "Member" });
  await world.skip(300_000);
  expect([world.statuses(), world.mails()]).toEqual([["pending"], [PAUL]]);
});

it("an Invitation that a crash cut off before it was sent goes out with the first look", async () => {
  let hangs = false;
  const { bot, statuses } = await invited(({ people }) => ({
    people: () => (hangs ? new Promise(() => {}) : people()),
  }));
  const { begin, crash, later } = lives(bot);
  hangs = true;
  await bot.ask("zoe@lumen.example");
  await bot.app.press(bot.as("ben").caller, approvalOf(bot.store, 2), "approve");
  begin();
  await expect.poll(() => bot.store.read((tx) => tx.jobs.figures(bot.now()).running)).toBe(1);
  hangs = false;
  await crash();
  expect([statuses(1), statuses(2)]).toEqual([["pending"], ["approved"]]);
  await later(16_000);
  expect(statuses(2)).toEqual(["pending"]);
});

it("a Workspace that an earlier order made late is taken for made, not for refused", async () => {
  const { bot, skip } = await invited(({ createWorkspace }) => ({
    createWorkspace: async (order) => {
      await createWorkspace(order);
      return createWorkspace(order);
    },
  }));
  await skip(60_000);
  await bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" });
  const [made] = bot.store.read((tx) => tx.workspaces.all());
  expect(made).toMatchObject({ name: "Engineering", state: "created" });
  expect(bot.dead()).toEqual([]);
});

it("a card that was being redrawn in a crash is redrawn once the first try must be over", async () => {
  const bot = await startedBot();
  await bot.ask(`${PAUL}, ${ROSA}`);
  const { messenger } = bot.chat;
  const { update } = messenger;
  const late: (() => Promise<void>)[] = [];
  messenger.update = (...order) => new Promise(() => late.push(() => update(...order)));
  const { begin, crash, later } = lives(bot);
  const { caller } = bot.as("ben");
  const change = { form: "change", request: 1 } as const;
  await bot.app.submit(caller, change, { keep: ["1"], role: "member" }, "change");
  begin();
  await expect.poll(() => late.length).toBeGreaterThan(1);
  await bot.app.press(caller, approvalOf(bot.store, 1), "approve");
  messenger.update = update;
  await crash();
  for (const arrives of late) await arrives();
  await later(20_000);
  expect(bot.chat.first("approvals")).toMatch(/Approved by @ben/);
});

it("a card is redrawn although it should look as before, when nobody knows whether a change came through", async () => {
  const bot = await startedBot();
  const card = must(bot.chat.in("news")[0]);
  const shown = () => words(card.view).replace(/\nRecord: .*/, "");
  const before = shown();
  const { messenger } = bot.chat;
  const { update } = messenger;
  messenger.update = async (...order) => {
    await update(...order);
    throw new AppError("unavailable", "the answer was lost");
  };
  await bot.as("ana").press({ do: "skip", step: "workspaces" });
  expect(shown()).not.toBe(before);
  await bot.as("ana").press({ do: "reopen", step: "workspaces" });
  messenger.update = update;
  await bot.skip(30_000);
  expect(shown()).toBe(before);
});

it("a second crash over one message is waited out like the first", async () => {
  const bot = await startedBot();
  const { messenger } = bot.chat;
  const { post } = messenger;
  const late: (() => Promise<unknown>)[] = [];
  messenger.post = (...order) => new Promise(() => late.push(() => post(...order)));
  const { begin, crash, later } = lives(bot);
  await bot.app.submit(bot.as("chloe").caller, { form: "invite" }, invitation(PAUL), "ask");
  begin();
  await expect.poll(() => late.length).toBe(2);
  late.length = 0;
  await crash();
  void later(20_000);
  begin();
  await expect.poll(() => late.length).toBe(2);
  messenger.post = post;
  await crash();
  for (const arrives of late) await arrives();
  await later(20_000);
  expect(bot.chat.in("approvals")).toHaveLength(1);
});
