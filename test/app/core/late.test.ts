import { expect, it, onTestFinished } from "vitest";
import { byAddress, reconcileAll } from "../../../src/app/invitations/reconcile.ts";
import { createWorker } from "../../../src/app/worker/worker.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { MistralAdmin, MistralInvite } from "../../../src/mistral/admin/admin.ts";
import { must } from "../../support/must.ts";
import type { Fault } from "../../support/servers/faults.ts";
import { listenEmbeddedMistral } from "../../support/servers/mistral.ts";
import { approvalOf, invitation, paidBot, START, startedBot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";

it("a message found after a lost answer is not posted again, and shows what has changed since it was", async () => {
  const bot = await startedBot();
  bot.chat.loseNextAnswer();
  await bot.ask("paul@lumen.example");
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

/** A paid-up Organization with an Admin API; `skip` moves Mistral's clock and the bot's together. */
async function invited(
  address: string,
  change: (admin: MistralAdmin) => Partial<MistralAdmin> = () => ({}),
  faults: Fault[] = [],
) {
  let now = START;
  const mistral = await listenEmbeddedMistral({ now: () => now });
  onTestFinished(() => mistral.close());
  const bot = await startedBot({ mistral: { ...mistral.admin, ...change(mistral.admin) } });
  const skip = async (milliseconds: number) => {
    now += milliseconds;
    await bot.skip(milliseconds);
  };
  mistral.mistral.change({ kind: "payment", on: true });
  await bot.pay();
  await bot.ask(address);
  for (const fault of faults) mistral.mistral.faults.add({ fault, method: "POST" });
  await bot.approve();
  const row = () => must(bot.store.read((tx) => tx.invitations.get(1)));
  return { bot, mistral: mistral.mistral, state: mistral.section.get, skip, row };
}

it("a list of Members that was read before somebody was invited does not make them disappear", async () => {
  const { bot, row } = await invited("paul@lumen.example");
  expect(row().status).toBe("pending");
  const before = (at: number) => ({ readAt: at - 1, members: new Set<string>(), invites: new Set<string>() });
  const look = (readAt: number, invites: MistralInvite[] = []) =>
    reconcileAll(
      bot.context,
      byAddress({ members: [], invites, whole: true, readAt, before: before(readAt) }),
    );
  for (let times = 0; times < 3; times += 1) await look(bot.now() - 1);
  await look(bot.now() - 1, [
    { id: "old", address: row().address, expired: true, createdAt: null, roles: [] },
  ]);
  expect(row()).toMatchObject({ status: "pending" });
  // The reading before this one began before the invitation, the one before the next does not.
  await look(bot.now() + 1);
  expect(row().status).toBe("pending");
  await look(bot.now() + 2);
  expect(row().status).toBe("revoked");
});

it("an Invitation is sent again although the members list still shows the old one meanwhile", async () => {
  const { bot, mistral, state, skip, row } = await invited("paul@lumen.example");
  const busy = { status: 429, headers: { "retry-after": "120" }, body: "{}" };
  mistral.faults.add({ fault: { kind: "answer", ...busy }, method: "DELETE" });
  await bot.as("ben").press({ do: "resend", invitation: 1 });
  await skip(70_000);
  expect(row().status).toBe("sending");
  await skip(60_000);
  expect(row().status).toBe("pending");
  expect(mistral.mails().map(({ to, state: fate }) => `${to} ${fate}`)).toEqual([
    "paul@lumen.example revoked",
    "paul@lumen.example open",
  ]);
  expect(state().doubleInvites).toBe(0);
});

/** Seconds until the Invitation is Pending, at most five minutes. */
async function secondsUntilPending({ skip, row }: Awaited<ReturnType<typeof invited>>): Promise<number> {
  let seconds = 0;
  for (; seconds < 300 && row().status !== "pending"; seconds += 5) await skip(5_000);
  return seconds;
}

it("an Invitation whose order got lost on the way to Mistral is sent after two looks, within 75 seconds", async () => {
  const world = await invited("paul@lumen.example", () => ({}), [{ kind: "drop" }]);
  expect(world.row().status).toBe("sending");
  expect(await secondsUntilPending(world)).toBeLessThanOrEqual(75);
  expect(world.mistral.mails().map(({ to }) => to)).toEqual(["paul@lumen.example"]);
});

it.each([
  ["that Mistral carries out 50 seconds late is found by the second look and", 50_000],
  ["whose first look comes late", 100_000],
])("an Invitation %s is not sent again", async (_, late) => {
  const { mistral, row, skip } = await invited("paul@lumen.example", () => ({}), [{ kind: "drop" }]);
  await skip(late);
  expect(row().status).toBe("sending");
  mistral.change({ kind: "invite", emails: "paul@lumen.example", role: "Member" });
  await skip(300_000);
  expect(row().status).toBe("pending");
  expect(mistral.mails().map(({ to }) => to)).toEqual(["paul@lumen.example"]);
});

it("an Invitation that a crash cut off before it was sent goes out with the first look", async () => {
  let hangs = false;
  const { bot, skip, row } = await invited("paul@lumen.example", ({ people }) => ({
    people: () => (hangs ? new Promise(() => {}) : people()),
  }));
  hangs = true;
  await bot.ask("zoe@lumen.example");
  await bot.app.press(bot.as("ben").caller, approvalOf(bot.store, 2), "approve");
  const second = () => must(bot.store.read((tx) => tx.invitations.get(2)));
  bot.worker.wake();
  await expect.poll(() => bot.store.read((tx) => tx.jobs.figures(bot.now()).running)).toBe(1);
  void bot.worker.stop(0);
  hangs = false;
  const next = createWorker(bot.context);
  next.start("when told");
  await next.idle();
  expect([row().status, second().status]).toEqual(["pending", "approved"]);
  void skip(16_000);
  await next.idle();
  await next.stop(0);
  expect(second().status).toBe("pending");
});

it("a Workspace that an earlier order made late is taken for made, not for refused", async () => {
  const { bot, skip } = await invited("paul@lumen.example", ({ createWorkspace }) => ({
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
  await bot.ask("paul@lumen.example, rosa@lumen.example");
  const { messenger } = bot.chat;
  const { update } = messenger;
  const late: (() => Promise<void>)[] = [];
  messenger.update = (...order) => new Promise(() => late.push(() => update(...order)));
  const { caller } = bot.as("ben");
  const change = { form: "change", request: 1 } as const;
  await bot.app.submit(caller, change, { keep: ["1"], role: "member" }, "change");
  bot.worker.wake();
  await expect.poll(() => late.length).toBeGreaterThan(1);
  await bot.app.press(caller, approvalOf(bot.store, 1), "approve");

  void bot.worker.stop(0);
  messenger.update = update;
  const next = createWorker(bot.context);
  next.start();
  await next.idle();
  for (const arrives of late) await arrives();
  void bot.skip(20_000);
  await next.idle();
  await next.stop(0);
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
  let worker = bot.worker;
  const crash = async (): Promise<void> => {
    void worker.stop(0);
    worker = createWorker(bot.context);
    worker.start();
    await worker.idle();
  };
  await bot.app.submit(bot.as("chloe").caller, { form: "invite" }, invitation("paul@lumen.example"), "ask");
  worker.wake();
  await expect.poll(() => late.length).toBe(2);
  late.length = 0;
  await crash();
  void bot.skip(20_000);
  worker.wake();
  await expect.poll(() => late.length).toBe(2);
  messenger.post = post;
  await crash();
  for (const arrives of late) await arrives();
  void bot.skip(20_000);
  await worker.idle();
  await worker.stop(0);
  expect(bot.chat.in("approvals")).toHaveLength(1);
});
