import { describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { approvedBot, KENJI, PAUL, paidBot, ROSA, startedBot } from "../../support/world/bot.ts";
import { buttonsOf, said, words } from "../../support/world/chat.ts";
import { DAY } from "../../support/world/times.ts";

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

  it("Done makes those Pending, confirmed by the person, who were on the list when it was read", async () => {
    const bot = await approvedBot(PAUL);
    await bot.ask(ROSA, "kenji");
    await bot.approve(2);
    await bot.done();
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["sending", "sending"]);
    await bot.done(1, 2);
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["pending", "pending"]);
    expect(bot.rows()[0]?.evidence).toMatchObject({ kind: "confirmed", by: bot.personOf("ben").id });
    expect(bot.chat.first("approvals")).toContain("Pending");
  });

  it("Not possible says nothing about them either", async () => {
    const bot = await approvedBot(PAUL);
    const shown = { form: "impossible", task: 1, rows: 1, at: 1 } as const;
    await bot.ask(ROSA, "kenji");
    await bot.approve(2);
    expect(said(await bot.as("ben").submit(shown, { reason: "no seat left" }))).toMatch(/list has grown/);
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["sending", "sending"]);
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
    expect(told).toMatch(/^From your Requests:\n✅ kenji@lumen\.example is Active/);
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
      expect.stringMatching(/newer one has replaced it/),
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
    expect(await change("member")).toMatch(/nothing to change/);
    expect(open()).toEqual([]);
    expect(await change("billing", "ben")).toMatch(/approvers can do this/);
  });
});
