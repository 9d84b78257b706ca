import { expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { verified } from "../../src/domain/evidence.ts";
import { closeStep } from "../../src/domain/setup.ts";
import { billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const said = (reply: Reply): string => {
  if (reply.kind === "errors") return Object.values(reply.errors).join(" ");
  return reply.kind === "show" ? words(reply.view) : reply.kind;
};

async function withTask() {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.as("ben").press({ do: "approve", request: 1 });
  return bot;
}
const done = { do: "task-done", task: 1, rows: 9 } as const;

it("whoever comes late to a Task hears who did it, and that nothing was changed", async () => {
  const bot = await withTask();
  await bot.as("ben").press(done);
  const late = /^@ben marked this as done Jan 5.*Nothing was changed\.$/;
  expect(said(await bot.as("ana").press(done))).toMatch(late);
  const form = { form: "impossible", task: 1 } as const;
  expect(said(await bot.as("ana").submit(form, { reason: "no seat left" }))).toMatch(late);
  expect(said(await bot.as("ana").press({ do: "open", to: form }))).toMatch(late);
});

it("whoever comes late to a Task that was not possible hears who said so", async () => {
  const bot = await withTask();
  await bot.as("ben").submit({ form: "impossible", task: 1 }, { reason: "no seat left" });
  expect(said(await bot.as("ana").press(done))).toMatch(/^@ben marked this as not possible Jan 5.*Nothing/);
});

it("a step that somebody else has closed is not said to be closed by who presses next", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "hand", step: "workspaces" }, { person: "chloe" });
  const confirm = { do: "confirm", step: "workspaces" } as const;
  expect(said(await bot.as("chloe").press(confirm))).toContain("confirmed by you");
  expect(said(await bot.as("chloe").press(confirm))).toContain("confirmed by you");
  const late = /This step is closed already, confirmed by @?chloe.*Nothing was changed/;
  expect(said(await bot.as("ana").press(confirm))).toMatch(late);
  expect(said(await bot.as("ana").press({ do: "skip", step: "workspaces" }))).toMatch(late);
});

it("a step that Mistral has closed is not said to be closed by who presses next", async () => {
  const bot = await startedBot();
  bot.store.transact((tx) => {
    const word = verified("workspaces", bot.now());
    tx.setup.save(closeStep(must(tx.setup.load()), "workspaces", "done", word, bot.now()));
  });
  const reply = await bot.as("ana").press({ do: "confirm", step: "workspaces" });
  expect(said(reply)).toMatch(/closed already, verified with Mistral/);
});

it("a step that somebody else has left out is said to be left out by them, and can still be confirmed", async () => {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "hand", step: "workspaces" }, { person: "chloe" });
  const skip = { do: "skip", step: "workspaces" } as const;
  await bot.as("chloe").press(skip);
  expect(said(await bot.as("ana").press(skip))).toMatch(/left out already, confirmed by @?chloe/);
  expect(said(await bot.as("ana").press({ do: "confirm", step: "workspaces" }))).toContain(
    "confirmed by you",
  );
});
