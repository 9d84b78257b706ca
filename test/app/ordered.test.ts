import { expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { automaticBot } from "../support/automatic.ts";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";

const said = (reply: Reply): string => JSON.stringify(reply);
const YOURS = "This bot sends you a card for it";
const OTHERS = "Somebody else has a card for it now";

async function invited(): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
  return bot;
}

it("without an Admin API an approver's own invitation leads to the card that asks for it", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  const reply = await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
  expect(said(reply)).toContain(`Approved. ${YOURS}`);
});

it("without an Admin API Workspaces lead to their cards", async () => {
  const bot = await startedBot();
  const reply = await bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" });
  expect(said(reply)).toContain(YOURS);
  expect(said(reply)).not.toContain("on its way");
});

it.each([
  ["en", "This bot sends you 2 cards for it"],
  ["fr", "Ce bot vous envoie 2 cartes"],
])("as many cards as there are wait, in %s", async (language, sentence) => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "language" }, { language });
  const reply = await bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering\nProduction" });
  expect(said(reply)).toContain(sentence);
  const one = await bot.as("ana").submit({ form: "workspaces" }, { names: "Research" });
  expect(said(one)).not.toContain("2 ");
});

it("what was ordered already is not what comes next", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" });
  const confirmed = said(await bot.as("ana").submit({ form: "billing" }, billing()));
  expect(confirmed).not.toContain("Add Workspaces");
  const invited = await bot.as("ana").submit({ form: "invite" }, invitation("paul@lumen.example"));
  expect(said(invited)).not.toContain("Add Workspaces");
  const named = await bot.as("ana").submit({ form: "organization" }, { branch: "new", name: "Lumen" });
  expect(said(named)).toContain("Set up security");
});

it("without an Admin API nothing is said to be revoked, sent or changed by itself", async () => {
  const bot = await invited();
  const changed = await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
  expect(said(changed)).toContain(YOURS);
  expect(said(await bot.as("ben").press({ do: "revoke", invitation: 1 }))).toContain(YOURS);
  expect(said(await bot.as("ben").press({ do: "resend", invitation: 1 }))).toContain(YOURS);
});

it("who has not got the card hears that somebody else has it", async () => {
  const bot = await invited();
  await bot.as("ben").press({ do: "revoke", invitation: 1 });
  expect(said(await bot.as("ana").press({ do: "revoke", invitation: 1 }))).toContain(OTHERS);
});

it("with an Admin API it is on its way", async () => {
  const { bot } = await automaticBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  const reply = await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
  expect(said(reply)).toContain("Approved, sending: 1 Invitation.");
});
