import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AutomaticBot, automaticBot } from "../support/automatic.ts";
import { billing } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: AutomaticBot;
beforeEach(async () => {
  world = await automaticBot();
});
afterEach(() => world.close());

describe("with an Admin API, when people meet", () => {
  it("who was revoked cannot have it sent again", async () => {
    await world.pay();
    await world.approved("kenji@lumen.example");
    await world.bot.as("ben").press({ do: "revoke", invitation: 1 });
    await world.skip(11 * MINUTE);
    await world.bot.as("kenji").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["revoked"]);
  });

  it("who accepted before the revocation is shown as Active", async () => {
    await world.pay();
    await world.approved("kenji@lumen.example");
    world.mistral.accept(must(world.mistral.mails()[0]).id);
    await world.bot.as("ben").press({ do: "revoke", invitation: 1 });
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
  });

  it("what expires together is told in one message", async () => {
    await world.pay();
    await world.approved("a@lumen.example, b@lumen.example, c@lumen.example");
    const before = world.bot.chat.dm("chloe").length;
    await world.skip(8 * DAY);
    expect(world.statuses()).toEqual(["expired", "expired", "expired"]);
    expect(world.bot.chat.dm("chloe").length - before).toBe(1);
    expect(words(must(world.bot.chat.dm("chloe").at(-1)).view)).toContain("c@lumen.example");
  });

  it("an Invitation that Mistral takes and never shows does not stay sending for ever", async () => {
    await world.pay();
    const taken = {
      status: 200,
      body: '{"invalid_emails":[],"already_members":["paul@lumen.example"]}',
      headers: {},
    };
    world.mistral.faults.add({ fault: { kind: "answer", ...taken }, path: "/v1/admin/users-invite" });
    await world.approved("paul@lumen.example");
    expect(world.statuses()).toEqual(["failed"]);
    const silent = { status: 200, body: '{"invalid_emails":[],"already_members":[]}', headers: {} };
    world.mistral.faults.add({ fault: { kind: "answer", ...silent }, path: "/v1/admin/users-invite" });
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["sending"]);
    await world.skip(20 * MINUTE);
    expect(world.statuses()).toEqual(["failed"]);
  });

  it("the channel does not hear that keys should work while the bot's own key is refused", async () => {
    await world.bot.as("ana").submit({ form: "billing" }, billing());
    await world.skip(5 * MINUTE);
    const heard = () => world.bot.chat.in("news").filter(({ key }) => key.startsWith("billing:"));
    expect(heard()).toHaveLength(0);
    expect(world.bot.chat.dm("ana").filter(({ key }) => key.startsWith("refused:"))).toHaveLength(1);
    world.mistral.change({ kind: "payment", on: true });
    await world.skip(4 * MINUTE);
    expect(heard()).toHaveLength(1);
  });

  it("a newer e-mail takes the buttons from the card of the one before", async () => {
    await world.pay();
    await world.approved("kenji@lumen.example");
    await world.skip(11 * MINUTE);
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    const cards = world.bot.chat.dm("kenji").filter(({ key }) => key.startsWith("invitee:"));
    expect(cards).toHaveLength(2);
    expect(words(must(cards[0]).view)).toMatch(/newer one has replaced it/);
    expect(words(must(cards[1]).view)).toMatch(/I have joined/);
  });

  it("a guest who was invited hears of it, and may say that they have joined", async () => {
    await world.pay();
    await world.approved("greta@lumen.example");
    expect(words(must(world.bot.chat.dm("greta")[0]).view)).toMatch(/e-mail/);
    const reply = await world.bot.as("greta").press({ do: "joined", invitation: 1 });
    expect(JSON.stringify(reply)).not.toMatch(/Guests cannot/);
  });
});
