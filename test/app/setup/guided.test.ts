import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { approvedBot, type Bot, paidBot, startedBot } from "../../support/world/bot.ts";
import { buttonsOf, words } from "../../support/world/chat.ts";

async function approved(addresses: string): Promise<Bot> {
  const bot = await approvedBot(addresses);
  return bot;
}
const taskCard = (bot: Bot, person: string) =>
  bot.chat.dm(person).filter(({ key }) => key.startsWith("task:"));

describe("without an Admin API", () => {
  it("approval gives the approver one Task card with the addresses ready to copy", async () => {
    const bot = await approved("paul@lumen.example, rosa@lumen.example");
    expect(taskCard(bot, "ben")).toHaveLength(1);
    const { view } = must(taskCard(bot, "ben")[0]);
    const copy = view.blocks.find((block) => block.kind === "copy");
    expect(copy).toMatchObject({
      text: expect.stringMatching(/paul@lumen\.example[\s\S]*rosa@lumen\.example/),
    });
    expect(buttonsOf(view).some((button) => "url" in button && button.url.includes("admin.mistral.ai"))).toBe(
      true,
    );
    expect(bot.statuses()).toEqual(["sending", "sending"]);
  });

  it("an Invitation that is approved meanwhile with the same role joins the open Task", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.ask("rosa@lumen.example", "kenji");
    await bot.approve(2);
    expect(taskCard(bot, "ben")).toHaveLength(1);
    expect(words(must(taskCard(bot, "ben")[0]).view)).toContain("rosa@lumen.example");
  });

  it("Done makes them Pending, confirmed by the person", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.done(1, 9);
    expect(bot.statuses()).toEqual(["pending"]);
    const [row] = bot.rows();
    expect(row?.evidence).toMatchObject({ kind: "confirmed", by: bot.personOf("ben").id });
    expect(bot.chat.first("approvals")).toContain("Pending");
  });

  it("Not possible fails them with the reason, and they can be sent again", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("ben").submit({ form: "impossible", task: 1 }, { reason: "no seat left" });
    expect(bot.statuses()).toEqual(["failed"]);
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(bot.statuses()).toEqual(["sending"]);
    expect(taskCard(bot, "ben")).toHaveLength(2);
  });

  it("an approver does not send their own Admin Invitation again that somebody took back", async () => {
    const bot = await paidBot();
    await bot.ask("ben@lumen.example", "chloe", "admin");
    await bot.approve(1, "ana");
    await bot.done(1, 9, "ana");
    await bot.as("ana").press({ do: "revoke", invitation: 1 });
    await bot.done(2, 9, "ana");
    expect(bot.statuses()).toEqual(["revoked"]);
    const reply = await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(reply).toMatchObject({ view: { summary: expect.stringMatching(/takes two people/) } });
    expect(bot.statuses()).toEqual(["revoked"]);
    await bot.as("ana").press({ do: "resend", invitation: 1 });
    expect(bot.statuses()).toEqual(["sending"]);
  });

  it("the invitee's own click marks them Active, and nobody else's invitation", async () => {
    const bot = await approved("kenji@lumen.example, paul@lumen.example");
    await bot.done(1, 9);
    await bot.as("kenji").press({ do: "joined", invitation: 2 });
    await bot.as("kenji").press({ do: "joined", invitation: 1 });
    expect(bot.statuses()).toEqual(["active", "pending"]);
    const [row] = bot.rows();
    expect(row?.evidence).toMatchObject({ kind: "confirmed", by: bot.personOf("kenji").id });
  });

  it("an approver can mark somebody Active, and the channel hears it", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.done(1, 9);
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    expect(bot.statuses()).toEqual(["active"]);
    expect(bot.chat.newest("news")).toContain("confirmed by @ben");
    expect(bot.chat.newest("dm-chloe")).toContain("paul@lumen.example");
  });

  it("revoking is a Task too, and counts once it is done", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.done(1, 9);
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(bot.statuses()).toEqual(["pending"]);
    expect(taskCard(bot, "ben")).toHaveLength(2);
    await bot.done(2, 9);
    expect(bot.statuses()).toEqual(["revoked"]);
  });

  it("a requester who asked for themselves and others is told of the others alone", async () => {
    const bot = await approved("chloe@lumen.example, kenji@lumen.example");
    await bot.done(1, 9);
    await bot.as("chloe").press({ do: "joined", invitation: 1 });
    const told = () => bot.chat.cards("dm-chloe", "joined:");
    expect(told()).toEqual([]);
    await bot.as("kenji").press({ do: "joined", invitation: 2 });
    expect(words(must(told()[0]).view)).toMatch(/^From your Requests:\n✅ kenji@lumen\.example is Active/);
    expect(words(must(told()[0]).view)).not.toContain("chloe@");
    expect(told()).toHaveLength(1);
  });

  it("a requester who asked for themselves is not named to themselves before they were looked up either", async () => {
    const bot = await startedBot();
    const mend = bot.chat.breaks(new AppError("unavailable", "no answer"), "findByAddress");
    await bot.pay();
    await bot.approved("chloe@lumen.example, kenji@lumen.example");
    await bot.done(1, 9);
    await bot.as("chloe").press({ do: "joined", invitation: 1 });
    const told = () => bot.chat.cards("dm-chloe", "joined:");
    expect(told()).toEqual([]);
    await bot.as("kenji").press({ do: "joined", invitation: 2 });
    expect(words(must(told()[0]).view)).not.toContain("chloe@");
    mend();
    await bot.skip(10 * 60_000);
    expect(bot.chat.cards("dm-chloe", "welcome:")).toHaveLength(1);
  });

  it("nobody is Active before they were invited", async () => {
    const bot = await startedBot();
    await bot.approved("kenji@lumen.example");
    await bot.as("kenji").press({ do: "joined", invitation: 1 });
    expect(bot.statuses()).toEqual(["approved"]);
  });

  it("a role changed while Pending counts once the Task is done", async () => {
    const bot = await approved("kenji@lumen.example");
    await bot.done();
    await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
    await bot.skip(24 * 3_600_000);
    await bot.done(2);
    const changed = must(bot.store.read((tx) => tx.invitations.get(1)));
    expect(changed).toMatchObject({ role: "billing", status: "pending", sentAt: bot.now() });
    const cards = bot.chat.cards("dm-kenji", "invitee:");
    expect(cards.map(({ view }) => /newer one has replaced it/.test(words(view)))).toEqual([true, false]);
    expect(words(must(cards[1]).view)).toMatch(/as Billing/);
  });

  it("a role that is changed twice before anybody did it is one Task, and none when it stays", async () => {
    const bot = await approved("kenji@lumen.example");
    await bot.done();
    const change = (role: string) => bot.as("ben").submit({ form: "role", invitation: 1 }, { role });
    const open = () => bot.store.read((tx) => tx.tasks.open().map(({ role }) => role));
    await bot.as("ana").submit({ form: "settings" }, { approvers: "", level: "everything" });
    await bot.as("ana").submit({ form: "role", invitation: 1 }, { role: "billing" });
    await bot.as("ana").submit({ form: "role", invitation: 1 }, { role: "billing" });
    expect(open()).toEqual(["billing"]);
    await bot.as("ana").submit({ form: "role", invitation: 1 }, { role: "admin" });
    expect(open()).toEqual(["admin"]);
    expect(
      JSON.stringify(await bot.as("ana").submit({ form: "role", invitation: 1 }, { role: "member" })),
    ).toMatch(/stays as it is/);
    expect(open()).toEqual([]);
    expect(JSON.stringify(await change("billing"))).toMatch(/approvers can do this/);
  });

  it("Invitations that fail together are told in one message", async () => {
    const bot = await approved("a@lumen.example, b@lumen.example, c@lumen.example");
    const before = bot.chat.dm("chloe").length;
    await bot.as("ben").submit({ form: "impossible", task: 1 }, { reason: "no seat" });
    expect(bot.chat.dm("chloe").length - before).toBe(1);
  });

  it("Done says nothing about addresses that joined the list after it was read", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.ask("rosa@lumen.example", "kenji");
    await bot.approve(2);
    await bot.done();
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["sending", "sending"]);
    await bot.done(1, 2);
    expect([...bot.statuses(1), ...bot.statuses(2)]).toEqual(["pending", "pending"]);
  });

  it("an Invitation whose Task is still open can be revoked, and leaves the Task", async () => {
    const bot = await approved("paul@lumen.example, rosa@lumen.example");
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(bot.statuses()).toEqual(["revoked", "sending"]);
    await bot.done();
    expect(bot.statuses()).toEqual(["revoked", "pending"]);
  });

  it("an old Task to revoke cannot undo what was sent again since", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.done();
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    await bot.done(3);
    await bot.done(2);
    expect(bot.statuses()).toEqual(["pending"]);
  });

  it("after seven days the person who invited is asked whether it has run out, and nothing is assumed", async () => {
    const bot = await approved("kenji@lumen.example");
    await bot.done();
    await bot.skip(7 * 24 * 3_600_000);
    expect(bot.statuses()).toEqual(["pending"]);
    const asked = must(bot.chat.dm("ben").find(({ key }) => key.startsWith("ran-out:")));
    expect(words(asked.view)).toMatch(/kenji@lumen\.example[\s\S]*It has run out/);
    await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
    expect(bot.statuses()).toEqual(["expired"]);
    expect(buttonsOf(asked.view)).toEqual([]);
    await bot.as("kenji").press({ do: "resend", invitation: 1 });
    expect(bot.statuses()).toEqual(["sending"]);
  });
});
