import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import type { Field } from "../../../src/view/core/view.ts";
import { withGroup } from "../../support/approvals/groups.ts";
import { type Bot, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { said } from "../../support/world/chat.ts";

/** What the form begins with. */
function begun(reply: Reply): Record<string, unknown> {
  if (reply.kind !== "open") throw new Error(`no form but ${reply.kind}`);
  const initial = (field: Field) => ("initial" in field ? field.initial : undefined);
  return Object.fromEntries(reply.form.fields.map((field) => [field.name, initial(field)]));
}

function withWorkspace(bot: Bot, name: string, state: "created" | "waiting" = "created"): number {
  const made = { name, state, mistralId: null, evidence: null, trouble: null };
  return bot.store.transact((tx) => tx.workspaces.insert(made)).id;
}

describe("the invite command in one's own words", () => {
  it("fills in what it understands, and leaves the rest in the reason", async () => {
    const bot = await startedBot();
    const design = withWorkspace(bot, "Design");
    withWorkspace(bot, "Engineering", "waiting");
    const words = "rosa@lumen.example for the audit as Billing in Design and Engineering until March";
    expect(begun(await bot.as("chloe").command(`invite ${words}`))).toMatchObject({
      ...{ addresses: "rosa@lumen.example", role: "billing", workspaces: [`${design}`] },
      ...{ reason: "for the audit and Engineering", until: "2026-02-28" },
    });
    expect(bot.store.read((tx) => tx.requests.open())).toEqual([]);
  });

  it("asks whom to invite where it names nobody, rather than to take whoever asks", async () => {
    const bot = await startedBot();
    expect(begun(await bot.as("chloe").command("invite the design team until March"))).toMatchObject({
      ...{ addresses: "", reason: "the design team", until: "2026-02-28" },
    });
  });

  it("is for whoever asks where nothing is said but a role and until when", async () => {
    const bot = await startedBot();
    const reply = await bot.as("chloe").command("invite until March as billing");
    expect(reply).toMatchObject({ form: { ref: { form: "invite", for: "self" } } });
    expect(begun(reply)).toEqual({ role: "billing", until: "2026-02-28" });
    const design = withWorkspace(bot, "Design");
    expect(begun(await bot.as("chloe").command("invite me in Design"))).toMatchObject({
      ...{ addresses: "chloe@lumen.example", workspaces: [`${design}`] },
    });
  });

  it("knows people who are mentioned by the address of their account there, and leaves others in the reason", async () => {
    const bot = await bothBot();
    bot.chat.join("kenji", { address: "k@lumen.example", addressVerified: false });
    for (const who of ["ben", "kenji"]) await bot.as(who).command("status");
    const words = "invite <@ben|ben> and <@kenji|kenji> and <@zoe|zoe>";
    expect(begun(await bot.as("chloe").command(words))).toMatchObject({
      ...{ addresses: "ben@lumen.example", reason: "@kenji and @zoe" },
    });
    const inTeams = begun(await bot.inTeams("chloe").command("invite <@t-tara|Tara> <@ben|Ben>"));
    expect(inTeams).toMatchObject({ addresses: "tara@lumen.example", reason: "@Ben" });
  });

  it("knows the people of a group of approvers, unless one of them has no address that is sure", async () => {
    const bot = await withGroup();
    const addresses = "rosa@lumen.example\nkenji@lumen.example";
    expect(begun(await bot.as("chloe").command("invite <@it|it>"))).toMatchObject({ addresses });
    bot.chat.join("rosa", { addressVerified: false });
    await bot.skip(3_700_000);
    await bot.as("rosa").command("status");
    expect(begun(await bot.as("chloe").command("invite <@it|it>"))).toMatchObject({ reason: "@it" });
  });

  it("reads a day in the zone of whoever asks", async () => {
    const bot = await startedBot();
    bot.chat.join("kenji", { timezone: "Asia/Tokyo" });
    expect(begun(await bot.as("kenji").command("invite until January"))).toMatchObject({
      reason: "until January",
    });
  });

  it("leaves words that the reason cannot hold below the addresses, with those of people who are mentioned", async () => {
    const bot = await bothBot();
    await bot.as("ben").command("status");
    const words = `because ${"of the audit ".repeat(50)}`.trim();
    const form = begun(await bot.as("chloe").command(`invite <@ben|ben> as billing ${words}`));
    const [address, ...rest] = `${form["addresses"]}`.split("\n");
    const reason = `${form["reason"]}`;
    expect(reason.length).toBeLessThanOrEqual(500);
    expect([address, form["role"]]).toEqual(["ben@lumen.example", "billing"]);
    expect([reason, ...rest].join(" ")).toBe(words);
    const long = begun(await bot.as("chloe").command(`invite <@ben> ${"long".repeat(200)}`));
    expect(long).toMatchObject({ addresses: `ben@lumen.example\n${"long".repeat(200)}` });
    expect(said(await bot.as("chloe").command(`invite ${"very ".repeat(700)}`))).toContain("too much");
  });

  it("takes whoever asks, an approver too, beside others by their own address", async () => {
    const bot = await startedBot();
    const design = withWorkspace(bot, "Design");
    expect(begun(await bot.as("ana").command("invite me as admin"))).toMatchObject({
      ...{ addresses: "ana@lumen.example", role: "admin" },
    });
    const words = "invite paul@lumen.example and me in Design";
    expect(begun(await bot.as("chloe").command(words))).toMatchObject({
      ...{
        addresses: "paul@lumen.example\nchloe@lumen.example",
        workspaces: [`${design}`],
        reason: undefined,
      },
    });
    expect(await bot.as("chloe").command("invite me until March")).toMatchObject({
      form: { ref: { form: "invite", for: "self" } },
    });
  });

  it("finds Members who are mentioned by their names", async () => {
    const bot = await startedBot();
    await bot.ask("paul@lumen.example");
    await bot.approve(1, "ana");
    expect(said(await bot.as("ana").command("members <@U9|paul>"))).toContain("paul@lumen.example");
    expect(said(await bot.as("ana").command("hello-there <@U9|paul>"))).toContain("hello-there paul");
  });
});
