import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import { approvedBot, paidBot, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";

const wire = (reply: Reply): string => JSON.stringify(reply);
const CARD = /A card for it comes to you.*once Done is pressed/;

it("without an Admin API nothing is said to be made, sent, changed or revoked by itself", async () => {
  const bot = await paidBot();
  const orders = [
    () => bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" }),
    () => bot.ask("paul@lumen.example", "ben"),
    () => bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" }),
    () => bot.as("ben").press({ do: "revoke", invitation: 1 }),
    () => bot.as("ben").press({ do: "resend", invitation: 1 }),
  ];
  for (const [at, order] of orders.entries()) {
    expect(wire(await order()), `order ${at}`).toMatch(CARD);
    if (at === 1) await bot.done(2, 9);
  }
});

it("with an Admin API an approver's own invitation is on its way", async () => {
  const { bot } = await startAutomatic();
  await bot.pay();
  const reply = await bot.ask("paul@lumen.example", "ben");
  expect(wire(reply)).toContain("Approved, sending: 1 Invitation.");
});

describe("a person who comes late", () => {
  const done = { do: "task-done", task: 1, rows: 9 } as const;

  it("to a Task hears who did it, and that nothing was changed", async () => {
    const bot = await approvedBot("paul@lumen.example");
    await bot.as("ben").press(done);
    const late = /^(?:✅ )?Done, confirmed by @ben Jan 5.*Nothing was changed\.$/;
    expect(said(await bot.as("ana").press(done))).toMatch(late);
    const form = { form: "impossible", task: 1 } as const;
    expect(said(await bot.as("ana").submit(form, { reason: "no seat left" }))).toMatch(late);
    expect(said(await bot.as("ana").press({ do: "open", to: form }))).toMatch(late);
  });

  it("to a Task that was not possible hears who said so", async () => {
    const bot = await approvedBot("paul@lumen.example");
    await bot.as("ben").submit({ form: "impossible", task: 1 }, { reason: "no seat left" });
    expect(said(await bot.as("ana").press(done))).toMatch(/^⚠️ Not possible, says @ben Jan 5.*Nothing/);
  });

  it("to a step is not taken for the one who closed it, and may still do what was left out", async () => {
    const bot = await startedBot();
    await bot.hand("workspaces", "chloe");
    const skip = { do: "skip", step: "workspaces" } as const;
    const confirm = { do: "confirm", step: "workspaces" } as const;
    const pressed = async (person: string, press: typeof skip | typeof confirm) =>
      said(await bot.as(person).press(press));
    const late = /already closed, so nothing was changed/;
    await pressed("chloe", skip);
    expect(await pressed("ana", skip)).toMatch(late);
    expect(await pressed("chloe", confirm)).toContain("confirmed by you");
    expect(await pressed("chloe", confirm)).toContain("confirmed by you");
    for (const press of [confirm, skip]) expect(await pressed("ana", press)).toMatch(late);
    expect(bot.setup().steps.workspaces.evidence).toMatchObject({ by: bot.personOf("chloe").id });
  });
});
