import { describe, expect, it } from "vitest";
import { erase } from "../../../src/app/record/erase.ts";
import { type AlertFacts, OUTAGES_OF } from "../../../src/domain/alert.ts";
import type { Target } from "../../../src/domain/job.ts";
import type { Subject } from "../../../src/domain/message.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { type Bot, createBot, invitation, PAUL, START, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { buttonsOf, said, words } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

it("an Alert is over once what it is about is no longer configured", async () => {
  const bot = await bothBot({ mistral: createMemoryMistral(() => START).admin });
  const place = { platform: "slack", channel: "news", reason: "is_archived", name: null } as const;
  const facts: AlertFacts[] = [
    ...OUTAGES_OF.map((of) => ({ kind: "outage", of, refused: false }) as const),
    ...[{ kind: "closed", ...place } as const, { kind: "admin-key", noRights: false } as const],
    { kind: "other-organization", of: null },
  ];
  const life = { since: START, toldAt: START, until: null };
  bot.store.transact((tx) => facts.map((one) => tx.alerts.insert({ ...one, ...life })));
  bot.begin();
  expect(bot.alerts()).toHaveLength(facts.length);
  Object.assign(bot.context, { mistral: null });
  bot.begin();
  expect(bot.alerts().map((alert) => ("of" in alert ? alert.of : alert.kind))).toEqual([
    ...["slack", "teams", "slack-socket", "closed"],
  ]);
  Object.assign(bot.context, { messengers: [] });
  bot.begin();
  expect(bot.alerts()).toEqual([]);
});

it("once the Admin API key and Teams are no longer configured nothing says that they do not answer", async () => {
  const down = () => Promise.reject(new AppError("unavailable", "down"));
  const { admin } = createMemoryMistral(() => START);
  const bot = await bothBot({ mistral: { ...admin, people: down, spendLimit: down } });
  bot.teams.breaks(new AppError("unavailable", "down"), "post", "update", "openDirect", "account");
  await bot.pay();
  await bot.approved(PAUL);
  await bot.live(15 * MINUTE, MINUTE);
  const ana = bot.as("ana");
  const pages = async () => `${said(await ana.command("status"))}\n${said(await ana.command(""))}`;
  for (const who of ["Mistral", "Teams"]) expect(await pages()).toContain(`${who} hasn't answered`);
  Object.assign(bot.context, { mistral: null, messengers: [bot.chat.messenger] });
  bot.begin();
  await bot.live(2 * MINUTE, MINUTE);
  expect(`${await pages()}\n${bot.chat.newest("approvals")}`).not.toMatch(/answered|refused/);
  expect(bot.chat.told("ana", "alert:")).toEqual(
    ["Mistral", "Teams"].map((who) => expect.stringMatching(`${who} didn't answer properly from .* until`)),
  );
});

it("an Alert about work that was given up is over within a day when the work was for a person who was erased", async () => {
  const bot = await startedBot();
  bot.begin();
  await bot.as("chloe").command("help");
  bot.chat.failNext(new AppError("invalid", "no"));
  await post(bot, { person: bot.personOf("chloe").id }, "setup:1");
  expect(bot.alerts()).toMatchObject([{ kind: "trouble" }]);
  bot.store.transact((tx) => erase({ tx, now: bot.now() }, must(tx.erasure.find("chloe@lumen.example"))));
  await bot.skip(DAY + MINUTE);
  expect(bot.alerts()).toEqual([]);
});

it("Alerts that are over are forgotten after 90 days", async () => {
  const bot = await startedBot();
  bot.begin();
  const { id } = bot.store.transact((tx) =>
    tx.alerts.insert({ kind: "payment-removed", since: START, toldAt: START, until: START }),
  );
  await bot.skip(89 * DAY);
  expect(bot.store.read((tx) => tx.alerts.get(id))).not.toBeNull();
  await bot.skip(3 * DAY);
  expect(bot.store.read((tx) => tx.alerts.get(id))).toBeNull();
});

it("that somebody signs with another secret is remembered with the newest time, and is nothing that came through", async () => {
  const bot = createBot();
  bot.app.forged("slack");
  await bot.skip(MINUTE);
  bot.app.forged("slack");
  const latest = (key: string) => bot.store.read((tx) => tx.processedRequests.latest(key));
  expect([latest("forged:slack"), latest("slack:")]).toEqual([bot.now(), null]);
});

it.each<[string, (bot: Bot) => void]>([
  ["is replaced", (bot) => bot.app.secretReplaced("slack")],
  ["may be another one, after a restart", (bot) => bot.begin()],
])("that somebody signed with another secret is forgotten once ours %s", (_, replace) => {
  const bot = createBot();
  bot.app.forged("slack");
  replace(bot);
  expect(bot.store.read((tx) => tx.processedRequests.latest("forged:slack"))).toBeNull();
});

const cards = (bot: Bot) => bot.chat.told("ana", "alert:trouble.");
const firstDead = (bot: Bot): number => must(bot.dead()[0]).id;

let posts = 0;
async function post(bot: Bot, to: Target, ...subjects: Subject[]): Promise<void> {
  for (const subject of subjects) {
    posts += 1;
    const options = { key: `post-${posts}`, group: JSON.stringify(to), dueAt: bot.now() };
    bot.store.transact((tx) => tx.jobs.enqueue({ kind: "post", subject, to }, options));
  }
  await bot.settle();
}
const postInto = (bot: Bot, channel: string, ...subjects: Subject[]) =>
  post(bot, { place: { platform: "slack", channel } }, ...subjects);

describe("what was given up", () => {
  it.each([
    ["tried again", "retry-job", 3],
    ["dropped", "drop-job", 0],
  ] as const)(
    "for one conversation is on one card, which says how much it is, and is %s together",
    async (_, press, sent) => {
      const bot = await startedBot();
      const over = bot.chat.refuseIn("other");
      await postInto(bot, "other", "setup:1", "billing:1.5");
      await postInto(bot, "other", "billing:1.6");
      expect(cards(bot)).toEqual([expect.stringContaining("2 more messages")]);
      over();
      await bot.as("ana").press({ do: press, job: firstDead(bot) });
      expect([bot.dead(), bot.chat.in("other").length]).toEqual([[], sent]);
      expect(cards(bot)).toEqual([
        sent === 0 ? expect.stringContaining("Nothing left to do here.") : expect.anything(),
      ]);
    },
  );

  it("is listed for the owner by status, once for each conversation, and decided there", async () => {
    const bot = await startedBot();
    for (const channel of ["news", "other"]) bot.chat.refuseIn(channel);
    await postInto(bot, "news", "billing:1.5", "billing:1.6");
    await postInto(bot, "other", "setup:1");
    const status = async (who: string) => {
      const reply = await bot.as(who).command("status");
      if (reply.kind !== "show") throw new Error(`${who} was answered with ${reply.kind}`);
      return reply.view;
    };
    const view = await status("ana");
    expect(words(view).match(/Couldn't post a message\./g)).toHaveLength(2);
    expect(words(view)).toContain("Needs attention");
    expect(words(view)).toContain("1 more message there");
    expect(words(await status("ben"))).not.toContain("Couldn't post");
    const [first] = buttonsOf(view).filter(({ label }) => label === "Drop it");
    await bot.as("ana").press(must(first && "action" in first ? first.action : null));
    expect(words(await status("ana")).match(/Couldn't post/g)).toHaveLength(1);
  });

  it("is nothing in 18 hours without Slack: an edit tries for as long as it takes, and what waits goes out after it", async () => {
    const bot = await startedBot({ both: true });
    await bot.inTeams("tara").submit({ form: "invite" }, invitation("first@lumen.example"));
    const down = new AppError("unavailable", "down");
    const mend = bot.chat.breaks(down, "post", "openDirect", "update", "lookFor");
    await bot.approve();
    for (const name of ["paul", "rosa", "zoe"])
      await bot.inTeams("tara").submit({ form: "invite" }, invitation(`${name}@lumen.example`));
    await bot.live(18 * HOUR, 20 * MINUTE);
    expect(bot.dead()).toEqual([]);
    mend();
    await bot.live(20 * MINUTE, 5 * MINUTE);
    expect(bot.chat.first("approvals")).toContain("Approved by @ben");
    expect(bot.chat.in("approvals")).toHaveLength(4);
  });
});
