import { describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type Bot, invitation, settings, startedBot } from "../../support/world/bot.ts";
import { changeSettings } from "../../support/world/both.ts";
import { labelsOf, said, words } from "../../support/world/chat.ts";
import { HOUR } from "../../support/world/times.ts";

const both = () => startedBot({ both: true, apart: true });
const ask = (who: ReturnType<Bot["as"]>, address = "paul@lumen.example", role = "member") =>
  who.submit({ form: "invite" }, invitation(address, role));
const approve = (who: ReturnType<Bot["as"]>, request = 1) => who.press({ do: "approve", request });
const stateOf = (bot: Bot, request = 1) => bot.request(request).state;
const answer = (who: ReturnType<Bot["as"]>, account: string, mine = true) =>
  who.press({ do: "account", platform: account.startsWith("t-") ? "teams" : "slack", account, mine });
const asking = (messages: Bot["chat"]["messages"]) =>
  messages.filter(({ key }) => key.startsWith("account:"));
const eventsOf = (bot: Bot): string[] =>
  bot.store.read((tx) =>
    [...tx.record.all()].flatMap(({ event }) => (event.startsWith("account") ? [event] : [])),
  );

const SETTINGS = settings({ approvals: null, news: null });

describe("an account in Teams with the address of somebody in Slack", () => {
  it("is refused what they may do there, in one sentence, and they are asked in Slack, once", async () => {
    const bot = await both();
    await ask(bot.as("chloe"));
    const confirm =
      "First confirm in Slack that this Teams account is yours: this bot asks you there. Then try again here.";
    for (const _ of [1, 2, 3]) expect(said(await approve(bot.inTeams("ben")))).toBe(confirm);
    expect(stateOf(bot)).toBe("open");
    const cards = asking(bot.chat.messages);
    expect(cards.map(({ channel }) => channel)).toEqual(["dm-ben"]);
    expect(labelsOf(must(cards[0]).view)).toEqual(["Yes, that's me", "No, that's not me"]);
    expect(asking(bot.teams.messages)).toEqual([]);
  });

  it("asks nobody where the other may not do it either", async () => {
    const bot = await both();
    await bot.as("chloe").command("help");
    await ask(bot.as("kenji"));
    expect(said(await approve(bot.inTeams("chloe")))).toMatch(/^Only the owner and the approvers/);
    expect(said(await bot.inTeams("ben").command("settings"))).toMatch(/^Only the owner/);
    await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "chloe" });
    expect(said(await approve(bot.inTeams("chloe")))).toMatch(/^Only the owner and the approvers/);
    expect(asking(bot.chat.messages)).toEqual([]);
  });

  it("may do all of it from the moment at which they say yes", async () => {
    const bot = await both();
    await ask(bot.as("chloe"));
    await approve(bot.inTeams("ben"));
    await answer(bot.as("ben"), "t-ben");
    await approve(bot.inTeams("ben"));
    expect(stateOf(bot)).toBe("approved");
    const [card] = asking(bot.chat.messages);
    expect(words(must(card).view)).toMatch(/is yours, too/);
    expect(labelsOf(must(card).view)).toEqual([]);
    expect(eventsOf(bot)).toEqual(["account.confirmed"]);
    expect(bot.personOf("t-ben", "teams").id).toBe(bot.personOf("ben").id);
  });

  it("never may when they say no, nobody is asked again, and the owner hears of it", async () => {
    const bot = await both();
    await ask(bot.as("chloe"));
    await approve(bot.inTeams("ben"));
    await answer(bot.as("ben"), "t-ben", false);
    expect(said(await approve(bot.inTeams("ben")))).toMatch(/^Only the owner and the approvers/);
    await answer(bot.as("ben"), "t-ben");
    expect(said(await approve(bot.inTeams("ben")))).toMatch(/^Only the owner and the approvers/);
    expect(stateOf(bot)).toBe("open");
    expect(eventsOf(bot)).toEqual(["account.parted"]);
    const cards = asking(bot.chat.messages).map(({ channel, view }) => [channel, words(view)]);
    expect(cards).toEqual([
      ["dm-ben", expect.stringMatching(/^You said/)],
      ["dm-ana", expect.stringMatching(/@ben says that the account ben in Teams isn't theirs/)],
    ]);
  });

  it("is not theirs to confirm: neither its own yes counts, nor a stranger's", async () => {
    const bot = await both();
    await ask(bot.as("chloe"));
    await approve(bot.inTeams("ben"));
    expect((await answer(bot.inTeams("ben"), "t-ben")).kind).toBe("nothing");
    expect(said(await answer(bot.as("chloe"), "t-ben"))).toMatch(/Things have changed/);
    expect(said(await answer(bot.as("greta"), "t-ben"))).toMatch(/^Guests/);
    await answer(bot.inTeams("ben"), "ben");
    expect(said(await approve(bot.inTeams("ben")))).toMatch(/^First confirm in Slack/);
    expect(stateOf(bot)).toBe("open");
  });

  it("has rights of its own that nobody in Slack gets by a yes alone: it is asked as well", async () => {
    const bot = await both();
    await bot.confirm("ana");
    await bot.inTeams("ana").submit({ form: "hand", step: "billing" }, { person: "t-ben" });
    await ask(bot.as("chloe"));
    await approve(bot.inTeams("ben"));
    await answer(bot.as("ben"), "t-ben");
    const openBilling = { do: "open", to: { form: "billing" } } as const;
    expect((await bot.as("ben").press(openBilling)).kind).toBe("show");
    expect(said(await approve(bot.inTeams("ben")))).toMatch(/^First confirm in Slack/);
    expect(words(must(asking(bot.chat.messages)[0]).view)).toMatch(/press yes there, too/);
    expect(asking(bot.teams.messages).map(({ channel }) => channel)).toEqual(["dm-t-ben"]);
    await answer(bot.inTeams("ben"), "ben");
    for (const { messages } of [bot.chat, bot.teams])
      expect(words(must(asking(messages)[0]).view)).toMatch(/is yours, too/);
    expect((await bot.as("ben").press(openBilling)).kind).toBe("open");
    await bot.skip(5 * HOUR);
    // Of the Request and of billing, which were each account's own.
    expect([...bot.chat.told("ben", "reminder:"), ...bot.teams.told("t-ben", "reminder:")]).toHaveLength(2);
    await approve(bot.inTeams("ben"));
    expect(stateOf(bot)).toBe("approved");
  });

  it("can no longer be confirmed once it has another address, or is gone", async () => {
    for (const change of [{ address: "eve@lumen.example" }, { standing: "gone" as const }]) {
      const bot = await both();
      await ask(bot.as("chloe"));
      await approve(bot.inTeams("ben"));
      bot.app.accountChanged({ ...must(bot.teams.account("t-ben")), ...change });
      expect(said(await answer(bot.as("ben"), "t-ben"))).toMatch(/Things have changed/);
      expect(bot.personOf("t-ben", "teams").id).not.toBe(bot.personOf("ben").id);
    }
  });

  it("finds the Invitation to its address, and may answer for it", async () => {
    const bot = await both();
    await bot.as("chloe").command("help");
    await bot.pay();
    await ask(bot.as("ben"), "chloe@lumen.example");
    await bot.done();
    await bot.inTeams("chloe").home();
    expect(bot.teams.newest("dm-t-chloe")).toContain("chloe@lumen.example");
    const press = { do: "no-email", invitation: 1 } as const;
    expect(said(await bot.inTeams("chloe").press(press))).toMatch(/right\? If not/);
  });

  it("asks and withdraws in its own name, and not what was asked in Slack", async () => {
    const bot = await both();
    await ask(bot.as("chloe"));
    await ask(bot.inTeams("chloe"), "rosa@lumen.example");
    const withdraw = (request: number) => bot.inTeams("chloe").press({ do: "withdraw", request });
    expect(said(await withdraw(1))).toMatch(/^First confirm in Slack/);
    await withdraw(2);
    expect([stateOf(bot, 1), stateOf(bot, 2)]).toEqual(["open", "withdrawn"]);
  });
});

it("nobody decides on their own Request by taking the address of the only other approver", async () => {
  const bot = await both();
  await bot.as("ben").command("help");
  await ask(bot.inTeams("ana"));
  bot.teams.join("t-ana", { ...must(bot.teams.account("t-ana")), address: "ben@lumen.example" });
  bot.app.accountChanged(must(bot.teams.account("t-ana")));
  for (const who of ["ana", "ben"]) {
    expect(said(await approve(bot.as(who)))).toMatch(/own request. Another approver/);
    expect(stateOf(bot)).toBe("open");
  }
});

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
    changeSettings(bot, ({ approvers }) => ({ approvers: [ben, ...approvers], approvals: [] }));
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
    expect(bot.setup().settings.approvers).toEqual([
      bot.personOf("ben").id,
      bot.personOf("t-ben", "teams").id,
    ]);
  });
});

it("an approver who is taken out on one platform has no right on the other one either", async () => {
  const bot = await both();
  await bot.confirm("ana");
  await bot.inTeams("ana").submit({ form: "settings" }, { ...SETTINGS, approvers: ["t-ben"] });
  await bot.set({ approvals: null, news: null, approvers: [] });
  expect(bot.setup().settings.approvers).toEqual([]);
});

it("rights stay with their person when an address changes, and the other account leaves without any", async () => {
  const bot = await both();
  await ask(bot.as("chloe"));
  await bot.inTeams("ben").command("help");
  bot.app.accountChanged({ ...must(bot.chat.account("ben")), address: "benedict@lumen.example" });
  expect(said(await approve(bot.inTeams("ben")))).toMatch(/^Only the owner and the approvers/);
  await approve(bot.as("ben"));
  expect(stateOf(bot)).toBe("approved");
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
    /Only the people named in SETUP_OWNERS/,
  );
  expect(said(await bot.inTeams("tara").command(""))).toContain("[Claim the setup]");
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
  expect(said(await approve(bot.as("ben")))).toMatch(/own request/);
  await approve(bot.as("ana"));
  expect(stateOf(bot)).toBe("approved");
});
