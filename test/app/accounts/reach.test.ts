import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { type Bot, invitation, PAUL, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY } from "../../support/world/times.ts";

/** The app is not there for these people: nobody can open a conversation with them. */
function blocked(bot: Bot, ...ids: string[]): Set<string> {
  const closed = new Set(ids);
  for (const { messenger } of [bot.chat, bot.teams]) {
    const { openDirect } = messenger;
    messenger.openDirect = async (id) => {
      if (closed.has(id)) throw new AppError("forbidden", "the app is not installed there");
      return openDirect(id);
    };
  }
  return closed;
}

const newest = (bot: Bot, channel: string): string =>
  words(must([...bot.chat.in(channel), ...bot.teams.in(channel)].at(-1)).view);
const told = (bot: Bot, channel: string): string[] =>
  [...bot.chat.in(channel), ...bot.teams.in(channel)].map(({ key }) => must(key.split(/[#.]/)[0]));

describe("a requester who cannot be written to", () => {
  async function asked() {
    const bot = await startedBot({ both: true });
    const closed = blocked(bot, "t-tara");
    const tara = bot.inTeams("tara");
    await tara.submit({ form: "invite" }, invitation(PAUL));
    const heard = () => told(bot, "dm-t-tara").filter((subject) => !subject.startsWith("home"));
    return { bot, closed, tara, heard };
  }

  it("is shown as such on the card, with what to do, until they can be, and then gets their Request once", async () => {
    const { bot, closed, tara, heard } = await asked();
    await tara.submit({ form: "invite" }, invitation("rosa@lumen.example"));
    expect(newest(bot, "approvals")).toMatch(/Can't reach @tara in Teams.*add the Mistral .* app/);
    expect(told(bot, "dm-t-tara")).toEqual([]);
    await bot.deny();
    closed.clear();
    await tara.command("status");
    expect(newest(bot, "approvals")).not.toContain("can't reach");
    expect(heard().sort()).toEqual(["asked:2", "outcome:1"]);
    await tara.home();
    await tara.command("status");
    expect(heard()).toHaveLength(2);
  });

  it("does not hear what was decided long ago", async () => {
    const { bot, closed, tara, heard } = await asked();
    await bot.deny();
    await bot.skip(8 * DAY);
    closed.clear();
    await tara.command("status");
    expect(heard()).toEqual([]);
  });

  it("hears it in order on their other account, and nobody else does", async () => {
    const bot = await startedBot({ both: true });
    blocked(bot, "t-chloe");
    const chloe = bot.inTeams("chloe");
    await chloe.command("help");
    for (const name of ["paul", "rosa", "zoe"])
      await bot.app.submit(chloe.caller, { form: "invite" }, invitation(`${name}@lumen.example`), name);
    await bot.settle();
    const heardThere = told(bot, "dm-chloe").filter((subject) => subject.startsWith("asked"));
    expect(heardThere).toEqual(["asked:1", "asked:2", "asked:3"]);
    expect(bot.dead()).toEqual([]);
    for (const other of ["ana", "ben"]) expect(bot.chat.told(other, "asked:1")).toEqual([]);
  });
});

it("a Task of somebody who cannot be written to goes to the owner, who can do it and reads why, and to them once they can be", async () => {
  const bot = await startedBot({ both: true, apart: true });
  const closed = blocked(bot, "ben");
  await bot.pay();
  await bot.approved(PAUL);
  expect(newest(bot, "dm-ana")).toMatch(/Can't reach @ben in Slack[\s\S]*So you got this/);
  closed.clear();
  await bot.as("ben").command("status");
  expect(told(bot, "dm-ben")).toContain("task:1");
  expect(bot.chat.told("ana", "task:1")).toEqual([expect.not.stringContaining("can't reach")]);
  await bot.done(1, 1, "ana");
  expect(bot.store.read((tx) => tx.tasks.get(1)?.state)).toBe("done");
});

it("a step that was handed to somebody who cannot be written to can be done by the owner", async () => {
  const bot = await startedBot({ both: true, apart: true });
  blocked(bot, "kenji");
  await bot.hand("billing", "kenji");
  expect(newest(bot, "dm-ana")).toMatch(
    /Can't reach @kenji in Slack[\s\S]*So you got this[\s\S]*\[I've done this\]/,
  );
  expect(said(await bot.hand("security", "kenji"))).toMatch(/Can't reach @?kenji in Slack/);
  expect(said(await bot.as("ana").command(""))).toMatch(/Handed to @kenji\. ⚠️ Can't reach @kenji/);
});

it("an invitee who cannot be written to is shown as such in the list of Members", async () => {
  const bot = await startedBot({ both: true, apart: true });
  blocked(bot, "kenji");
  await bot.pay();
  await bot.approved("kenji@lumen.example");
  await bot.done();
  expect(said(await bot.as("ben").command("members"))).toMatch(/Can't reach @kenji in Slack/);
  expect(newest(bot, "approvals")).toMatch(/Can't reach @kenji in Slack/);
  for (const other of ["ana", "ben"]) expect(bot.chat.told(other, "invitee")).toEqual([]);
});

it("a card for an approver whom nobody can reach goes on to one who can be, and stops there", async () => {
  const bot = await startedBot({ both: true, apart: true });
  await bot.set({ approvals: null, reminders: [] });
  blocked(bot, "ana", "ben");
  await bot.ask(PAUL);
  await bot.skip(DAY);
  expect(bot.dead()).toEqual([]);
  expect(said(await bot.as("ana").command("status"))).toMatch(/Can't reach @ben in Slack/);
  for (const who of ["ana", "ben"]) expect(bot.chat.told(who, "request:1")).toEqual([]);
});

it("an approver who invites alone has a message of what goes wrong, and none of what they just did", async () => {
  const invited = async () => {
    const bot = await bothBot();
    await bot.pay();
    await bot.hand("members", "kenji");
    await bot.inTeams("tara").submit({ form: "invite" }, invitation(PAUL));
    return bot;
  };
  const heard = ({ teams }: Bot) => [...teams.told("t-tara", "asked:"), ...teams.told("t-tara", "outcome:")];
  const fine = await invited();
  await fine.done(1, 9, "kenji");
  expect(heard(fine)).toEqual([]);
  const wrong = await invited();
  await wrong.as("kenji").submit({ form: "impossible", task: 1 }, { reason: "no free seat" });
  expect(heard(wrong)).toEqual([expect.stringMatching(/not sent[\s\S]*no free seat/)]);
});

const APPROVALS = { platform: "slack", channel: "approvals" } as const;

const cards = (bot: Bot, channel: string) => bot.chat.said(channel, "request:");
const alarms = (bot: Bot) => bot.chat.told("ana", "alert:closed.");
const CLOSED = [expect.stringMatching(/: closed to this bot since/)];
const OPEN_AGAIN = [expect.stringMatching(/is open again/)];

async function closed(bot: Bot, place: { platform: "slack"; channel: string }, reason = "is_archived") {
  bot.chat.gone.add(place.channel);
  bot.app.placeClosed(place, reason);
  await bot.settle();
}

async function asked(): Promise<Bot> {
  const bot = await startedBot();
  await bot.ask(PAUL);
  return bot;
}

describe("the approvals channel that is closed to the bot", () => {
  it("leaves no open Request undecided: the approvers get it themselves, and the owner what to do, once", async () => {
    const bot = await asked();
    await closed(bot, APPROVALS);
    bot.app.placeClosed(APPROVALS, "channel_deleted");
    await bot.settle();
    for (const approver of ["ana", "ben"]) expect(bot.chat.told(approver, "request")).toHaveLength(1);
    expect(alarms(bot)).toEqual([expect.stringMatching(/archived[\s\S]*\[Settings\]/)]);
    await bot.approve();
    expect(bot.request().state).toBe("approved");
  });

  it("is noticed by the first message that it refuses, and no other one goes there", async () => {
    const bot = await asked();
    bot.chat.gone.add("approvals");
    await bot.ask("rosa@lumen.example");
    await bot.ask("nils@lumen.example");
    expect(bot.chat.told("ben", "request")).toHaveLength(3);
    expect(alarms(bot)).toHaveLength(1);
    expect(bot.dead()).toEqual([]);
  });

  it("that is open again gets the open Requests once, and its older cards show the current state", async () => {
    const bot = await asked();
    bot.chat.gone.add("approvals");
    await bot.approve();
    await bot.ask("rosa@lumen.example");
    bot.chat.gone.clear();
    for (const _ of [1, 2]) {
      bot.app.placeOpened(APPROVALS);
      await bot.settle();
    }
    expect(cards(bot, "approvals")).toEqual([
      expect.stringMatching(/Approved by @ben/),
      expect.stringMatching(/rosa@[\s\S]*\[Approve\]/),
    ]);
    expect(alarms(bot)).toEqual(OPEN_AGAIN);
  });

  it("is looked at once at every start, and used again where it is open after all", async () => {
    const bot = await asked();
    await closed(bot, APPROVALS);
    const start = async () => {
      bot.begin();
      await bot.skip(60_000);
    };
    await start();
    expect(alarms(bot)).toEqual(CLOSED);
    bot.chat.gone.clear();
    await start();
    await bot.ask("rosa@lumen.example");
    expect(cards(bot, "approvals")).toHaveLength(2);
    expect(alarms(bot)).toEqual(OPEN_AGAIN);
  });

  it("that may only not be posted to is not taken for open because an edit goes through", async () => {
    const bot = await asked();
    bot.app.placeClosed(APPROVALS, "not_in_channel");
    await bot.settle();
    await bot.approve();
    expect(alarms(bot)).toEqual(CLOSED);
  });

  it("is not closed again by an event that is delivered twice", async () => {
    const bot = await asked();
    const archive = () => closed(bot, APPROVALS);
    await bot.app.once("slack:event:Ev1", archive);
    bot.chat.gone.clear();
    bot.app.placeOpened(APPROVALS);
    await bot.skip(120_000);
    await bot.app.once("slack:event:Ev1", archive);
    expect(alarms(bot)).toEqual(OPEN_AGAIN);
  });

  it.each(["approvals", "elsewhere"])(
    "gives the open Requests to %s when that is chosen",
    async (channel) => {
      const bot = await asked();
      await closed(bot, APPROVALS);
      bot.chat.gone.delete("approvals");
      await bot.ask("rosa@lumen.example");
      await bot.set({ approvals: channel });
      expect(cards(bot, channel)).toHaveLength(2);
    },
  );
});

it("a news channel that is closed to the bot leaves its news to the owner, and one that nothing goes to is nobody's concern", async () => {
  const bot = await startedBot();
  await closed(bot, { platform: "slack", channel: "random" });
  expect(alarms(bot)).toEqual([]);
  bot.chat.gone.add("news");
  await bot.pay();
  await bot.skip(180_000);
  expect([bot.chat.told("ana", "billing").length, alarms(bot).length]).toEqual([1, 1]);
});
