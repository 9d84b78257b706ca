import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import type { FormRef } from "../../../src/domain/action.ts";
import { type Bot, invitation, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";

const formIn = (reply: Reply) => {
  if (reply.kind !== "open") throw new Error(`no form but ${reply.kind}`);
  return { ref: reply.form.ref, fields: reply.form.fields.map(({ name }) => name) };
};
const SHORT = { ref: { form: "invite", for: "self" }, fields: ["role", "until", "reason"] };
const LONG = {
  ref: { form: "invite", for: "others" },
  fields: ["addresses", "role", "seats", "until", "reason"],
};
const ME = { form: "invite", for: "self" } as const;
const button = (bot: Bot, who: string, to: FormRef = { form: "invite" }) =>
  bot.as(who).press({ do: "open", to });

describe("the invite form", () => {
  it("is three fields for somebody who asks for themselves, by the command and by the button", async () => {
    const bot = await startedBot();
    expect(formIn(await bot.as("chloe").command("invite"))).toEqual(SHORT);
    expect(formIn(await button(bot, "chloe"))).toEqual(SHORT);
    expect(JSON.stringify(await bot.as("chloe").command("invite"))).toContain("chloe@lumen.example");
  });

  it("is the long one for others: on demand, with addresses, for an approver, and for who asked before", async () => {
    const bot = await startedBot();
    expect(formIn(await button(bot, "chloe", { form: "invite", for: "others" }))).toEqual(LONG);
    expect(formIn(await bot.as("chloe").command("invite paul@lumen.example"))).toEqual(LONG);
    for (const who of ["ana", "ben"]) expect(formIn(await bot.as(who).command("invite"))).toEqual(LONG);
    await bot.as("chloe").submit(ME, { role: "member", reason: null });
    expect(formIn(await bot.as("chloe").command("invite"))).toEqual(LONG);
    expect(formIn(await button(bot, "chloe"))).toEqual(LONG);
  });

  it("for others begins with no address of an approver's own, who is there to invite", async () => {
    const bot = await startedBot();
    const beginning = async (reply: Promise<Reply>) => {
      const [field] = ((await reply) as Extract<Reply, { kind: "open" }>).form.fields;
      return field !== undefined && "initial" in field ? field.initial : undefined;
    };
    expect(await beginning(bot.as("ana").command("invite"))).toBe("");
    expect(await beginning(button(bot, "chloe", { form: "invite", for: "others" }))).toBe(
      "chloe@lumen.example",
    );
    expect(await beginning(bot.as("ana").command("invite paul@lumen.example"))).toBe("paul@lumen.example");
  });

  it("keeps the role that follows the command", async () => {
    const bot = await startedBot();
    const reply = await bot.as("chloe").command("invite billing");
    expect(reply).toMatchObject({ form: { ref: ME, fields: [{ initial: "billing" }, {}, {}] } });
  });

  it("asks for one's own address, with the seats that the settings give", async () => {
    const bot = await startedBot();
    await bot.set({ seats: ["chat"] });
    const typed = { role: "billing", reason: "for the invoices", addresses: "eve@elsewhere.example" };
    await bot.as("chloe").submit(ME, typed);
    expect(bot.request()).toMatchObject({ role: "billing", reason: "for the invoices", seats: ["chat"] });
    const asked = bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ address }) => address));
    expect(asked).toEqual(["chloe@lumen.example"]);
  });

  it("that was open while somebody else asked for them says so", async () => {
    const bot = await startedBot();
    await bot.as("ben").submit({ form: "invite" }, invitation("chloe@lumen.example"));
    const reply = await bot.as("chloe").submit(ME, { role: "member", reason: null });
    expect(said(reply)).toContain("chloe@lumen.example: already invited or asked for");
  });
});
