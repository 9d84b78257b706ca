import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, invitation, PAUL, ROSA, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";
import { HOUR, MINUTE, SECOND } from "../../support/world/times.ts";

const DOWN = new AppError("unavailable", "refused", { detail: "ECONNREFUSED" });
const REVOKED = new AppError("unauthorized", "refused", { detail: "token_revoked" });

describe("while Mistral does not answer", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await startAutomatic();
    await world.pay();
  });

  const seconds = (count: number) => world.live(count * SECOND, 5 * SECOND);
  const card = () => world.bot.chat.newest("approvals");
  const notices = (person: string) => world.bot.chat.told(person, "alert:outage.");

  it("the card of an approved Request says since when, and that it goes on by itself", async () => {
    world.down();
    await world.approved(PAUL);
    await seconds(15);
    expect(card()).toMatch(/paul@.*not confirmed by Mistral, which hasn't answered properly since/);
    world.up();
    await world.minutes(2);
    expect(world.statuses()).toEqual(["pending"]);
    expect(card()).toMatch(/paul@.*Pending/);
    expect(card()).not.toMatch(/not answered/);
  });

  it("says so of a Request that Mistral alone does not take, while it answers everything else", async () => {
    world.down(500, "/v1/admin/users-invite");
    await world.approved(PAUL);
    await world.minutes(2);
    expect(card()).toMatch(/paul@.*not confirmed by Mistral yet; this bot keeps trying/);
  });

  it("an approver whose press needs Mistral hears at once that it waits, and it is done once afterwards", async () => {
    await world.approved(`${PAUL}, zoe@lumen.example, max@lumen.example`);
    world.accept("max@lumen.example");
    await world.minutes(2);
    await world.bot.ask("eva@lumen.example");
    world.down();
    await world.minutes(3);
    const ben = world.bot.as("ben");
    const waits = /Saved\. Mistral hasn't answered properly since/;
    expect(said(await ben.press({ do: "approve", request: 2 }))).toMatch(waits);
    expect(said(await ben.submit({ form: "role", invitation: 3 }, { role: "billing" }))).toMatch(waits);
    expect(said(await ben.press({ do: "resend", invitation: 1 }))).toMatch(waits);
    expect(said(await ben.press({ do: "revoke", invitation: 2 }))).toMatch(waits);
    expect(said(await ben.command("status"))).toMatch(/⚠️ Mistral hasn't answered properly since/);
    expect(said(await world.bot.as("chloe").command("help"))).not.toMatch(/Noted/);
    expect(said(await ben.press({ do: "drift" }))).toMatch(waits);
    world.up();
    await world.minutes(3);
    expect(world.statuses()).toEqual(["pending", "revoked", "active"]);
    const fates = world.mistral.mails().map(({ to, state }) => `${to.split("@")[0]} ${state}`);
    const first = ["paul revoked", "zoe revoked", "max accepted"];
    expect(fates.toSorted()).toEqual([...first, "paul open", "eva open"].toSorted());
  });

  it("after a sleep it counts from now on, and nobody reads meanwhile that it is over", async () => {
    world.down();
    await world.approved(PAUL);
    await seconds(15);
    await world.skip(24 * HOUR);
    expect(world.bot.alerts()).toMatchObject([{ kind: "outage", id: 1, since: world.bot.now() }, {}]);
  });

  it("owner and approvers get one notice when it lasts, and read there that it is over", async () => {
    world.down();
    await world.approved(PAUL);
    await world.minutes(8);
    expect(notices("ana")).toEqual([]);
    await world.minutes(4);
    world.up();
    const both = (words: RegExp) => {
      for (const person of ["ana", "ben"]) expect(notices(person)).toEqual([expect.stringMatching(words)]);
    };
    both(/Mistral hasn't answered properly since/);
    await world.minutes(5);
    both(/didn't answer properly from .* until/);
  });

  it("many that wait cost few calls, and all go as soon as it answers", async () => {
    for (let id = 1; id <= 10; id += 1) await world.bot.ask(`p${id}@lumen.example`);
    world.down();
    for (let id = 1; id <= 10; id += 1) await world.bot.as("ben").press({ do: "approve", request: id });
    const before = world.mistral.calls().length;
    await world.minutes(20);
    expect(world.mistral.calls().length - before).toBeLessThan(50);
    world.up();
    await world.minutes(2);
    expect(world.mails()).toHaveLength(10);
  });

  it("a person who was a Member before is no news afterwards", async () => {
    world.down();
    world.section.change((draft) => {
      const [first] = draft.members;
      draft.members.push({ ...must(first), id: "kenji", email: "kenji@lumen.example" });
    });
    await world.approved("kenji@lumen.example");
    await world.minutes(12);
    world.up();
    await world.minutes(2);
    expect([world.statuses(), world.mails(), world.bot.chat.dm("kenji")]).toEqual([["active"], [], []]);
  });

  it("nothing else asks it before the time that it asked for, and all go on then", async () => {
    const headers = { "retry-after": "90" };
    world.mistral.faults.add({ fault: { kind: "answer", status: 429, headers }, path: "/v1/admin/users" });
    for (const name of ["zoe", "max", "eva"]) await world.bot.ask(`${name}@lumen.example`);
    await world.bot.approve();
    const before = world.mistral.calls().length;
    for (const request of [2, 3]) await world.bot.as("ben").press({ do: "approve", request });
    await seconds(85);
    const since = world.mistral.calls().slice(before);
    expect(since.filter(({ path }) => path.startsWith("/v1/admin"))).toEqual([]);
    await seconds(10);
    expect(world.mails()).toHaveLength(3);
  });
});

it("a short trouble of Mistral is no news", async () => {
  const world = await startAutomatic();
  await world.pay();
  world.refuses(503, { path: "/v1/admin/users", times: 2 });
  await world.approved(PAUL);
  await world.live(10 * SECOND, SECOND);
  expect(world.statuses()).toEqual(["pending"]);
  expect(world.bot.alerts()).toEqual([]);
});

it("while one platform does not answer an approver who presses on the other one hears that people there will hear later", async () => {
  const bot = await bothBot();
  await bot.ask(PAUL, "kenji");
  await bot.inTeams("chloe").submit({ form: "invite" }, invitation("zoe@lumen.example"));
  const mend = bot.chat.breaks(DOWN, "post", "update", "publishHome", "openDirect");
  for (let gone = 0; gone < 20; gone += 1) {
    await bot.as("kenji").home();
    await bot.skip(MINUTE);
  }
  const later = /Slack hasn't answered properly since .*, so changes there wait/;
  expect(said(await bot.inTeams("tara").press({ do: "approve", request: 1 }))).toMatch(later);
  expect(said(await bot.inTeams("ben").press({ do: "approve", request: 2 }))).toBe("nothing");
  mend();
  await bot.live(3 * MINUTE, MINUTE);
  expect(bot.chat.dm("kenji").some(({ view }) => /Approved by/.test(words(view)))).toBe(true);
  expect(bot.alerts()).toEqual([]);
});

it("a platform that goes from an outage to nothing but 429 is told of all the same, until it answers", async () => {
  const bot = await bothBot();
  const told = () => bot.chat.told("ana", "alert:outage.");
  const down = bot.teams.breaks(new AppError("unavailable", "down"), "post", "update");
  await bot.inTeams("chloe").submit({ form: "invite" }, invitation(PAUL));
  await bot.live(2 * MINUTE, MINUTE);
  down();
  const busy = bot.teams.breaks(
    new AppError("rate_limited", "busy", { retryAfterMs: 20_000 }),
    "post",
    "update",
  );
  await bot.live(12 * MINUTE, MINUTE);
  expect(told()).toEqual([expect.stringMatching(/Teams hasn't answered properly since/)]);
  busy();
  await bot.live(3 * MINUTE, MINUTE);
  expect(told()).toEqual([expect.stringMatching(/Teams didn't answer properly from .* until/)]);
});

it("while Teams asks to wait in one conversation nothing else waits there, and it is asked no sooner than it says", async () => {
  const bot = await bothBot();
  let asked = 0;
  bot.teams.refuseIn("t-approvals", () => {
    asked += 1;
    return new AppError("rate_limited", "busy", { detail: "ratelimited", retryAfterMs: 5_000 });
  });
  await bot.inTeams("chloe").submit({ form: "invite" }, invitation(PAUL));
  await bot.live(60 * SECOND, SECOND);
  expect(asked).toBeGreaterThan(8);
  expect(asked).toBeLessThanOrEqual(12);
  await bot.inTeams("tara").press({ do: "approve", request: 1 });
  expect(bot.teams.in("dm-t-chloe").some(({ view }) => /Approved by/.test(words(view)))).toBe(true);
});

it.each(["slack", "teams"] as const)(
  "%s that lets the bot in no more is told of to owner and approvers where they can be reached, with what to do, until it is over",
  async (platform) => {
    const bot = await bothBot();
    const [there, here] = platform === "slack" ? [bot.chat, bot.teams] : [bot.teams, bot.chat];
    const mend = there.breaks(REVOKED, "post", "update", "publishHome", "account", "openDirect", "letsIn");
    bot.app.disconnected(platform);
    await bot.live(15 * MINUTE, MINUTE);
    const notices = () => here.messages.filter(({ key }) => key.startsWith("alert:outage."));
    const variable = platform === "slack" ? "SLACK_BOT_TOKEN" : "MICROSOFT_APP_PASSWORD";
    const { length } = notices();
    expect(length).toBeGreaterThanOrEqual(2);
    for (const { view } of notices())
      expect(words(view)).toMatch(new RegExp(`has locked this bot out[\\s\\S]*${variable}`));
    mend();
    await bot.live(7 * MINUTE, MINUTE);
    expect(notices()).toHaveLength(length);
    for (const { view } of notices()) expect(words(view)).toMatch(/locked this bot out from .* until/);
    expect(bot.dead()).toEqual([]);
  },
);

it("a press on an old card while Slack refuses the token is answered with why the card does not change", async () => {
  const bot = await startedBot();
  await bot.ask(PAUL);
  bot.chat.breaks(REVOKED, "post", "update", "letsIn");
  await bot.approve();
  await bot.live(15 * SECOND, SECOND);
  expect(said(await bot.approve())).toMatch(/Saved\. Slack hasn't .* since/);
});

it.each(["slack", "teams"] as const)(
  "credentials that %s lets in again are noticed within a minute, whenever that is",
  async (platform) => {
    const bot = await startedBot({ both: true });
    const [chloe, { messenger }] =
      platform === "slack" ? [bot.as("chloe"), bot.chat] : [bot.inTeams("chloe"), bot.teams];
    let tries = 0;
    const refused = async () => {
      tries += 1;
      throw REVOKED;
    };
    Object.assign(messenger, { post: refused, update: refused, account: refused });
    for (const address of [PAUL, ROSA]) await chloe.submit({ form: "invite" }, invitation(address));
    let [longest, quiet] = [0, 0];
    for (let gone = 0; gone < 300; gone += 5) {
      const before = tries;
      await bot.skip(5 * SECOND);
      quiet = tries === before ? quiet + 5 : 0;
      longest = Math.max(longest, quiet);
    }
    expect(tries).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(60);
  },
);

describe("Slack that is not heard, because its connection cannot be made", () => {
  const unheard = async (bot: Bot, minutes: number) => {
    for (let gone = 0; gone < 2 * minutes; gone += 1) {
      bot.app.listens(false);
      await bot.skip(30 * SECOND);
    }
  };
  const notices = (bot: Bot, person: string) => bot.chat.told(person, "alert:outage.");

  it("is told of to owner and approvers there, once, with what to do, until it is over", async () => {
    const bot = await startedBot();
    await unheard(bot, 9);
    expect(notices(bot, "ana")).toEqual([]);
    await unheard(bot, 30);
    const told = [expect.stringMatching(/heard nothing from Slack since [\s\S]*SLACK_APP_TOKEN/)];
    expect(["ana", "ben", "chloe"].map((person) => notices(bot, person))).toEqual([told, told, []]);
    expect(said(await bot.as("ana").command("status"))).toMatch(/heard nothing from Slack since/);
    bot.app.listens(true);
    await bot.skip(MINUTE);
    expect(notices(bot, "ana")).toEqual([expect.stringMatching(/heard nothing from Slack from .* until/)]);
    expect(said(await bot.as("ana").command("status"))).not.toMatch(/heard nothing/);
  });

  it("is no news when it is back within ten minutes, nor after the machine slept", async () => {
    const bot = await startedBot();
    await unheard(bot, 8);
    bot.app.listens(true);
    await unheard(bot, 8);
    await bot.skip(8 * HOUR);
    await unheard(bot, 8);
    expect([notices(bot, "ana"), notices(bot, "ben")]).toEqual([[], []]);
  });

  it("is not told of beside that it does not answer at all", async () => {
    const bot = await bothBot();
    bot.chat.breaks(DOWN, "post", "update", "account", "openDirect", "publishHome");
    for (let id = 1; id <= 3; id += 1)
      await bot.inTeams("tara").submit({ form: "invite" }, invitation(`x${id}@lumen.example`));
    await unheard(bot, 20);
    expect(bot.alerts()).toMatchObject([{ kind: "outage", of: "slack" }]);
  });
});
