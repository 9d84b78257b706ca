import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { DAY, MINUTE } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
});

describe("with an Admin API", () => {
  it("an approved Request is sent in one call and shown as Pending once Mistral has it", async () => {
    await world.invited("paul@lumen.example, rosa@lumen.example");
    expect(world.statuses()).toEqual(["pending", "pending"]);
    expect(world.rows()[0]?.evidence).toMatchObject({ kind: "verified", source: "members" });
    expect(world.mails()).toEqual(["paul@lumen.example", "rosa@lumen.example"]);
    const posts = world.mistral
      .calls()
      .filter(({ method, path }) => method === "POST" && path.includes("invite"));
    expect(posts).toHaveLength(1);
  });

  it("nobody is invited twice when the answer is lost and Mistral lists the Invitation minutes later", async () => {
    await world.pay();
    const lost = { kind: "drop", afterChange: true } as const;
    world.mistral.faults.add({ fault: lost, path: "/v1/admin/users-invite" });
    await world.approved("paul@lumen.example");
    const { invites } = world.section.get();
    world.section.change((draft) => {
      draft.invites = [];
    });
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["sending"]);
    world.section.change((draft) => {
      draft.invites = [...invites];
    });
    await world.skip(10 * MINUTE);
    expect(world.statuses()).toEqual(["pending"]);
    expect(world.mails()).toEqual(["paul@lumen.example"]);
  });

  it("the invitee hears what the e-mail is, is nudged on day 2 and day 5, and is Active by Mistral's list and not by their word", async () => {
    await world.invited("kenji@lumen.example");
    expect(world.bot.chat.first("dm-kenji")).toMatch(/e-mail/);
    await world.skip(2 * DAY);
    await world.skip(3 * DAY);
    expect(world.bot.chat.cards("dm-kenji", "nudge:")).toHaveLength(2);
    await world.bot.as("kenji").press({ do: "joined", invitation: 1 });
    expect(world.statuses()).toEqual(["pending"]);
    world.mistral.accept(must(world.mistral.mails()[0]).id);
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
    expect(world.bot.chat.newest("news")).toContain("@kenji is Active");
    expect(world.bot.chat.dm("chloe").some(({ key }) => key.startsWith("joined:"))).toBe(true);
    expect(world.bot.chat.dm("kenji").some(({ key }) => key.startsWith("welcome:"))).toBe(true);
  });

  it("Members who go Active within a minute share one message", async () => {
    await world.invited("paul@lumen.example, rosa@lumen.example");
    const before = world.bot.chat.in("news").length;
    world.mistral.accept(must(world.mistral.mails()[0]).id);
    await world.bot.as("ben").press({ do: "mark-active", invitation: 1 });
    world.mistral.accept(must(world.mistral.mails()[1]).id);
    await world.skip(30_000);
    await world.bot.as("ben").press({ do: "mark-active", invitation: 2 });
    expect(world.statuses()).toEqual(["active", "active"]);
    expect(world.bot.chat.in("news").length - before).toBe(1);
    expect(world.bot.chat.newest("news")).toContain("2 Members are Active");
  });

  it("expired Invitations are read, not computed, told in one message, and sent again with one new e-mail", async () => {
    await world.invited("paul@lumen.example, rosa@lumen.example");
    const before = world.bot.chat.dm("chloe").length;
    await world.skip(8 * DAY);
    expect(world.statuses()).toEqual(["expired", "expired"]);
    expect(world.bot.chat.dm("chloe").length - before).toBe(1);
    expect(world.bot.chat.newest("dm-chloe")).toMatch(/paul@[\s\S]*rosa@/);
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["pending", "expired"]);
    expect(world.mails()).toHaveLength(3);
    expect(world.section.get().doubleInvites).toBe(0);
  });

  it("revoking counts once Mistral has done it, and then the invitee cannot have it sent again", async () => {
    await world.invited("kenji@lumen.example");
    world.mistral.faults.add({ fault: { kind: "drop", afterChange: false }, method: "DELETE" });
    await world.bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(world.statuses()).toEqual(["pending"]);
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["revoked"]);
    expect(world.mistral.mails()[0]?.state).toBe("revoked");
    await world.skip(11 * MINUTE);
    await world.bot.as("kenji").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["revoked"]);
  });

  it("an invitee who accepted before the revocation is shown as Active", async () => {
    await world.invited("kenji@lumen.example");
    world.mistral.accept(must(world.mistral.mails()[0]).id);
    await world.bot.as("ben").press({ do: "revoke", invitation: 1 });
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
  });

  it("an Invitation that Mistral takes and never shows does not stay sending for ever", async () => {
    await world.pay();
    const answers = (already_members: string[]) => {
      const body = { invalid_emails: [], already_members };
      const fault = { kind: "answer", status: 200, body } as const;
      world.mistral.faults.add({ fault, path: "/v1/admin/users-invite" });
    };
    answers(["paul@lumen.example"]);
    await world.approved("paul@lumen.example");
    expect(world.statuses()).toEqual(["failed"]);
    answers([]);
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["sending"]);
    await world.skip(20 * MINUTE);
    expect(world.statuses()).toEqual(["failed"]);
  });
});
