import { expect, it } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { approvalOf, billing, createAround, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MOMENT = 1_500;

/** As an operator runs it: what nobody has pressed waits for more changes. */
async function unhurried() {
  const around = createAround();
  const store = openStore({ path: ":memory:", kind: "real", clock: () => around.clock.now });
  const bot = await startedBot({ around, store });
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.skip(MOMENT);
  const pressed = must(bot.chat.in("approvals")[0]);
  const own = must(bot.chat.dm("chloe").find(({ key }) => key.startsWith("asked:")));
  const press = async () => {
    const on = { channel: "approvals", message: pressed.id };
    await bot.app.press({ ...bot.as("ben").caller, pressed: on }, approvalOf(store, 1), "press");
    await bot.settle();
  };
  return { bot, pressed, own, press };
}

it("the card that somebody presses changes at once, and every other card of the Request a moment later", async () => {
  const { bot, pressed, own, press } = await unhurried();
  await press();
  expect([words(pressed.view), words(own.view)]).toEqual([
    expect.stringContaining("Approved by"),
    expect.not.stringContaining("Approved by"),
  ]);
  await bot.skip(MOMENT);
  expect(words(own.view)).toContain("Approved by");
});

it("several changes within a moment are one edit of each other card", async () => {
  const { bot, own, press } = await unhurried();
  const before = own.updates;
  await press();
  await bot.skip(MOMENT / 3);
  const task = must(bot.store.read((tx) => tx.tasks.open())[0]);
  await bot.as("ana").press({ do: "task-done", task: task.id, rows: 1, at: task.invitations[0] ?? 0 });
  await bot.skip(MOMENT / 3);
  expect(own.updates).toBe(before);
  await bot.skip(MOMENT);
  expect(own.updates).toBe(before + 1);
  expect(words(own.view)).toMatch(/Pending/i);
});
