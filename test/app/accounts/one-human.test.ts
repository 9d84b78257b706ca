import { describe, expect, it } from "vitest";
import type { PersonId } from "../../../src/domain/accounts/person.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, PAUL, settings, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";

const both = () => startedBot({ both: true, apart: true });
const ask = (who: ReturnType<Bot["as"]>, address = "paul@lumen.example", role = "member") =>
  who.submit({ form: "invite" }, invitation(address, role));
const approve = (who: ReturnType<Bot["as"]>, request = 1) => who.press({ do: "approve", request });
const stateOf = (bot: Bot, request = 1) => bot.request(request).state;

const SETTINGS = settings({ approvals: null, news: null });

describe("each human is told once", () => {
  const told = (bot: Bot, subject: string) =>
    [...bot.chat.messages, ...bot.teams.messages].filter(
      ({ key, channel }) => key.startsWith(`${subject}#`) && channel.startsWith("dm-"),
    ).length;

  it("of a Request, when both of their accounts approve", async () => {
    const bot = await both();
    await bot.confirm("ana");
    await bot.as("ben").command("help");
    await bot.inTeams("ana").submit({ form: "settings" }, { ...SETTINGS, approvers: ["t-ben", "t-chloe"] });
    const ben = bot.personOf("ben").id;
    bot.store.transact((tx) => {
      const setup = must(tx.setup.load());
      const approvers = [ben, ...setup.settings.approvers];
      tx.setup.save({ ...setup, settings: { ...setup.settings, approvers, approvals: [] } });
    });
    await ask(bot.as("kenji"));
    // Ana, Ben and Chloe.
    expect(told(bot, "request:1")).toBe(3);
    await approve(bot.inTeams("ben"));
    expect(stateOf(bot)).toBe("approved");
  });

  it("and hears things on each once they say that the other is somebody else", async () => {
    const bot = await both();
    await bot.confirm("ana");
    await bot.confirm("ben", false);
    await bot.inTeams("ana").submit({ form: "settings" }, { ...SETTINGS, approvers: ["t-ben"] });
    const people = bot.store.read((tx): readonly PersonId[] => must(tx.setup.load()).settings.approvers);
    expect(people).toEqual([bot.personOf("ben").id, bot.personOf("t-ben", "teams").id]);
  });
});

describe("rights that end", () => {
  it("end on both platforms when an approver is taken out on one", async () => {
    const bot = await both();
    await bot.confirm("ana");
    await bot.inTeams("ana").submit({ form: "settings" }, { ...SETTINGS, approvers: ["t-ben"] });
    await bot.set({ approvals: null, news: null, approvers: [] });
    expect(bot.setup().settings.approvers).toEqual([]);
  });

  it("stay with their person when an address changes, and the other account leaves without any", async () => {
    const bot = await both();
    await ask(bot.as("chloe"));
    await bot.inTeams("ben").command("help");
    bot.app.accountChanged({ ...must(bot.chat.account("ben")), address: "benedict@lumen.example" });
    expect(said(await approve(bot.inTeams("ben")))).toMatch(/^Only the owner and the approvers/);
    await approve(bot.as("ben"));
    expect(stateOf(bot)).toBe("approved");
  });
});

it("an owner whom Teams does not know any more has left, so that somebody named in SETUP_OWNERS can claim the Setup", async () => {
  const bot = await startedBot({ both: true, apart: true, owners: ["tara@lumen.example"] });
  await bot.inTeams("ben").command("help");
  const ben = bot.personOf("t-ben", "teams").id;
  bot.store.transact((tx) => tx.setup.save({ ...must(tx.setup.load()), owner: ben }));
  bot.teams.leave("t-ben");
  await bot.inTeams("tara").press({ do: "claim" });
  expect(bot.setup().owner).toBe(bot.personOf("t-tara", "teams").id);
});

it("a company that leaves Slack for Teams claims the Setup through SETUP_OWNERS, and waits for nobody who can only be met in Slack", async () => {
  const bot = await startedBot({ both: true, apart: true, owners: ["tara@lumen.example"] });
  expect(said(await bot.inTeams("tara").press({ do: "claim" }))).toMatch(/owner has left/);
  (bot.context.messengers as unknown[]).splice(0, 1);
  expect(said(await bot.inTeams("ana").press({ do: "claim" }))).toMatch(
    /only by the people whom the operator .*SETUP_OWNERS/,
  );
  expect(said(await bot.inTeams("tara").command(""))).toContain("[Claim the Setup]");
  await bot.inTeams("tara").press({ do: "claim" });
  expect(bot.setup().owner).toBe(bot.personOf("t-tara", "teams").id);
  await ask(bot.inTeams("tara"), "paul@lumen.example", "admin");
  expect(stateOf(bot)).toBe("approved");
});

it("nobody decides on their own Request by taking another address in between", async () => {
  const bot = await both();
  await bot.as("ben").command("help");
  await ask(bot.inTeams("ben"));
  bot.chat.join("ben", { ...must(bot.chat.account("ben")), address: "benjamin@lumen.example" });
  bot.app.accountChanged(must(bot.chat.account("ben")));
  expect(said(await approve(bot.as("ben")))).toMatch(/own Request/);
  await approve(bot.as("ana"));
  expect(stateOf(bot)).toBe("approved");
});

type Chat = Bot["chat"];

const newest = (chat: Chat, channel: string): string => words(must(chat.in(channel).at(-1)).view);

describe("somebody with an account on each", () => {
  const subjects = (chat: Chat, channel: string) => chat.in(channel).map(({ key }) => key.split("#")[0]);

  async function chloeInNewYork(): Promise<Bot> {
    const bot = await startedBot({ both: true });
    const abroad = { name: "chloe", address: "chloe@lumen.example", timezone: "America/New_York" };
    bot.teams.join("t-chloe", { ...abroad, team: "tenant" });
    bot.app.accountChanged(must(bot.teams.account("t-chloe")));
    return bot;
  }

  it("is written to where they act, once, in the zone that they have there", async () => {
    const bot = await chloeInNewYork();
    await bot.inTeams("chloe").submit({ form: "invite" }, invitation(PAUL));
    expect(subjects(bot.teams, "dm-t-chloe")).toContain("asked:1");
    expect(newest(bot.teams, "dm-t-chloe")).toContain("Asked 04:00");
    expect(subjects(bot.chat, "dm-chloe")).not.toContain("asked:1");
    await bot.ask("rosa@lumen.example");
    expect(subjects(bot.chat, "dm-chloe")).toContain("asked:2");
    expect(newest(bot.chat, "dm-chloe")).toContain("Asked 10:00");
    expect(subjects(bot.teams, "dm-t-chloe")).not.toContain("asked:2");
  });

  it("is written to on the other when the one that they act with cannot be", async () => {
    const bot = await chloeInNewYork();
    await bot.inTeams("chloe").command("status");
    bot.teams.gone.add("dm-t-chloe");
    await bot.as("ben").submit({ form: "hand", step: "billing" }, { person: "chloe" });
    await bot.hand("billing", "chloe");
    await bot.hand("security", "chloe");
    expect(subjects(bot.chat, "dm-chloe").some((subject) => subject?.startsWith("helper:security"))).toBe(
      true,
    );
    expect(bot.dead()).toEqual([]);
  });
});
