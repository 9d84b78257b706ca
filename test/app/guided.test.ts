import { describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { buttonsOf, words } from "../support/chat.ts";
import { must } from "../support/must.ts";

async function approved(addresses: string): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("chloe").submit({ form: "invite" }, invitation(addresses));
  await bot.as("ben").press({ do: "approve", request: 1 });
  return bot;
}
const statuses = (bot: Bot, request = 1) =>
  bot.store.read((tx) => tx.invitations.ofRequest(request).map(({ status }) => status));
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
    expect(statuses(bot)).toEqual(["sending", "sending"]);
  });

  it("what is approved meanwhile with the same role joins the open Task", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("kenji").submit({ form: "invite" }, invitation("rosa@lumen.example"));
    await bot.as("ben").press({ do: "approve", request: 2 });
    expect(taskCard(bot, "ben")).toHaveLength(1);
    expect(words(must(taskCard(bot, "ben")[0]).view)).toContain("rosa@lumen.example");
  });

  it("Done makes them Pending, confirmed by the person", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
    expect(statuses(bot)).toEqual(["pending"]);
    const [row] = bot.store.read((tx) => tx.invitations.ofRequest(1));
    expect(row?.evidence).toMatchObject({ kind: "confirmed", by: bot.personOf("ben").id });
    expect(words(must(bot.chat.in("approvals")[0]).view)).toContain("Pending");
  });

  it("Not possible fails them with the reason, and they can be sent again", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("ben").submit({ form: "impossible", task: 1 }, { reason: "no seat left" });
    expect(statuses(bot)).toEqual(["failed"]);
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(statuses(bot)).toEqual(["sending"]);
    expect(taskCard(bot, "ben")).toHaveLength(2);
  });

  it("an approver does not send their own Admin Invitation again that somebody took back", async () => {
    const bot = await startedBot();
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("chloe").submit({ form: "invite" }, invitation("ben@lumen.example", "admin"));
    await bot.as("ana").press({ do: "approve", request: 1 });
    await bot.as("ana").press({ do: "task-done", task: 1, rows: 9 });
    await bot.as("ana").press({ do: "revoke", invitation: 1 });
    await bot.as("ana").press({ do: "task-done", task: 2, rows: 9 });
    expect(statuses(bot)).toEqual(["revoked"]);
    const reply = await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(reply).toMatchObject({ view: { summary: expect.stringMatching(/takes two people/) } });
    expect(statuses(bot)).toEqual(["revoked"]);
    await bot.as("ana").press({ do: "resend", invitation: 1 });
    expect(statuses(bot)).toEqual(["sending"]);
  });

  it("a Task is nobody else's to close", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("chloe").press({ do: "task-done", task: 1, rows: 9 });
    expect(statuses(bot)).toEqual(["sending"]);
  });

  it("the invitee's own click marks them Active, and nobody else's invitation", async () => {
    const bot = await approved("kenji@lumen.example, paul@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
    await bot.as("kenji").press({ do: "joined", invitation: 2 });
    await bot.as("kenji").press({ do: "joined", invitation: 1 });
    expect(statuses(bot)).toEqual(["active", "pending"]);
    const [row] = bot.store.read((tx) => tx.invitations.ofRequest(1));
    expect(row?.evidence).toMatchObject({ kind: "confirmed", by: bot.personOf("kenji").id });
  });

  it("an invitee is not nudged twice at once, nor when the 7 days are over, by a bot that was away", async () => {
    const nudges = async (days: number): Promise<number> => {
      const bot = await approved("kenji@lumen.example");
      await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
      await bot.skip(days * 24 * 3_600_000);
      return bot.chat.dm("kenji").filter(({ key }) => key.startsWith("nudge:")).length;
    };
    expect(await nudges(3)).toBe(1);
    expect(await nudges(6)).toBe(1);
    expect(await nudges(8)).toBe(0);
  });

  it("an approver can mark somebody Active, and the channel hears it", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    expect(statuses(bot)).toEqual(["active"]);
    expect(words(must(bot.chat.in("news").at(-1)).view)).toContain("confirmed by @ben");
    expect(words(must(bot.chat.dm("chloe").at(-1)).view)).toContain("paul@lumen.example");
  });

  it("revoking is a Task too, and counts once it is done", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(statuses(bot)).toEqual(["pending"]);
    expect(taskCard(bot, "ben")).toHaveLength(2);
    await bot.as("ben").press({ do: "task-done", task: 2, rows: 9 });
    expect(statuses(bot)).toEqual(["revoked"]);
  });

  it("the whole Setup reaches six of six by people's word, each step saying whose", async () => {
    const bot = await approved("kenji@lumen.example");
    const ana = bot.as("ana");
    await ana.submit({ form: "organization" }, { name: "Lumen", branch: "existing" });
    await ana.submit({ form: "workspaces" }, { names: "Production" });
    await ana.press({ do: "task-done", task: 2, rows: 9 });
    await ana.press({ do: "skip", step: "security" });
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
    await bot.as("kenji").press({ do: "joined", invitation: 1 });
    await bot.as("kenji").press({ do: "key-works", invitation: 1 });
    expect(bot.store.read((tx) => tx.setup.load()?.steps.verify.state)).toBe("open");
    await ana.submit({ form: "verify" }, { keyWorks: ["yes"] });
    const setup = bot.store.read((tx) => tx.setup.load());
    expect(setup?.completedAt).not.toBeNull();
    expect(Object.values(must(setup).steps).map(({ evidence }) => evidence?.kind)).toEqual(
      Array(6).fill("confirmed"),
    );
    expect(must(bot.chat.in("news").at(-1)).key).toMatch(/^complete:/);
  });

  it("who asked for themselves and others is told of the others alone", async () => {
    const bot = await approved("chloe@lumen.example, kenji@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
    await bot.as("chloe").press({ do: "joined", invitation: 1 });
    const told = () => bot.chat.dm("chloe").filter(({ key }) => key.startsWith("joined:"));
    expect(told()).toEqual([]);
    await bot.as("kenji").press({ do: "joined", invitation: 2 });
    expect(words(must(told()[0]).view)).toMatch(/^From your Requests:\n✅ kenji@lumen\.example is Active/);
    expect(words(must(told()[0]).view)).not.toContain("chloe@");
    expect(told()).toHaveLength(1);
  });

  it("who asked for themselves is not named to themselves either before they were looked up", async () => {
    const bot = await startedBot();
    const { findByAddress } = bot.chat.messenger;
    bot.chat.messenger.findByAddress = async () => {
      throw new AppError("unavailable", "no answer");
    };
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("chloe").submit({ form: "invite" }, invitation("chloe@lumen.example, kenji@lumen.example"));
    await bot.as("ben").press({ do: "approve", request: 1 });
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 9 });
    await bot.as("chloe").press({ do: "joined", invitation: 1 });
    const told = () => bot.chat.dm("chloe").filter(({ key }) => key.startsWith("joined:"));
    expect(told()).toEqual([]);
    await bot.as("kenji").press({ do: "joined", invitation: 2 });
    expect(words(must(told()[0]).view)).not.toContain("chloe@");
    bot.chat.messenger.findByAddress = findByAddress;
    await bot.skip(10 * 60_000);
    expect(bot.chat.dm("chloe").filter(({ key }) => key.startsWith("welcome:"))).toHaveLength(1);
  });

  it("nobody is Active before they were invited", async () => {
    const bot = await startedBot();
    await bot.as("chloe").submit({ form: "invite" }, invitation("kenji@lumen.example"));
    await bot.as("ben").press({ do: "approve", request: 1 });
    await bot.as("kenji").press({ do: "joined", invitation: 1 });
    expect(statuses(bot)).toEqual(["approved"]);
  });

  it("a role changed while Pending counts once the Task is done", async () => {
    const bot = await approved("kenji@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
    await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
    await bot.skip(24 * 3_600_000);
    await bot.as("ben").press({ do: "task-done", task: 2, rows: 1 });
    const changed = must(bot.store.read((tx) => tx.invitations.get(1)));
    expect(changed).toMatchObject({ role: "billing", status: "pending", sentAt: bot.now() });
    const cards = bot.chat.dm("kenji").filter(({ key }) => key.startsWith("invitee:"));
    expect(cards.map(({ view }) => /newer one has replaced it/.test(words(view)))).toEqual([true, false]);
    expect(words(must(cards[1]).view)).toMatch(/as Billing/);
  });

  it("a role that is changed twice before anybody did it is one Task, and none when it stays", async () => {
    const bot = await approved("kenji@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
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

  it("what fails together is told in one message", async () => {
    const bot = await approved("a@lumen.example, b@lumen.example, c@lumen.example");
    const before = bot.chat.dm("chloe").length;
    await bot.as("ben").submit({ form: "impossible", task: 1 }, { reason: "no seat" });
    expect(bot.chat.dm("chloe").length - before).toBe(1);
  });

  it("Done says nothing about addresses that joined the list after it was read", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("kenji").submit({ form: "invite" }, invitation("rosa@lumen.example"));
    await bot.as("ben").press({ do: "approve", request: 2 });
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
    expect([...statuses(bot, 1), ...statuses(bot, 2)]).toEqual(["sending", "sending"]);
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 2 });
    expect([...statuses(bot, 1), ...statuses(bot, 2)]).toEqual(["pending", "pending"]);
  });

  it("an Invitation whose Task is still open can be revoked, and leaves the Task", async () => {
    const bot = await approved("paul@lumen.example, rosa@lumen.example");
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(statuses(bot)).toEqual(["revoked", "sending"]);
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
    expect(statuses(bot)).toEqual(["revoked", "pending"]);
  });

  it("an old Task to revoke cannot undo what was sent again since", async () => {
    const bot = await approved("paul@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    await bot.as("ben").press({ do: "task-done", task: 3, rows: 1 });
    await bot.as("ben").press({ do: "task-done", task: 2, rows: 1 });
    expect(statuses(bot)).toEqual(["pending"]);
  });

  it("after seven days the person who invited is asked whether it has run out, and nothing is assumed", async () => {
    const bot = await approved("kenji@lumen.example");
    await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
    await bot.skip(7 * 24 * 3_600_000);
    expect(statuses(bot)).toEqual(["pending"]);
    const asked = must(bot.chat.dm("ben").find(({ key }) => key.startsWith("ran-out:")));
    expect(words(asked.view)).toMatch(/kenji@lumen\.example[\s\S]*It has run out/);
    await bot.as("ben").press({ do: "mark-expired", invitation: 1 });
    expect(statuses(bot)).toEqual(["expired"]);
    expect(buttonsOf(asked.view)).toEqual([]);
    await bot.as("kenji").press({ do: "resend", invitation: 1 });
    expect(statuses(bot)).toEqual(["sending"]);
  });
});
