import { expect, it } from "vitest";
import { approvalOf, billing, invitation, startedBot } from "../support/bot.ts";

it("a command that opened a form opens no second one when the same arrives again", async () => {
  const bot = await startedBot();
  const { caller } = bot.as("chloe");
  expect(await bot.app.command(caller, "invite", "one")).toMatchObject({ kind: "open" });
  expect(await bot.app.command(caller, "invite", "one")).toEqual({ kind: "nothing", repeated: true });
  expect(await bot.app.command(caller, "invite", "another")).toMatchObject({ kind: "open" });
});

it("a press that was turned down is answered once, however often the same arrives", async () => {
  const bot = await startedBot();
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  const press = () => bot.app.press(bot.as("kenji").caller, approvalOf(bot.store, 1), "one");
  const answers = await Promise.all([press(), press()]);
  answers.push(await press());
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["nothing", "nothing", "show"]);
});

it("a submission that was turned down is looked at again when the same arrives again", async () => {
  const bot = await startedBot();
  const confirm = () => bot.app.submit(bot.as("kenji").caller, { form: "billing" }, billing(), "one");
  expect((await confirm()).kind).toBe("errors");
  await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "kenji" });
  expect((await confirm()).kind).toBe("show");
  expect((await confirm()).kind).toBe("nothing");
});
