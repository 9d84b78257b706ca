import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { invitation, PAUL, startedBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { said, words } from "../../support/world/chat.ts";
import { HOUR, MINUTE, SECOND } from "../../support/world/times.ts";

describe("while Mistral does not answer", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await startAutomatic();
    await world.pay();
  });

  const fail = (status: number, path = "/v1") =>
    world.mistral.faults.add({ fault: { kind: "answer", status }, path, probability: 1 });
  const seconds = async (count: number) => {
    for (let gone = 0; gone < count; gone += 5) await world.skip(5 * SECOND);
  };
  const card = () => world.bot.chat.newest("approvals");
  const notices = (person: string) => world.bot.chat.told(person, "alert:outage.");

  it("the card of an approved Request says since when, and that it goes on by itself", async () => {
    fail(503);
    await world.approved(PAUL);
    await seconds(15);
    expect(card()).toMatch(/paul@.*not confirmed by Mistral, which has not answered properly since/);
    world.mistral.faults.clear();
    await world.minutes(2);
    expect(world.statuses()).toEqual(["pending"]);
    expect(card()).toMatch(/paul@.*Pending/);
    expect(card()).not.toMatch(/not answered/);
  });

  it("says so of a Request that Mistral alone does not take, while it answers everything else", async () => {
    fail(500, "/v1/admin/users-invite");
    await world.approved(PAUL);
    await world.minutes(2);
    expect(card()).toMatch(/paul@.*not confirmed by Mistral yet; this is tried again by itself/);
  });

  it("an approver whose press needs Mistral hears at once that it waits, and it is done once afterwards", async () => {
    await world.approved(`${PAUL}, zoe@lumen.example, max@lumen.example`);
    world.mistral.accept(must(world.mistral.mails()[2]).id);
    await world.minutes(2);
    await world.bot.ask("eva@lumen.example");
    fail(503);
    await world.minutes(3);
    const ben = world.bot.as("ben");
    const waits = /Noted\. Mistral has not answered properly since/;
    expect(said(await ben.press({ do: "approve", request: 2 }))).toMatch(waits);
    expect(said(await ben.submit({ form: "role", invitation: 3 }, { role: "billing" }))).toMatch(waits);
    expect(said(await ben.press({ do: "resend", invitation: 1 }))).toMatch(waits);
    expect(said(await ben.press({ do: "revoke", invitation: 2 }))).toMatch(waits);
    expect(said(await ben.command("status"))).toMatch(/⚠️ Mistral has not answered properly since/);
    expect(said(await world.bot.as("chloe").command("help"))).not.toMatch(/Noted/);
    world.mistral.faults.clear();
    await world.minutes(3);
    expect(world.statuses()).toEqual(["pending", "revoked", "active"]);
    const fates = world.mistral.mails().map(({ to, state }) => `${to.split("@")[0]} ${state}`);
    const first = ["paul revoked", "zoe revoked", "max accepted"];
    expect(fates.toSorted()).toEqual([...first, "paul open", "eva open"].toSorted());
  });

  it("after a sleep it counts from now on, and nobody reads meanwhile that it is over", async () => {
    fail(503);
    await world.approved(PAUL);
    await seconds(15);
    await world.skip(24 * HOUR);
    const open = world.bot.alerts().filter(({ kind }) => kind === "outage");
    expect(open.map(({ id, since }) => ({ id, since }))).toEqual([{ id: 1, since: world.bot.now() }]);
  });

  it("owner and approvers get one notice when it lasts, and read there that it is over", async () => {
    fail(503);
    await world.approved(PAUL);
    await world.minutes(8);
    expect(notices("ana")).toEqual([]);
    await world.minutes(4);
    world.mistral.faults.clear();
    for (const person of ["ana", "ben"]) {
      expect(notices(person)).toEqual([expect.stringMatching(/Mistral has not answered properly since/)]);
    }
    await world.minutes(5);
    for (const person of ["ana", "ben"]) {
      expect(notices(person)).toEqual([expect.stringMatching(/did not answer properly from .* until/)]);
    }
  });

  it("many that wait cost few calls, and all go as soon as it answers", async () => {
    for (let id = 1; id <= 10; id += 1) await world.bot.ask(`p${id}@lumen.example`);
    fail(503);
    for (let id = 1; id <= 10; id += 1) await world.bot.as("ben").press({ do: "approve", request: id });
    const before = world.mistral.calls().length;
    await world.minutes(20);
    expect(world.mistral.calls().length - before).toBeLessThan(50);
    world.mistral.faults.clear();
    await world.minutes(2);
    expect(world.mails()).toHaveLength(10);
  });

  it("a person who was a Member before is no news afterwards", async () => {
    fail(503);
    world.section.change((draft) => {
      const [first] = draft.members;
      draft.members.push({ ...must(first), id: "kenji", email: "kenji@lumen.example" });
    });
    await world.approved("kenji@lumen.example");
    await world.minutes(12);
    world.mistral.faults.clear();
    await world.minutes(2);
    expect([world.statuses(), world.mails(), world.bot.chat.dm("kenji")]).toEqual([["active"], [], []]);
  });

  it("nothing else asks it before the time that it asked for, and all go on then", async () => {
    for (const [index, name] of ["zoe", "max", "eva"].entries()) {
      await world.bot.ask(`${name}@lumen.example`);
      if (index > 0) continue;
      const headers = { "retry-after": "90" };
      world.mistral.faults.add({ fault: { kind: "answer", status: 429, headers }, path: "/v1/admin/users" });
    }
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
  world.mistral.faults.add({ fault: { kind: "answer", status: 503 }, path: "/v1/admin/users", times: 2 });
  await world.approved(PAUL);
  for (let gone = 0; gone < 10; gone += 1) await world.skip(SECOND);
  expect(world.statuses()).toEqual(["pending"]);
  expect(world.bot.alerts()).toEqual([]);
});

it("without the Admin API nothing waits for Mistral", async () => {
  const bot = await startedBot();
  await bot.ask(PAUL);
  expect(await bot.approve()).toEqual({ kind: "nothing" });
});

describe("while one platform does not answer", () => {
  const down = () => {
    throw new AppError("unavailable", "refused", { detail: "ECONNREFUSED" });
  };

  it("an approver who presses on the other one hears that people there will hear later", async () => {
    const bot = await bothBot();
    await bot.ask(PAUL, "kenji");
    await bot.inTeams("chloe").submit({ form: "invite" }, invitation("zoe@lumen.example"));
    const { post, update, publishHome, account, openDirect } = bot.chat.messenger;
    Object.assign(bot.chat.messenger, { post: down, update: down, publishHome: down, openDirect: down });
    for (let gone = 0; gone < 20; gone += 1) {
      await bot.as("kenji").home();
      await bot.skip(MINUTE);
    }
    const later = /Slack has not answered properly since .*: what this changes there comes once it does/;
    expect(said(await bot.inTeams("tara").press({ do: "approve", request: 1 }))).toMatch(later);
    expect(said(await bot.inTeams("ben").press({ do: "approve", request: 2 }))).toBe("nothing");
    Object.assign(bot.chat.messenger, { post, update, publishHome, account, openDirect });
    for (let gone = 0; gone < 3; gone += 1) await bot.skip(MINUTE);
    expect(bot.chat.dm("kenji").some(({ view }) => /Approved by/.test(words(view)))).toBe(true);
    expect(bot.alerts()).toEqual([]);
  });
});

it("while Teams asks to wait in one conversation nothing else waits there, and it is asked no sooner than it says", async () => {
  const bot = await bothBot();
  const { post } = bot.teams.messenger;
  let asked = 0;
  bot.teams.messenger.post = async (channel, view, key) => {
    if (channel !== "t-approvals") return post(channel, view, key);
    asked += 1;
    throw new AppError("rate_limited", "busy", { detail: "ratelimited", retryAfterMs: 5_000 });
  };
  await bot.inTeams("chloe").submit({ form: "invite" }, invitation(PAUL));
  for (let gone = 0; gone < 60; gone += 1) await bot.skip(SECOND);
  expect(asked).toBeGreaterThan(8);
  expect(asked).toBeLessThanOrEqual(12);
  await bot.inTeams("tara").press({ do: "approve", request: 1 });
  expect(bot.teams.in("dm-t-chloe").some(({ view }) => /Approved by/.test(words(view)))).toBe(true);
});

it("a platform that answers nothing but 429 for ten minutes is told of as an outage, until it answers", async () => {
  const bot = await bothBot();
  const { post, update } = bot.teams.messenger;
  const busy = () => Promise.reject(new AppError("rate_limited", "busy", { retryAfterMs: 20_000 }));
  Object.assign(bot.teams.messenger, { post: busy, update: busy });
  await bot.inTeams("chloe").submit({ form: "invite" }, invitation(PAUL));
  for (let gone = 0; gone < 9; gone += 1) await bot.skip(MINUTE);
  const told = () => bot.chat.told("ana", "alert:outage.");
  expect(told()).toEqual([]);
  for (let gone = 0; gone < 3; gone += 1) await bot.skip(MINUTE);
  expect(told()).toEqual([expect.stringMatching(/Teams has not answered properly since/)]);
  Object.assign(bot.teams.messenger, { post, update });
  for (let gone = 0; gone < 3; gone += 1) await bot.skip(MINUTE);
  expect(told()).toEqual([expect.stringMatching(/Teams did not answer properly from .* until/)]);
});

describe.each(["slack", "teams"] as const)("%s that lets the bot in no more", (platform) => {
  const revoked = () => {
    throw new AppError("unauthorized", "refused", { detail: "token_revoked" });
  };
  const PORTS = ["post", "update", "publishHome", "account", "openDirect", "letsIn"] as const;

  it("is told of to owner and approvers where they can be reached, with what to do, until it is over", async () => {
    const bot = await bothBot();
    const [there, here] = platform === "slack" ? [bot.chat, bot.teams] : [bot.teams, bot.chat];
    const before = { ...there.messenger };
    for (const port of PORTS) Object.assign(there.messenger, { [port]: revoked });
    bot.app.disconnected(platform);
    for (let gone = 0; gone < 15; gone += 1) await bot.skip(MINUTE);
    const notices = () =>
      here.messages.filter(({ key }) => key.startsWith("alert:outage.")).map(({ view }) => words(view));
    const variable = platform === "slack" ? "SLACK_BOT_TOKEN" : "MICROSOFT_APP_PASSWORD";
    expect(notices().length).toBeGreaterThanOrEqual(2);
    for (const notice of notices())
      expect(notice).toMatch(new RegExp(`has not let this bot in.*${variable}`));
    const count = notices().length;
    Object.assign(there.messenger, before);
    for (let gone = 0; gone < 7; gone += 1) await bot.skip(MINUTE);
    expect(notices()).toHaveLength(count);
    for (const notice of notices()) expect(notice).toMatch(/did not let this bot in from .* until/);
    expect(bot.dead()).toEqual([]);
  });
});

it("a press on an old card while Slack refuses the token is answered with why the card does not change", async () => {
  const bot = await startedBot();
  await bot.ask(PAUL);
  const revoked = () => Promise.reject(new AppError("unauthorized", "token_revoked"));
  Object.assign(bot.chat.messenger, { post: revoked, update: revoked, letsIn: revoked });
  await bot.approve();
  for (let gone = 0; gone < 15; gone += 1) await bot.skip(SECOND);
  expect(said(await bot.approve())).toMatch(/Noted\. Slack has not .* since/);
});
