import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { approvedBot, KENJI, PAUL, paidBot, ROSA, startedBot } from "../../support/world/bot.ts";
import { buttonsOf, said, words } from "../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

describe("with an Admin API", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await startAutomatic();
  });

  it("nobody is invited twice when the answer is lost and Mistral lists the Invitation minutes later", async () => {
    await world.pay();
    world.losesAnswer({ path: "/v1/admin/users-invite" });
    await world.approved(PAUL);
    const { invites } = world.section.get();
    world.atMistral({ invites: [] });
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["sending"]);
    world.atMistral({ invites });
    await world.skip(10 * MINUTE);
    expect(world.rows()).toMatchObject([{ status: "pending", evidence: { source: "members" } }]);
    expect([world.mails(), world.posts("/users-invite")]).toEqual([[PAUL], 1]);
  });

  it("the invitee hears what the e-mail is, is nudged on day 2 and day 5, and is Active by Mistral's list and not by their word", async () => {
    await world.invited(KENJI);
    expect(world.bot.chat.first("dm-kenji")).toMatch(/e-mail/);
    await world.skip(2 * DAY);
    await world.skip(3 * DAY);
    expect(world.bot.chat.cards("dm-kenji", "nudge:")).toHaveLength(2);
    await world.bot.as("kenji").press({ do: "joined", invitation: 1 });
    expect(world.statuses()).toEqual(["pending"]);
    world.accept();
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
    expect(world.bot.chat.newest("news")).toContain("@kenji is Active");
    expect(world.bot.chat.told("chloe", "joined:")).toHaveLength(1);
    expect(world.bot.chat.told("kenji", "invitee:")).toEqual([expect.stringMatching(/first key/)]);
  });

  it("Members who go Active within a day share one message", async () => {
    await world.invited(`${PAUL}, ${ROSA}`);
    world.accept();
    await world.skip(2 * MINUTE);
    world.accept(ROSA);
    await world.skip(20 * HOUR);
    expect(world.statuses()).toEqual(["active", "active"]);
    expect(world.bot.chat.said("news", "active:")).toEqual([expect.stringContaining("2 members are Active")]);
  });

  it("expired Invitations are read, not computed, told in one message, and sent again with one new e-mail", async () => {
    await world.invited(`${PAUL}, ${ROSA}`);
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
    await world.invited(KENJI);
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
    await world.invited(KENJI);
    world.accept();
    await world.bot.as("ben").press({ do: "revoke", invitation: 1 });
    await world.skip(2 * MINUTE);
    expect(world.statuses()).toEqual(["active"]);
  });

  it("an Invitation that Mistral takes and never shows does not stay sending for ever", async () => {
    await world.pay();
    const answers = (already_members: string[]) => {
      const body = { invalid_emails: [], already_members };
      world.mistral.faults.add({
        fault: { kind: "answer", status: 200, body },
        path: "/v1/admin/users-invite",
      });
    };
    answers([PAUL]);
    await world.approved(PAUL);
    expect(world.statuses()).toEqual(["failed"]);
    answers([]);
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual(["sending"]);
    await world.skip(20 * MINUTE);
    expect(world.statuses()).toEqual(["failed"]);
  });
});

describe("without an Admin API", () => {
  it("approval gives the approver one Task with the addresses to copy, and what is approved meanwhile joins it", async () => {
    const bot = await approvedBot(PAUL);
    await bot.ask(ROSA, "kenji");
    await bot.approve(2);
    const [card, ...others] = bot.chat.cards("dm-ben", "task:");
    expect(others).toEqual([]);
    const { view } = must(card);
    expect(view.blocks.find(({ kind }) => kind === "copy")).toMatchObject({ text: `${PAUL}\n${ROSA}` });
    const links = buttonsOf(view).flatMap((button) => ("url" in button ? button.url : []));
    expect(links).toEqual([expect.stringContaining("admin.mistral.ai")]);
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["sending", "sending"]);
  });

  it("Done makes those Pending, confirmed by the person, who were on the list when it was read, and Not possible says nothing about others either", async () => {
    const bot = await approvedBot(PAUL);
    await bot.ask(ROSA, "kenji");
    await bot.approve(2);
    await bot.done();
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["sending", "sending"]);
    const shown = { form: "impossible", task: 1, rows: 1, at: 1 } as const;
    expect(said(await bot.as("ben").submit(shown, { reason: "no seat left" }))).toMatch(/list has grown/);
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["sending", "sending"]);
    await bot.done(1, 2);
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["pending", "pending"]);
    expect(bot.rows()[0]?.evidence).toMatchObject({ kind: "confirmed", by: bot.personOf("ben").id });
    expect(bot.chat.first("approvals")).toContain("Pending");
  });

  it("an approver does not send their own Admin Invitation again that somebody took back", async () => {
    const bot = await paidBot();
    await bot.ask("ben@lumen.example", "chloe", "admin");
    await bot.approve(1, "ana");
    await bot.done(1, 9, "ana");
    await bot.as("ana").press({ do: "revoke", invitation: 1 });
    await bot.done(2, 9, "ana");
    const resend = { do: "resend", invitation: 1 } as const;
    expect(said(await bot.as("ben").press(resend))).toMatch(/takes two people/);
    expect(bot.statuses()).toEqual(["revoked"]);
    await bot.as("ana").press(resend);
    expect(bot.statuses()).toEqual(["sending"]);
  });

  it("the invitee's own click marks them Active once they were invited, and nobody else's Invitation", async () => {
    const bot = await startedBot();
    await bot.approved(`${KENJI}, ${PAUL}`);
    const joined = (invitation: number) => bot.as("kenji").press({ do: "joined", invitation });
    await joined(1);
    expect(bot.statuses()).toEqual(["approved", "approved"]);
    await bot.pay();
    await bot.doAll("ana");
    await joined(2);
    await joined(1);
    expect(bot.statuses()).toEqual(["active", "pending"]);
    expect(bot.rows()[0]?.evidence).toMatchObject({ kind: "confirmed", by: bot.personOf("kenji").id });
  });

  it("a requester who asked for themselves and others is told of the others alone", async () => {
    const bot = await approvedBot(`chloe@lumen.example, ${KENJI}`);
    await bot.done(1, 9);
    await bot.as("chloe").press({ do: "joined", invitation: 1 });
    expect(bot.chat.told("chloe", "joined:")).toEqual([]);
    await bot.as("kenji").press({ do: "joined", invitation: 2 });
    const [told, ...others] = bot.chat.told("chloe", "joined:");
    expect(told).toMatch(/^At your request:\n✅ kenji@lumen\.example is Active/);
    expect(told).not.toContain("chloe@");
    expect(others).toEqual([]);
  });

  it("revoking is one Task too, which counts once it is done and cannot undo what was sent again since", async () => {
    const bot = await approvedBot(PAUL);
    await bot.done();
    const revoke = () => bot.as("ben").press({ do: "revoke", invitation: 1 });
    await revoke();
    await revoke();
    expect(bot.chat.cards("dm-ben", "task:")).toHaveLength(2);
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    await bot.done(3);
    await bot.done(2);
    expect(bot.statuses()).toEqual(["pending"]);
    await revoke();
    await bot.done(4);
    expect(bot.statuses()).toEqual(["revoked"]);
  });

  it("an Invitation whose Task is still open can be revoked, and leaves the Task", async () => {
    const bot = await approvedBot(`${PAUL}, ${ROSA}`);
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(bot.statuses()).toEqual(["revoked", "sending"]);
    await bot.done();
    expect(bot.statuses()).toEqual(["revoked", "pending"]);
  });

  it("a role changed while Pending counts once the Task is done", async () => {
    const bot = await approvedBot(KENJI);
    await bot.done();
    await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
    await bot.skip(DAY);
    await bot.done(2);
    expect(bot.rows()).toMatchObject([{ role: "billing", status: "pending", sentAt: bot.now() }]);
    const cards = bot.chat.cards("dm-kenji", "invitee:").map(({ view }) => words(view));
    expect(cards).toEqual([
      expect.stringMatching(/newer e-mail has replaced this one/),
      expect.stringMatching(/as Billing/),
    ]);
  });

  it("a role that is changed twice before anybody did it is one Task, and none when it stays", async () => {
    const bot = await approvedBot(KENJI);
    await bot.done();
    const change = async (role: string, by = "ana") =>
      said(await bot.as(by).submit({ form: "role", invitation: 1 }, { role }));
    const open = () => bot.tasks().map(({ role }) => role);
    await bot.as("ana").submit({ form: "settings" }, { approvers: "", level: "everything" });
    await change("billing");
    await change("billing");
    expect(open()).toEqual(["billing"]);
    await change("admin");
    expect(open()).toEqual(["admin"]);
    expect(await change("member")).toMatch(/Nothing to change/);
    expect(open()).toEqual([]);
    expect(await change("billing", "ben")).toMatch(/approvers can do this/);
  });
});
