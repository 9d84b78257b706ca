import { describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { buttonsOf, words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const PAUL = "paul@lumen.example";
const DAY = 24 * 3_600_000;

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
  it("is shown as such on the card, with what to do, until they can be written to", async () => {
    const bot = await startedBot({ both: true });
    const closed = blocked(bot, "t-tara");
    await bot.inTeams("tara").submit({ form: "invite" }, invitation(PAUL));
    expect(newest(bot, "approvals")).toMatch(
      /@tara cannot be written to in Teams.*add the Mistral Setup app/,
    );
    expect(told(bot, "dm-t-tara")).toEqual([]);
    closed.clear();
    await bot.inTeams("tara").home();
    expect(newest(bot, "approvals")).not.toContain("cannot be written to");
  });

  it("gets their Request once they can be, and gets it once", async () => {
    const bot = await startedBot({ both: true });
    const closed = blocked(bot, "t-tara");
    await bot.inTeams("tara").submit({ form: "invite" }, invitation(PAUL));
    await bot.inTeams("tara").submit({ form: "invite" }, invitation("rosa@lumen.example"));
    await bot.as("ben").submit({ form: "deny", request: 1 }, { reason: "not yet" });
    closed.clear();
    await bot.inTeams("tara").command("status");
    const subjects = told(bot, "dm-t-tara").filter((subject) => !subject.startsWith("home"));
    expect(subjects.sort()).toEqual(["asked:2", "outcome:1"]);
    await bot.inTeams("tara").home();
    await bot.inTeams("tara").command("status");
    expect(told(bot, "dm-t-tara").filter((subject) => !subject.startsWith("home"))).toHaveLength(2);
  });

  it("does not hear what was decided long ago", async () => {
    const bot = await startedBot({ both: true });
    const closed = blocked(bot, "t-tara");
    await bot.inTeams("tara").submit({ form: "invite" }, invitation(PAUL));
    await bot.as("ben").submit({ form: "deny", request: 1 }, { reason: "not yet" });
    await bot.skip(8 * DAY);
    closed.clear();
    await bot.inTeams("tara").command("status");
    expect(told(bot, "dm-t-tara").filter((subject) => !subject.startsWith("home"))).toEqual([]);
  });
});

describe("a Task", () => {
  async function approvedByTheUnreachable() {
    const bot = await startedBot({ both: true, apart: true });
    const closed = blocked(bot, "ben");
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("chloe").submit({ form: "invite" }, invitation(PAUL));
    await bot.as("ben").press({ do: "approve", request: 1 });
    return { bot, closed };
  }

  it("of somebody who cannot be written to goes to the owner, and says so", async () => {
    const { bot } = await approvedByTheUnreachable();
    expect(newest(bot, "dm-ana")).toMatch(/This was for @ben, who cannot be written to in Slack/);
    await bot.as("ana").press({ do: "task-done", task: 1, rows: 1 });
    expect(bot.store.read((tx) => tx.tasks.get(1)?.state)).toBe("done");
  });

  it("comes to them once they can be written to, and the owner's card no longer says so", async () => {
    const { bot, closed } = await approvedByTheUnreachable();
    closed.clear();
    await bot.as("ben").command("status");
    expect(told(bot, "dm-ben")).toContain("task:1");
    expect(newest(bot, "dm-ana")).not.toContain("cannot be written to");
    expect(told(bot, "dm-ana").filter((subject) => subject === "task:1")).toHaveLength(1);
  });
});

it("a step that was handed to somebody who cannot be written to can be done by the owner", async () => {
  const bot = await startedBot({ both: true, apart: true });
  blocked(bot, "kenji");
  await bot.as("ana").submit({ form: "hand", step: "billing" }, { person: "kenji" });
  const card = must(bot.chat.dm("ana").at(-1)).view;
  expect(words(card)).toMatch(/This was for @kenji, who cannot be written to in Slack/);
  expect(buttonsOf(card).some((button) => "action" in button && button.action.do === "open")).toBe(true);
  const again = await bot.as("ana").submit({ form: "hand", step: "security" }, { person: "kenji" });
  expect(again.kind === "show" && words(again.view)).toMatch(/kenji cannot be written to in Slack/);
  const checklist = await bot.as("ana").command("");
  expect(checklist.kind === "show" && words(checklist.view)).toMatch(
    /Handed to @kenji. They cannot be written/,
  );
});

it("an invitee who cannot be written to is shown as such in the list of Members", async () => {
  const bot = await startedBot({ both: true, apart: true });
  blocked(bot, "kenji");
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("chloe").submit({ form: "invite" }, invitation("kenji@lumen.example"));
  await bot.as("ben").press({ do: "approve", request: 1 });
  await bot.as("ben").press({ do: "task-done", task: 1, rows: 1 });
  const list = await bot.as("ben").command("members");
  expect(list.kind === "show" && words(list.view)).toMatch(
    /kenji@lumen.example.*cannot be written to in Slack/,
  );
  expect(newest(bot, "approvals")).toMatch(/@kenji cannot be written to in Slack/);
});

it("a card for an approver whom nobody can reach goes on to one who can be, and stops there", async () => {
  const bot = await startedBot({ both: true, apart: true });
  await bot.as("ana").submit(
    { form: "settings" },
    {
      ...{ approvals: null, news: "news", feed: null, level: "everything", approvers: ["ben"] },
      ...{ domains: null, seats: [], reminders: [] },
    },
  );
  blocked(bot, "ana", "ben");
  await bot.as("chloe").submit({ form: "invite" }, invitation(PAUL));
  await bot.skip(DAY);
  expect(told(bot, "dm-ben")).not.toContain("request:1");
  expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
  const status = await bot.as("ana").command("status");
  expect(status.kind === "show" && words(status.view)).toMatch(/@ben cannot be written to in Slack/);
  expect(told(bot, "dm-ana").filter((subject) => subject === "request:1")).toEqual([]);
});
