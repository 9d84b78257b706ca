import { expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import { approvedBot, type Bot, paidBot, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";

const wire = (reply: Reply): string => JSON.stringify(reply);
const YOURS = "This bot sends you a card for it";
const OTHERS = "Somebody else has a card for it now";

async function invited(): Promise<Bot> {
  const bot = await paidBot();
  await bot.ask("paul@lumen.example", "ben");
  await bot.done(1, 9);
  return bot;
}

it.each([
  ["en", "This bot sends you 2 cards for it"],
  ["fr", "Ce bot vous envoie 2 cartes"],
])("as many cards as there are wait, in %s", async (language, sentence) => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "language" }, { language });
  const reply = await bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering\nProduction" });
  expect(wire(reply)).toContain(sentence);
  const one = await bot.as("ana").submit({ form: "workspaces" }, { names: "Research" });
  expect(wire(one)).not.toContain("2 ");
});

it("a step that was ordered already is not offered as the next one", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" });
  const confirmed = wire(await bot.pay());
  expect(confirmed).not.toContain("Add Workspaces");
  const invited = await bot.ask("paul@lumen.example", "ana");
  expect(wire(invited)).not.toContain("Add Workspaces");
  const named = await bot.as("ana").submit({ form: "organization" }, { branch: "new", name: "Lumen" });
  expect(wire(named)).toContain("Set up security");
});

it("without an Admin API nothing is said to be revoked, sent or changed by itself", async () => {
  const bot = await invited();
  const changed = await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
  expect(wire(changed)).toContain(YOURS);
  expect(wire(await bot.as("ben").press({ do: "revoke", invitation: 1 }))).toContain(YOURS);
  expect(wire(await bot.as("ben").press({ do: "resend", invitation: 1 }))).toContain(YOURS);
});

it("who has not got the card hears that somebody else has it", async () => {
  const bot = await invited();
  await bot.as("ben").press({ do: "revoke", invitation: 1 });
  expect(wire(await bot.as("ana").press({ do: "revoke", invitation: 1 }))).toContain(OTHERS);
});

it("with an Admin API it is on its way", async () => {
  const { bot } = await startAutomatic();
  await bot.pay();
  const reply = await bot.ask("paul@lumen.example", "ben");
  expect(wire(reply)).toContain("Approved, sending: 1 Invitation.");
});

const done = { do: "task-done", task: 1, rows: 9 } as const;

it("a person who comes late to a Task hears who did it, and that nothing was changed", async () => {
  const bot = await approvedBot("paul@lumen.example");
  await bot.as("ben").press(done);
  const late = /^@ben marked this as done Jan 5.*Nothing was changed\.$/;
  expect(said(await bot.as("ana").press(done))).toMatch(late);
  const form = { form: "impossible", task: 1 } as const;
  expect(said(await bot.as("ana").submit(form, { reason: "no seat left" }))).toMatch(late);
  expect(said(await bot.as("ana").press({ do: "open", to: form }))).toMatch(late);
});

it("a step that somebody else has closed is not said to be closed by who presses next", async () => {
  const bot = await startedBot();
  await bot.hand("workspaces", "chloe");
  const confirm = { do: "confirm", step: "workspaces" } as const;
  expect(said(await bot.as("chloe").press(confirm))).toContain("confirmed by you");
  expect(said(await bot.as("chloe").press(confirm))).toContain("confirmed by you");
  const late = /This step is closed already, confirmed by @?chloe.*Nothing was changed/;
  expect(said(await bot.as("ana").press(confirm))).toMatch(late);
  expect(said(await bot.as("ana").press({ do: "skip", step: "workspaces" }))).toMatch(late);
});

it("a step that somebody else has left out is said to be left out by them, and can still be confirmed", async () => {
  const bot = await startedBot();
  await bot.hand("workspaces", "chloe");
  const skip = { do: "skip", step: "workspaces" } as const;
  await bot.as("chloe").press(skip);
  expect(said(await bot.as("ana").press(skip))).toMatch(/left out already, confirmed by @?chloe/);
  expect(said(await bot.as("ana").press({ do: "confirm", step: "workspaces" }))).toContain(
    "confirmed by you",
  );
});
