import { describe, expect, it } from "vitest";
import { giveTask } from "../../src/app/sending.ts";
import type { Standing } from "../../src/domain/person.ts";
import type { Task } from "../../src/domain/task.ts";
import { type Bot, billing, invitation, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const MINUTES = 11 * 60_000;

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

async function scene(helpers: readonly (keyof typeof STEP_OF)[]): Promise<Bot> {
  const bot = await startedBot();
  const settings = {
    approvals: null,
    news: null,
    level: "everything",
    domains: "",
    seats: [],
    reminders: [],
  };
  for (const name of Object.keys(PEOPLE)) if (name !== "ana" && name !== "ben") bot.chat.join(name);
  await bot.as("ana").submit({ form: "settings" }, { ...settings, approvers: ["ben", "gina", "dora"] });
  for (const name of helpers)
    await bot.as("ana").submit({ form: "hand", step: STEP_OF[name] }, { person: name });
  for (const name of Object.keys(PEOPLE) as Name[]) {
    await bot.as(name).command("help");
    const standing = OUTSIDE[name];
    if (standing === undefined) continue;
    bot.chat.join(name, { standing });
    bot.app.accountChanged(must(bot.chat.account(name)));
  }
  await bot.settle();
  return bot;
}

const nameOf = (bot: Bot, id: string): Name =>
  must((Object.keys(PEOPLE) as Name[]).find((name) => bot.personOf(name).id === id));

const holdersOf = (bot: Bot): Name[] =>
  bot.store.read((tx) => tx.tasks.open()).map(({ assignee }) => nameOf(bot, assignee));

/** Who set it off, and who holds the Task. */
function given(bot: Bot, kind: Task["kind"]): [Name, Name][] {
  return (Object.keys(PEOPLE) as Name[]).map((name) => {
    const by = bot.personOf(name).id;
    const task = bot.store.transact((tx) =>
      giveTask({ tx, now: bot.now(), context: bot.context }, by, { kind }),
    );
    return [name, nameOf(bot, must(task).assignee)];
  });
}

describe("a Task in Mistral's panel", () => {
  it.each(KINDS)(
    "of the kind %s goes to nobody but the owner or an approver while its step is theirs",
    async (kind) => {
      const bot = await scene(["bill"]);
      const holders = Object.fromEntries(given(bot, kind));
      expect(holders).toEqual({
        ...{ ana: "ana", ben: "ben", mia: "ana", wes: "ana" },
        ...{ bill: "ana", gina: "ana", dora: "ana", ivo: "ana" },
      });
    },
  );

  it.each(KINDS)("of the kind %s goes to whoever was handed its step", async (kind) => {
    const bot = await scene(["mia", "wes", "bill"]);
    const helper = kind === "workspace" ? "wes" : "mia";
    expect(new Set(given(bot, kind).map(([, holder]) => holder))).toEqual(new Set([helper]));
  });

  it("stays with nobody who is no approver any more", async () => {
    const bot = await scene([]);
    for (const kind of KINDS) given(bot, kind);
    expect(holdersOf(bot)).toContain("ben");
    const settings = {
      approvals: null,
      news: null,
      level: "everything",
      domains: "",
      seats: [],
      reminders: [],
    };
    await bot.as("ana").submit({ form: "settings" }, { ...settings, approvers: [] });
    expect(new Set(holdersOf(bot))).toEqual(new Set(["ana"]));
  });
});

describe("an Invitation that is to be sent by hand", () => {
  it("is no Task of the invitee who asks for it again", async () => {
    const bot = await scene([]);
    await bot.as("ana").submit({ form: "billing" }, billing());
    await bot.as("ben").submit({ form: "invite" }, invitation("ivo@lumen.example"));
    const [task] = bot.store.read((tx) => tx.tasks.open());
    await bot.as("ben").press({ do: "task-done", task: must(task).id, rows: 1 });
    await bot.skip(MINUTES);
    const { id } = must(bot.store.read((tx) => tx.invitations.ofAddress("ivo@lumen.example"))[0]);
    await bot.as("ivo").press({ do: "resend", invitation: id });
    expect(holdersOf(bot)).toEqual(["ana"]);
    expect(bot.chat.dm("ivo").filter(({ key }) => key.startsWith("task:"))).toEqual([]);
  });

  it("is never shown to whoever was handed Billing alone and sets it off", async () => {
    const bot = await scene(["bill"]);
    await bot.as("ben").submit({ form: "invite" }, invitation("paul@lumen.example"));
    await bot.as("bill").submit({ form: "billing" }, billing());
    expect(holdersOf(bot)).toEqual(["ana"]);
    for (const { view } of bot.chat.dm("bill")) expect(words(view)).not.toContain("paul@");
  });
});
