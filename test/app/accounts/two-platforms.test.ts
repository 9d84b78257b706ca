import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import type { Messenger } from "../../../src/app/core/messenger.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { Field } from "../../../src/view/core/view.ts";
import { must } from "../../support/must.ts";
import { type Bot, createBot, invitation, PAUL, startedBot } from "../../support/world/bot.ts";
import { bothBot, changeSettings } from "../../support/world/both.ts";
import { words } from "../../support/world/chat.ts";
import { DAY } from "../../support/world/times.ts";

type Chat = Bot["chat"];

const newest = (chat: Chat, channel: string): string => words(must(chat.in(channel).at(-1)).view);
const kindsIn = (chat: Chat, channel: string): string[] =>
  chat.in(channel).map(({ key }) => must(key.split(":")[0]));
const initials = (reply: Reply) =>
  reply.kind === "open"
    ? Object.fromEntries(
        reply.form.fields.map((field: Field) => [field.name, "initial" in field ? field.initial : undefined]),
      )
    : reply;

/** It is taken out of the configuration. */
function disconnectSlack({ context, chat }: Bot): void {
  const messengers = context.messengers as Messenger[];
  messengers.splice(messengers.indexOf(chat.messenger), 1);
}

describe("a Request", () => {
  it("goes to the approvers on the platform of each when no channel is chosen", async () => {
    const bot = await bothBot();
    changeSettings(bot, () => ({ approvals: [] }));
    await bot.ask(PAUL);
    expect(newest(bot.chat, "dm-ben")).toContain(PAUL);
    expect(newest(bot.teams, "dm-t-tara")).toContain(PAUL);
  });
});

it("news goes to both platforms, each as much as its channel hears", async () => {
  const bot = await bothBot();
  await bot.pay();
  await bot.skip(5 * 60_000);
  await bot.approved(PAUL);
  for (const by of ["ana", "ben"]) await bot.as(by).press({ do: "task-done", task: 1, rows: 1 });
  await bot.as("ben").press({ do: "mark-active", invitation: 1 });
  await bot.skip(60_000);
  expect(kindsIn(bot.chat, "news")).toEqual(expect.arrayContaining(["billing", "active"]));
  expect(kindsIn(bot.teams, "t-news")).toEqual(["billing"]);
});

describe("settings", () => {
  const typed = (values: object) => ({
    ...{ approvals: "t-approvals", news: "t-news", feed: null, level: "milestones" },
    ...{ approvers: ["t-ben"], domains: null, seats: [], reminders: ["on"], ...values },
  });

  async function ownedInTeams(): Promise<Bot> {
    const bot = createBot({ both: true, owners: ["tara@lumen.example"] });
    const start = { approvals: "t-approvals", news: "t-news", approvers: ["t-ben"] };
    await bot.inTeams("tara").submit({ form: "start" }, start);
    await bot.as("kenji").command("status");
    const kenji = bot.personOf("kenji").id;
    changeSettings(bot, ({ approvals, news, approvers }) => ({
      approvers: [...approvers, kenji],
      approvals: [...approvals, { platform: "slack", channel: "approvals" }],
      news: [...news, { platform: "slack", channel: "news", level: "nothing" }],
      feed: [{ platform: "slack", channel: "audit", since: 1 }],
    }));
    return bot;
  }

  it("name the approvers whom the caller's platform cannot show", async () => {
    const bot = await ownedInTeams();
    const form = await bot.inTeams("tara").command("settings");
    const intro = form.kind === "open" ? words({ summary: "", blocks: form.form.intro }) : "";
    expect(intro).toContain("Approvers in Slack, changed there: @kenji.");
    expect(intro).not.toContain("@t-ben");
  });

  it("show and change what is chosen on the caller's platform, and leave the other's alone", async () => {
    const bot = await ownedInTeams();
    expect(initials(await bot.inTeams("tara").command("settings"))).toMatchObject({
      approvals: { teams: "t-approvals" },
      news: { teams: "t-news" },
      level: "everything",
    });
    await bot
      .inTeams("tara")
      .submit({ form: "settings" }, typed({ approvals: null, news: "t-other", approvers: [] }));
    const { approvals, news, feed, approvers } = bot.setup().settings;
    expect(approvers).toEqual([bot.personOf("kenji").id]);
    expect(approvals).toEqual([{ platform: "slack", channel: "approvals" }]);
    expect(news).toEqual([
      { platform: "slack", channel: "news", level: "nothing" },
      { platform: "teams", channel: "t-other", level: "milestones" },
    ]);
    expect(feed).toEqual([{ platform: "slack", channel: "audit", since: 1 }]);
    expect(newest(bot.teams, "t-other")).toContain("started the Mistral Setup");
  });

  it("take the id of a channel for what it is, though it looks like a key", async () => {
    const bot = await ownedInTeams();
    const channel = "19:aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0xL-1@thread.tacv2";
    const reply = await bot.inTeams("tara").submit({ form: "settings" }, typed({ news: channel }));
    expect([reply.kind, bot.setup().settings.news.at(-1)?.channel]).toEqual(["show", channel]);
  });
});

describe("an invitee", () => {
  const TIM = "tim@lumen.example";
  const join = ({ teams }: Bot, name: string) =>
    teams.join(`t-${name}`, { name, address: `${name}@lumen.example` });

  async function invited(address: string, before: (bot: Bot) => unknown): Promise<Bot> {
    const bot = await bothBot();
    await before(bot);
    await bot.pay();
    await bot.approved(address);
    await bot.done();
    return bot;
  }
  const toldIn = (bot: Bot, name: string) =>
    [...bot.chat.dm(name), ...bot.teams.dm(`t-${name}`)]
      .filter(({ key }) => key.startsWith("invitee:"))
      .map(({ channel }) => channel);

  it.each<[string, (bot: Bot) => unknown]>([
    ["where they have an account", (bot) => join(bot, "tim")],
    [
      "on one platform while the other cannot be asked",
      (bot) => {
        join(bot, "tim");
        bot.chat.breaks(new AppError("unauthorized", "the token is revoked"), "findByAddress");
      },
    ],
    [
      "when they have come to us, although their platform finds nobody by address",
      async (bot) => {
        join(bot, "tim");
        bot.teams.messenger.findByAddress = async () => null;
        await bot.inTeams("tim").command("help");
      },
    ],
  ])("is told %s", async (_, before) => {
    expect(toldIn(await invited(TIM, before), "tim")).toEqual(["dm-t-tim"]);
  });

  it("with an account on both is told once", async () => {
    const bot = await invited("kenji@lumen.example", (both) => join(both, "kenji"));
    expect(toldIn(bot, "kenji")).toHaveLength(1);
  });
});

describe("a platform that is not connected any more", () => {
  it("holds up nothing: what would go there goes to people on the other", async () => {
    const bot = await bothBot();
    await bot.ask(PAUL);
    disconnectSlack(bot);
    await bot.inTeams("tara").press({ do: "approve", request: 1 });
    await bot.skip(DAY);
    expect(newest(bot.teams, "t-approvals")).toContain("Approved by @tara");
    expect(newest(bot.chat, "approvals")).not.toContain("Approved by");
    expect(bot.dead()).toEqual([]);
    expect(bot.store.read((tx) => tx.jobs.isBusy("to:slack/approvals"))).toBe(false);
  });

  it("that comes back shows what was decided meanwhile", async () => {
    const bot = await bothBot();
    await bot.ask(PAUL);
    disconnectSlack(bot);
    await bot.inTeams("tara").press({ do: "approve", request: 1 });
    (bot.context.messengers as Messenger[]).push(bot.chat.messenger);
    bot.begin();
    await bot.settle();
    expect(newest(bot.chat, "approvals")).toContain("Approved by @tara");
    expect(bot.store.read((tx) => tx.posted.missed())).toEqual([]);
  });
});

it("a channel that could not be written to is called by its name where that is known", async () => {
  const bot = await bothBot();
  bot.store.transact((tx) =>
    tx.references.save("teams", { kind: "channel", id: "t-approvals", label: "Approvals", data: {} }),
  );
  bot.teams.gone.add("t-approvals");
  await bot.ask(PAUL);
  expect(newest(bot.chat, "dm-ana")).toContain("#Approvals");
  expect(newest(bot.chat, "dm-ana")).toContain("or choose another channel");
  expect(newest(bot.teams, "dm-t-tara")).toContain(PAUL);
});

it("people are called what the platform calls them where it is read", async () => {
  const bot = createBot({ both: true });
  bot.teams.join("t-ana", { name: "Ana Duarte", address: "ana@lumen.example" });
  await bot.as("ana").submit({ form: "start" }, { approvals: null, news: null, approvers: [] });
  await bot.confirm("ana");
  const told = async (who: ReturnType<typeof bot.as>) => {
    const reply = await who.command("members");
    return reply.kind === "show" ? reply.view.summary : reply.kind;
  };
  expect(await told(bot.inTeams("tara"))).toContain("@Ana Duarte");
  expect(await told(bot.as("ben"))).toContain("@ana");
});

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

  it("starts the Setup as an admin only from the account that is one, and as a named owner from each", async () => {
    for (const owners of [[], ["ana@lumen.example"]]) {
      const bot = createBot({ both: true, owners });
      await bot.confirm("ana");
      expect((await bot.inTeams("ana").command("")).kind).toBe(owners.length > 0 ? "open" : "show");
      expect((await bot.as("ana").command("")).kind).toBe("open");
    }
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
