import { describe, expect, it } from "vitest";
import { giveTask } from "../../../src/app/tasks/tasks.ts";
import type { Standing } from "../../../src/domain/accounts/person.ts";
import type { Task } from "../../../src/domain/tasks/task.ts";
import { must } from "../../support/must.ts";
import { type Bot, billing, paidBot, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

describe("a step that was handed to somebody", () => {
  it("reaches them by direct message, and they may confirm that one and no other", async () => {
    const bot = await startedBot();
    expect(said(await bot.as("kenji").press({ do: "open", to: { form: "billing" } }))).toMatch(/isn't yours/);
    await bot.hand("billing", "kenji");
    expect(bot.chat.first("dm-kenji")).toMatch(/[Bb]illing/);
    await bot.as("kenji").submit({ form: "billing" }, billing());
    expect(bot.setup().steps.billing.state).toBe("done");
    await bot.settle();
    expect(bot.chat.first("dm-kenji")).toMatch(/^[^[]*This step is closed[^[]*$/);
    expect(said(await bot.as("kenji").press({ do: "skip", step: "security" }))).toMatch(/isn't yours/);
  });

  it("is left out by its helper where that is an answer, and put off for everybody by the owner alone", async () => {
    const bot = await startedBot();
    await bot.hand("security", "kenji");
    await bot.hand("workspaces", "kenji");
    expect(bot.chat.newest("dm-kenji")).toContain("[One Workspace is enough]");
    const reply = said(await bot.as("kenji").press({ do: "skip", step: "workspaces" }));
    expect(reply).toContain("The owner can reopen this step.");
    const state = () => bot.setup().steps.security.state;
    const kenji = bot.as("kenji");
    expect(bot.chat.first("dm-kenji")).not.toContain("[Later]");
    expect(JSON.stringify(await kenji.press({ do: "checklist" }))).not.toMatch(/"Later"/);
    const refused = said(await kenji.press({ do: "skip", step: "security" }));
    expect(refused).toMatch(/^Only the owner of the setup can do this. The owner is @?ana/);
    expect(state()).toBe("open");
    expect(said(await bot.as("ana").press({ do: "skip", step: "security" }))).toMatch(/You can reopen/);
    expect(state()).toBe("skipped");
  });

  it("can be handed on, and then the first helper has nothing to press", async () => {
    const bot = await startedBot();
    for (const person of ["kenji", "chloe"]) await bot.hand("billing", person);
    expect(bot.chat.first("dm-kenji")).toMatch(/^[^[]*@chloe has this now[^[]*$/);
  });
});

const WEEKS = 14 * DAY;

describe("a step that was handed to somebody and is reopened", () => {
  it("is a new message to them, with reminders that count from then", async () => {
    const bot = await startedBot();
    await bot.hand("billing", "kenji");
    await bot.as("kenji").submit({ form: "billing" }, billing());
    await bot.live(WEEKS);
    expect([told(bot, "helper").length, told(bot, "reminder:helper").length]).toEqual([1, 0]);
    await bot.as("ana").press({ do: "reopen", step: "billing" });
    await bot.live(WEEKS);
    expect([told(bot, "helper").length, told(bot, "reminder:helper").length]).toEqual([2, 3]);
  });
});

const told = (bot: Bot, kind: string, person = "kenji") => bot.chat.told(person, kind);

/** Kenji has the step Members, and a Task of it. */
async function withTask(): Promise<Bot> {
  const bot = await paidBot();
  await bot.hand("members", "kenji");
  await bot.approved("paul@lumen.example");
  return bot;
}

describe("a Task that was handed on", () => {
  it("says so to its first holder, on the card and on the reminders, and that it is done once it is", async () => {
    const bot = await withTask();
    await bot.skip(4 * HOUR);
    await bot.hand("members", "chloe");
    for (const card of [...told(bot, "task:"), ...told(bot, "reminder:task")]) {
      expect(card).toContain("@chloe has this now.");
      expect(card).not.toMatch(/\[Done\]|waiting for you/);
    }
    expect([told(bot, "task:").length, told(bot, "reminder:task").length]).toEqual([1, 1]);
    expect(told(bot, "task:", "chloe")).toEqual([expect.stringContaining("[Done]")]);
    await bot.done(1, 1, "chloe");
    expect(told(bot, "task:")).toEqual([expect.stringContaining("Done, confirmed by @chloe")]);
  });

  it("and back is a new message, with reminders that count from then", async () => {
    const bot = await withTask();
    await bot.live(WEEKS);
    expect(told(bot, "reminder:task")).toHaveLength(3);
    await bot.hand("members", "chloe");
    await bot.skip(HOUR);
    await bot.hand("members", "kenji");
    expect(told(bot, "task:")).toHaveLength(2);
    const handed = bot.now();
    await bot.live(WEEKS);
    const reminders = told(bot, "reminder:task");
    expect(reminders).toHaveLength(6);
    const day = new Date(handed).getUTCDate();
    expect(must(reminders[5])).toMatch(new RegExp(`Waiting for you since .*\\b${day}\\b`));
  });
});

/** Ana owns the Setup and Ben approves; each of the others was handed one step, or nothing. */
const PEOPLE = {
  ana: "the owner",
  ben: "an approver",
  mia: "whoever was handed Members",
  wes: "whoever was handed Workspaces",
  bill: "whoever was handed Billing",
  gina: "a guest who is an approver",
  dora: "an approver who has left",
  ivo: "an invitee",
} as const;
type Name = keyof typeof PEOPLE;

const OUTSIDE: Partial<Record<Name, Standing>> = { gina: "guest", dora: "gone" };
const STEP_OF = { mia: "members", wes: "workspaces", bill: "billing" } as const;
const KINDS: readonly Task["kind"][] = ["invite", "revoke", "role", "remove", "workspace"];

const SILENT = { approvals: null, news: null, reminders: [] };

async function scene(helpers: readonly (keyof typeof STEP_OF)[]): Promise<Bot> {
  const bot = await startedBot();
  for (const name of Object.keys(PEOPLE)) if (name !== "ana" && name !== "ben") bot.chat.join(name);
  await bot.set({ ...SILENT, approvers: ["ben", "gina", "dora"] });
  for (const name of helpers) await bot.hand(STEP_OF[name], name);
  for (const name of Object.keys(PEOPLE) as Name[]) {
    await bot.as(name).command("help");
    const standing = OUTSIDE[name];
    if (standing !== undefined) await bot.becomes(name, { standing });
  }
  return bot;
}

const nameOf = (bot: Bot, id: string): Name =>
  must((Object.keys(PEOPLE) as Name[]).find((name) => bot.personOf(name).id === id));

const holdersOf = (bot: Bot): Name[] => bot.tasks().map(({ assignee }) => nameOf(bot, assignee));

/** Who set it off, and who holds the Task. */
function given(bot: Bot, kind: Task["kind"]): [Name, Name][] {
  return (Object.keys(PEOPLE) as Name[]).map((name) => {
    const by = bot.personOf(name).id;
    bot.store.transact((tx) => giveTask({ tx, now: bot.now(), context: bot.context }, by, { kind }));
    return [name, must(holdersOf(bot).at(-1))];
  });
}

describe("a Task in Mistral's panel", () => {
  it("goes to nobody but the owner or an approver while its step is theirs, and stays with no former approver", async () => {
    const bot = await scene(["bill"]);
    for (const kind of KINDS)
      expect(Object.fromEntries(given(bot, kind)), kind).toEqual({
        ...{ ana: "ana", ben: "ben", mia: "ana", wes: "ana" },
        ...{ bill: "ana", gina: "ana", dora: "ana", ivo: "ana" },
      });
    expect(holdersOf(bot)).toContain("ben");
    await bot.set({ ...SILENT, approvers: [] });
    expect(new Set(holdersOf(bot))).toEqual(new Set(["ana"]));
  });

  it("goes to the helper of its step", async () => {
    const bot = await scene(["mia", "wes", "bill"]);
    for (const kind of KINDS) {
      const helper = kind === "workspace" ? "wes" : "mia";
      expect(new Set(given(bot, kind).map(([, holder]) => holder)), kind).toEqual(new Set([helper]));
    }
  });
});

describe("an Invitation that is to be sent by hand", () => {
  it("is no Task of the invitee who asks for it again", async () => {
    const bot = await scene([]);
    await bot.pay();
    await bot.ask("ivo@lumen.example", "ben");
    await bot.doAll();
    await bot.skip(11 * MINUTE);
    await bot.as("ivo").press({ do: "resend", invitation: 1 });
    expect(holdersOf(bot)).toEqual(["ana"]);
    expect(bot.chat.told("ivo", "task:")).toEqual([]);
  });

  it("is never shown to the helper of Billing alone who sets it off", async () => {
    const bot = await scene(["bill"]);
    await bot.ask("paul@lumen.example", "ben");
    await bot.as("bill").submit({ form: "billing" }, billing());
    expect(holdersOf(bot)).toEqual(["ana"]);
    expect(bot.chat.told("bill").join()).not.toContain("paul@");
  });
});
