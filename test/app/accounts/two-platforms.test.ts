import { describe, expect, it } from "vitest";
import type { Messenger, Reply } from "../../../src/app/core/app.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { Field } from "../../../src/view/core/view.ts";
import { must } from "../../support/must.ts";
import { type Bot, createBot, invitation, PAUL, startedBot } from "../../support/world/bot.ts";
import { bothBot, changeSettings } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";
import { DAY, HOUR } from "../../support/world/times.ts";

type Chat = Bot["chat"];

const kindsIn = (chat: Chat, channel: string) => chat.in(channel).map(({ key }) => key.split(":")[0]);
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

it("a Request goes to the approvers on the platform of each when no channel is chosen", async () => {
  const bot = await bothBot();
  changeSettings(bot, () => ({ approvals: [] }));
  await bot.ask(PAUL);
  expect(bot.chat.newest("dm-ben")).toContain(PAUL);
  expect(bot.teams.newest("dm-t-tara")).toContain(PAUL);
});

it("a message that may have come through is looked for where it was sent, also when its reader is elsewhere by then", async () => {
  const bot = await startedBot({ both: true });
  const { messenger } = bot.chat;
  const { post } = messenger;
  messenger.post = async (channel, ...message) => {
    if (channel !== "dm-chloe") return post(channel, ...message);
    messenger.post = post;
    await post(channel, ...message);
    throw new AppError("outcome_unknown", "connection lost");
  };
  await bot.ask(PAUL);
  await bot.skip(1_000);
  await bot.inTeams("chloe").command("help");
  await bot.skip(HOUR);
  expect(bot.chat.told("chloe", "asked:1")).toHaveLength(1);
  expect(bot.teams.told("t-chloe", "asked:1")).toEqual([]);
});

it("news goes to both platforms, each as much as its channel hears", async () => {
  const bot = await bothBot();
  await bot.pay();
  await bot.skip(5 * 60_000);
  await bot.approved(PAUL);
  await bot.doAll();
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
    const values = typed({ approvals: null, news: "t-other", approvers: [] });
    await bot.inTeams("tara").submit({ form: "settings" }, values);
    const { approvals, news, feed, approvers } = bot.setup().settings;
    expect(approvers).toEqual([bot.personOf("kenji").id]);
    expect(approvals).toEqual([{ platform: "slack", channel: "approvals" }]);
    expect(news).toEqual([
      { platform: "slack", channel: "news", level: "nothing" },
      { platform: "teams", channel: "t-other", level: "milestones" },
    ]);
    expect(feed).toEqual([{ platform: "slack", channel: "audit", since: 1 }]);
    expect(bot.teams.newest("t-other")).toContain("started the setup");
  });

  it("take the id of a channel for what it is, though it looks like a key", async () => {
    const bot = await ownedInTeams();
    const channel = "19:aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0xL-1@thread.tacv2";
    const reply = await bot.inTeams("tara").submit({ form: "settings" }, typed({ news: channel }));
    expect([reply.kind, bot.setup().settings.news.at(-1)?.channel]).toEqual(["show", channel]);
  });
});

describe("an invitee", () => {
  /** By an account in Teams at least. */
  async function invited(name: string, before: (bot: Bot) => unknown = () => {}): Promise<Bot> {
    const bot = await bothBot();
    const address = `${name}@lumen.example`;
    bot.teams.join(`t-${name}`, { name, address });
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

  const refused = new AppError("unauthorized", "the token is revoked");
  it.each<[string, (bot: Bot) => unknown]>([
    ["where they have an account", () => {}],
    ["on one platform while the other cannot be asked", (bot) => bot.chat.breaks(refused, "findByAddress")],
    [
      "when they have come to us, although their platform finds nobody by address",
      async (bot) => {
        bot.teams.messenger.findByAddress = async () => null;
        await bot.inTeams("tim").command("help");
      },
    ],
  ])("is told %s", async (_, before) => {
    const bot = await invited("tim", before);
    expect(toldIn(bot, "tim")).toEqual(["dm-t-tim"]);
  });

  it("with an account on both is told once", async () => {
    expect(toldIn(await invited("kenji"), "kenji")).toHaveLength(1);
  });
});

it("a platform that is not connected any more holds up nothing, and shows what was decided meanwhile when it comes back", async () => {
  const bot = await bothBot();
  await bot.ask(PAUL);
  disconnectSlack(bot);
  await bot.inTeams("tara").press({ do: "approve", request: 1 });
  await bot.skip(DAY);
  expect(bot.teams.newest("t-approvals")).toContain("Approved by @tara");
  expect(bot.chat.newest("approvals")).not.toContain("Approved by");
  expect(bot.dead()).toEqual([]);
  expect(bot.store.read((tx) => tx.jobs.isBusy("to:slack/approvals"))).toBe(false);
  (bot.context.messengers as Messenger[]).push(bot.chat.messenger);
  bot.begin();
  await bot.settle();
  expect(bot.chat.newest("approvals")).toContain("Approved by @tara");
  expect(bot.store.read((tx) => tx.posted.missed())).toEqual([]);
});

it("a channel that could not be written to is called by its name where that is known", async () => {
  const bot = await bothBot();
  bot.store.transact((tx) =>
    tx.references.save("teams", { kind: "channel", id: "t-approvals", label: "Approvals", data: {} }),
  );
  bot.teams.gone.add("t-approvals");
  await bot.ask(PAUL);
  expect(bot.chat.newest("dm-ana")).toMatch(/#Approvals[\s\S]*or choose another channel/);
  expect(bot.teams.newest("dm-t-tara")).toContain(PAUL);
});

it("people are called what the platform calls them where it is read", async () => {
  const bot = createBot({ both: true });
  bot.teams.join("t-ana", { name: "Ana Duarte", address: "ana@lumen.example" });
  await bot.as("ana").submit({ form: "start" }, { approvals: null, news: null, approvers: [] });
  await bot.confirm("ana");
  expect(said(await bot.inTeams("tara").command("members"))).toContain("@Ana Duarte");
  expect(said(await bot.as("ben").command("members"))).toContain("@ana");
});

describe("somebody with an account on each", () => {
  async function chloeInNewYork(): Promise<Bot> {
    const bot = await startedBot({ both: true });
    const abroad = { name: "chloe", address: "chloe@lumen.example", timezone: "America/New_York" };
    bot.teams.join("t-chloe", abroad);
    bot.app.accountChanged(must(bot.teams.account("t-chloe")));
    return bot;
  }

  it("is written to where they act, once, in the zone that they have there", async () => {
    const bot = await chloeInNewYork();
    const asked = () => [bot.teams.told("t-chloe", "asked:"), bot.chat.told("chloe", "asked:")];
    await bot.inTeams("chloe").submit({ form: "invite" }, invitation(PAUL));
    await bot.approve(1);
    const there = [expect.stringContaining("Approved by @ben 04:00")];
    expect(asked()).toEqual([there, []]);
    await bot.ask("rosa@lumen.example");
    await bot.approve(2);
    expect(asked()).toEqual([there, [expect.stringContaining("Approved by @ben 10:00")]]);
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
    for (const step of ["billing", "security"] as const) await bot.hand(step, "chloe");
    expect(bot.chat.told("chloe", "helper:security")).toHaveLength(1);
    expect(bot.dead()).toEqual([]);
  });
});
