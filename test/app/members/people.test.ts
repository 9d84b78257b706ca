import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { type Bot, createBot, startedBot } from "../../support/world/bot.ts";
import { bothBot, changeSettings } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";

it("the Setup can be started by somebody named in SETUP_OWNERS with a verified address", async () => {
  const bot = createBot({ owners: ["kenji@lumen.example"] });
  expect((await bot.as("kenji").command("setup")).kind).toBe("open");
  bot.chat.join("mallory", { address: "kenji@lumen.example", addressVerified: false });
  expect((await bot.as("mallory").command("")).kind).toBe("show");
});

it("somebody who may not sees nobody's addresses but their own requests", async () => {
  const bot = await startedBot();
  await bot.ask("paul@lumen.example");
  expect(said(await bot.as("kenji").command("status"))).not.toMatch(/paul@|@chloe/);
  expect(said(await bot.as("chloe").command("status"))).toContain("Asked by @chloe");
  expect(bot.chat.first("dm-chloe")).toContain("paul@lumen.example");
  expect(said(await bot.as("kenji").command("members"))).toMatch(/approvers/);
});

it("the invite command fills in the addresses and the role that follow it", async () => {
  const bot = await startedBot();
  const reply = await bot.as("chloe").command("invite paul@lumen.example rosa@lumen.example Billing");
  const fields = reply.kind === "open" ? reply.form.fields : [];
  expect(fields.find(({ name }) => name === "role")).toMatchObject({ initial: "billing" });
  expect(JSON.stringify(fields)).toContain("rosa@lumen.example");
});

it("while Slack does not know a person they are asked to try again, and a form stays open with what was typed", async () => {
  const bot = await startedBot();
  const mend = bot.chat.breaks(new AppError("unavailable", "timeout"), "account");
  expect((await bot.as("kenji").command("help")).kind).toBe("show");
  const form = { form: "hand", step: "billing" } as const;
  const reply = await bot.as("ana").submit(form, { person: "kenji" });
  expect(reply).toMatchObject({ kind: "errors", errors: { "": expect.stringMatching(/Try again/) } });
  mend();
  expect(said(await bot.as("kenji").command("help"))).toMatch(/mistral-setup/);
  expect((await bot.as("ana").submit(form, { person: "kenji" })).kind).toBe("show");
});

it("somebody whose standing changed without an event is let in once they are a member", async () => {
  const bot = await startedBot();
  expect(said(await bot.as("greta").command("status"))).toMatch(/^Guests/);
  bot.chat.join("greta");
  await bot.skip(120_000);
  expect(said(await bot.as("greta").command("status"))).not.toMatch(/Guests/);
});

it("an approver who is new gets what is open already, and may decide", async () => {
  const bot = await startedBot();
  await bot.set({ approvals: null, approvers: [] });
  await bot.ask("paul@lumen.example");
  expect(bot.chat.dm("kenji")).toHaveLength(0);
  await bot.set({ approvals: null, approvers: ["kenji"] });
  expect(bot.chat.told("kenji").join("\n")).toMatch(/made you an approver[\s\S]*paul@lumen.example/);
  await bot.approve(1, "kenji");
  expect(bot.request().state).toBe("approved");
});

it("a page that shows what it showed before is not published again", async () => {
  const bot = await startedBot();
  await bot.as("kenji").home();
  const published: string[] = [];
  bot.chat.watch((_, channel) => void published.push(channel));
  await bot.ask("paul@lumen.example", "ben");
  await bot.skip(1000);
  expect(published).not.toContain("dm-kenji");
  await bot.as("kenji").home();
  expect(published).toContain("dm-kenji");
});

it("somebody of another chat workspace or tenant is answered as a stranger", async () => {
  const bot = await startedBot({ both: true });
  bot.chat.join("mallory", { standing: "stranger" });
  bot.teams.join("t-mallory", { standing: "stranger" });
  for (const on of ["as", "inTeams"] as const) {
    expect(await bot[on]("mallory").command("status")).toMatchObject({ kind: "show", stranger: true });
    expect(await bot[on]("chloe").command("status")).not.toMatchObject({ stranger: true });
  }
});

const BEN = "ben@lumen.example";

/** All that the bot has told Ben, shows him by itself or answers when he asks. */
async function heardByBen(bot: Bot): Promise<string> {
  await bot.as("ben").home();
  const asked = [];
  for (const word of ["key", "status", ""]) asked.push(said(await bot.as("ben").command(word)));
  return [words(must(bot.chat.homes.get("ben"))), ...asked, ...bot.chat.told("ben")].join("\n");
}

/** Ben is no approver; Kenji asks for him. */
async function askedForBen(): Promise<Bot> {
  const bot = await startedBot();
  changeSettings(bot, () => ({ approvers: [] }));
  await bot.ask(BEN, "kenji");
  return bot;
}

const ENDS: readonly [string, (bot: Bot) => Promise<unknown>][] = [
  ["open", async () => {}],
  ["denied", (bot) => bot.deny(1, "ana", "not him")],
  ["approved and not sent yet", (bot) => bot.approve(1, "ana")],
];

describe("the Invitation that somebody else asked for", () => {
  it.each(ENDS)("is hidden from the invitee, and no button for it works, while it is %s", async (_, end) => {
    const bot = await askedForBen();
    await end(bot);
    const heard = await heardByBen(bot);
    expect(heard).not.toMatch(/My invitation|not him/);
    expect(heard).not.toContain(BEN);
    for (const action of ["no-email", "joined", "key-works"] as const) {
      const answer = said(await bot.as("ben").press({ do: action, invitation: 1 }));
      expect(answer).toContain("is for someone else");
    }
  });

  it("is hidden from the invitee in the chat with the bot in Teams as well, when it was denied", async () => {
    const bot = await bothBot();
    await bot.ask("chloe@lumen.example", "kenji");
    await bot.deny(1, "ana", "not her");
    await bot.inTeams("chloe").home();
    const chat = bot.teams.told("t-chloe");
    const heard = [...chat, said(await bot.inTeams("chloe").command("key"))].join("\n");
    expect(chat).not.toEqual([]);
    expect(heard).not.toMatch(/My invitation|not her|chloe@lumen/);
  });

  it("leaves the invitee the older one that was sent, when the newer one is denied", async () => {
    const bot = await askedForBen();
    await bot.approve(1, "ana");
    await bot.pay();
    await bot.skip(200_000);
    await bot.doAll("ana");
    expect(await heardByBen(bot)).toMatch(/My invitation\nben@\S+\n.*Pending/);
    await bot.as("ana").press({ do: "mark-expired", invitation: 1 });
    await bot.ask(BEN, "kenji");
    await bot.deny(2, "ana");
    expect(await heardByBen(bot)).toMatch(/My invitation\nben@\S+\n.*Expired/);
  });

  it("is told as denied to the one who asked, and to the invitee who asked for themselves", async () => {
    const bot = await askedForBen();
    await bot.deny(1, "ana", "not him");
    expect(bot.chat.newest("dm-kenji")).toMatch(/Denied by @ana[\s\S]*not him/);
    await bot.ask(BEN, "ben");
    await bot.deny(2, "ana");
    expect(await heardByBen(bot)).toMatch(/My invitation\nben@\S+\n.*Denied/);
  });
});
