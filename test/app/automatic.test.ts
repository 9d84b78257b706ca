import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createKeyProbe } from "../../src/mistral/probe.ts";
import { type Bot, billing, invitation, START, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { KEY, listenEmbeddedMistral, type TestMistral } from "../support/mistral.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let mistral: TestMistral;
let bot: Bot;
let offset = START;

beforeEach(async () => {
  offset = START;
  mistral = await listenEmbeddedMistral({ now: () => offset });
  bot = await startedBot({
    mistral: mistral.admin,
    probe: createKeyProbe({ baseUrl: mistral.url, key: KEY }),
  });
  await skip(0);
});
afterEach(() => mistral.close());

/** Moves Mistral's clock and the bot's together. */
async function skip(milliseconds: number): Promise<void> {
  offset += milliseconds;
  await bot.skip(milliseconds);
}

async function pay(): Promise<void> {
  mistral.mistral.change({ kind: "payment", on: true });
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.settle();
}

const rows = (request = 1) => bot.store.read((tx) => tx.invitations.ofRequest(request));
const statuses = (request = 1) => rows(request).map(({ status }) => status);
const mails = () => mistral.mistral.mails().map(({ to }) => to);

async function approved(addresses: string): Promise<void> {
  await bot.as("chloe").submit({ form: "invite" }, invitation(addresses));
  await bot.as("ben").press({ do: "approve", request: 1 });
}

describe("with an Admin API", () => {
  it("an approved Request is sent in one call and shown as Pending once Mistral has it", async () => {
    await pay();
    await approved("paul@lumen.example, rosa@lumen.example");
    expect(statuses()).toEqual(["pending", "pending"]);
    expect(rows()[0]?.evidence).toMatchObject({ kind: "verified", source: "members" });
    expect(mails()).toEqual(["paul@lumen.example", "rosa@lumen.example"]);
    const posts = mistral.mistral
      .calls()
      .filter(({ method, path }) => method === "POST" && path.includes("invite"));
    expect(posts).toHaveLength(1);
  });

  it("what is approved before billing waits, says so, and goes on by itself", async () => {
    await approved("paul@lumen.example");
    expect(statuses()).toEqual(["approved"]);
    expect(words(must(bot.chat.in("approvals")[0]).view)).toMatch(/waiting for billing/i);
    expect(mails()).toEqual([]);
    await pay();
    expect(statuses()).toEqual(["pending"]);
  });

  it("nobody is invited twice when the answer to an invitation is lost", async () => {
    await pay();
    mistral.mistral.faults.add({
      fault: { kind: "drop", afterChange: true },
      path: "/v1/admin/users-invite",
    });
    await approved("paul@lumen.example");
    expect(statuses()).toEqual(["sending"]);
    await skip(20_000);
    expect(statuses()).toEqual(["pending"]);
    expect(mails()).toEqual(["paul@lumen.example"]);
  });

  it("an invitation is sent when Mistral refused for now and told when to come back", async () => {
    await pay();
    const busy = { status: 429, headers: { "retry-after": "30" }, body: "{}" };
    mistral.mistral.faults.add({ fault: { kind: "answer", ...busy }, path: "/v1/admin/users-invite" });
    await approved("paul@lumen.example");
    expect(mails()).toEqual([]);
    await skip(29_000);
    expect(mails()).toEqual([]);
    await skip(2_000);
    expect(statuses()).toEqual(["pending"]);
  });

  it("a refused Admin key fails the Invitations, tells the owner, and they can be sent again", async () => {
    await pay();
    const refused = { status: 401, body: '{"detail":"Unauthorized"}', headers: {} };
    mistral.mistral.faults.add({ fault: { kind: "answer", ...refused }, path: "/v1/admin/users-invite" });
    await approved("paul@lumen.example");
    expect(statuses()).toEqual(["failed"]);
    expect(bot.chat.dm("ana").some(({ key }) => key.startsWith("trouble:"))).toBe(true);
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(statuses()).toEqual(["pending"]);
  });

  it("the invitee hears what the e-mail is, is nudged on day 2 and day 5, and the channel hears when they join", async () => {
    await pay();
    await approved("kenji@lumen.example");
    expect(words(must(bot.chat.dm("kenji")[0]).view)).toMatch(/e-mail/);
    await skip(2 * DAY);
    await skip(3 * DAY);
    expect(bot.chat.dm("kenji").filter(({ key }) => key.startsWith("nudge:"))).toHaveLength(2);
    mistral.mistral.accept(must(mistral.mistral.mails()[0]).id);
    await skip(2 * MINUTE);
    expect(statuses()).toEqual(["active"]);
    expect(words(must(bot.chat.in("news").at(-1)).view)).toContain("@kenji is Active");
    expect(bot.chat.dm("chloe").some(({ key }) => key.startsWith("joined:"))).toBe(true);
    expect(bot.chat.dm("kenji").some(({ key }) => key.startsWith("welcome:"))).toBe(true);
  });

  it("Members who go Active within a minute share one message", async () => {
    await pay();
    await approved("paul@lumen.example, rosa@lumen.example");
    const before = bot.chat.in("news").length;
    mistral.mistral.accept(must(mistral.mistral.mails()[0]).id);
    await bot.as("ben").press({ do: "mark-active", invitation: 1 });
    mistral.mistral.accept(must(mistral.mistral.mails()[1]).id);
    await skip(30_000);
    await bot.as("ben").press({ do: "mark-active", invitation: 2 });
    expect(statuses()).toEqual(["active", "active"]);
    expect(bot.chat.in("news").length - before).toBe(1);
    expect(words(must(bot.chat.in("news").at(-1)).view)).toContain("2 Members are Active");
  });

  it("a person's word does not make anybody Active: Mistral's list is asked", async () => {
    await pay();
    await approved("kenji@lumen.example");
    await bot.as("kenji").press({ do: "joined", invitation: 1 });
    expect(statuses()).toEqual(["pending"]);
  });

  it("an expired Invitation is read, not computed, and can be sent again with one new e-mail", async () => {
    await pay();
    await approved("paul@lumen.example");
    await skip(8 * DAY);
    expect(statuses()).toEqual(["expired"]);
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(statuses()).toEqual(["pending"]);
    expect(mails()).toHaveLength(2);
    expect(mistral.section.get().doubleInvites).toBe(0);
  });

  it("revoking counts once Mistral has done it", async () => {
    await pay();
    await approved("paul@lumen.example");
    mistral.mistral.faults.add({ fault: { kind: "drop", afterChange: false }, method: "DELETE" });
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(statuses()).toEqual(["pending"]);
    await skip(MINUTE);
    expect(statuses()).toEqual(["revoked"]);
    expect(mistral.mistral.mails()[0]?.state).toBe("revoked");
  });

  it("an Invitation that vanished from Mistral's lists is no activation", async () => {
    await pay();
    await approved("paul@lumen.example");
    mistral.mistral.change({ kind: "revoke", email: "paul@lumen.example" });
    await skip(2 * MINUTE);
    await skip(2 * MINUTE);
    expect(statuses()).toEqual(["revoked"]);
  });

  it("a Pending role is changed by revoking and inviting again, an Active one at the Member", async () => {
    await pay();
    await approved("paul@lumen.example");
    await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "billing" });
    expect(statuses()).toEqual(["pending"]);
    expect(mistral.mistral.panel().members.find(({ email }) => email.startsWith("paul"))?.role).toMatch(
      /billing/i,
    );
    mistral.mistral.accept(must(mistral.mistral.mails().at(-1)).id);
    await skip(2 * MINUTE);
    await bot.as("ben").submit({ form: "role", invitation: 1 }, { role: "member" });
    expect(mistral.mistral.panel().members.find(({ email }) => email.startsWith("paul"))?.role).toMatch(
      /member/i,
    );
    expect(rows()[0]?.role).toBe("member");
  });

  it("a Workspace is made once, and its step closes with Mistral's word", async () => {
    mistral.mistral.faults.add({
      fault: { kind: "drop", afterChange: true },
      method: "POST",
      path: "/v1/admin/workspaces",
    });
    await bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering\nProduction" });
    await skip(MINUTE);
    expect(mistral.mistral.panel().workspaces.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Engineering", "Production"]),
    );
    const step = bot.store.read((tx) => tx.setup.load()?.steps.workspaces);
    expect(step).toMatchObject({ state: "done", evidence: { kind: "verified" } });
  });

  it("the channel hears of billing when the warm-up is over, and not before", async () => {
    await pay();
    const heard = () => bot.chat.in("news").filter(({ key }) => key.startsWith("billing:"));
    await skip(3 * MINUTE - 1);
    expect(heard()).toHaveLength(0);
    await skip(1);
    expect(words(must(heard()[0]).view)).toMatch(/@ana/);
  });

  it("the Setup completes when every step is closed, and says how long it took", async () => {
    await bot.as("ana").submit({ form: "organization" }, { name: "Lumen", branch: "new" });
    await pay();
    await bot.as("ana").press({ do: "skip", step: "workspaces" });
    await bot.as("ana").press({ do: "skip", step: "security" });
    await approved("paul@lumen.example");
    mistral.mistral.accept(must(mistral.mistral.mails()[0]).id);
    await skip(4 * MINUTE);
    await skip(MINUTE);
    const setup = bot.store.read((tx) => tx.setup.load());
    expect(Object.values(must(setup).steps).map(({ state }) => state)).not.toContain("open");
    expect(Object.values(must(setup).steps).every(({ evidence }) => evidence !== null)).toBe(true);
    expect(words(must(bot.chat.in("news").at(-1)).view)).toMatch(/minutes/);
    expect(bot.chat.in("news").filter(({ key }) => key.startsWith("complete:"))).toHaveLength(1);
  });

  it("who was revoked cannot have it sent again", async () => {
    await pay();
    await approved("kenji@lumen.example");
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    await skip(11 * MINUTE);
    await bot.as("kenji").press({ do: "resend", invitation: 1 });
    expect(statuses()).toEqual(["revoked"]);
  });

  it("who accepted before the revocation is shown as Active", async () => {
    await pay();
    await approved("kenji@lumen.example");
    mistral.mistral.accept(must(mistral.mistral.mails()[0]).id);
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    await skip(2 * MINUTE);
    expect(statuses()).toEqual(["active"]);
  });

  it("what expires together is told in one message", async () => {
    await pay();
    await approved("a@lumen.example, b@lumen.example, c@lumen.example");
    const before = bot.chat.dm("chloe").length;
    await skip(8 * DAY);
    expect(statuses()).toEqual(["expired", "expired", "expired"]);
    expect(bot.chat.dm("chloe").length - before).toBe(1);
    expect(words(must(bot.chat.dm("chloe").at(-1)).view)).toContain("c@lumen.example");
  });

  it("an Invitation that Mistral takes and never shows does not stay sending for ever", async () => {
    await pay();
    const taken = {
      status: 200,
      body: '{"invalid_emails":[],"already_members":["paul@lumen.example"]}',
      headers: {},
    };
    mistral.mistral.faults.add({ fault: { kind: "answer", ...taken }, path: "/v1/admin/users-invite" });
    await approved("paul@lumen.example");
    expect(statuses()).toEqual(["failed"]);
    const silent = { status: 200, body: '{"invalid_emails":[],"already_members":[]}', headers: {} };
    mistral.mistral.faults.add({ fault: { kind: "answer", ...silent }, path: "/v1/admin/users-invite" });
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(statuses()).toEqual(["sending"]);
    await skip(20 * MINUTE);
    expect(statuses()).toEqual(["failed"]);
  });
});
