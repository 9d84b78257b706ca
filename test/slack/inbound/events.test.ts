import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bot, bot, type FakeSlack, fakeSlack } from "../fake-slack.ts";

let slack: FakeSlack;
let rig: Bot;
beforeEach(async () => {
  slack = await fakeSlack();
  rig = await bot(slack);
});
afterEach(async () => {
  await rig.stop();
  await slack.close();
});

describe("an event", () => {
  it("that Home was opened reaches the core", async () => {
    await rig.event({ type: "app_home_opened", user: "U1", tab: "home" });
    await rig.event({ type: "app_home_opened", user: "U1", tab: "messages" });
    expect(rig.app.asked).toEqual([
      {
        what: "home",
        caller: { platform: "slack", account: "U1", team: "T1", channel: null },
        key: "slack:event:Ev1",
      },
    ]);
  });

  it("of an app of a whole Enterprise organization says whose workspace it is", async () => {
    const event = { type: "app_home_opened", user: "U1", tab: "home" };
    const grid = { type: "event_callback", team_id: null, enterprise_id: "E1", event_id: "Ev9", event };
    const authorizations = [{ enterprise_id: "E1", team_id: "T7", is_enterprise_install: true }];
    expect((await rig.send(JSON.stringify({ ...grid, authorizations }))).status).toBe(200);
    expect((await rig.send(JSON.stringify({ ...grid, event_id: "Ev10" }))).status).toBe(200);
    expect(rig.app.asked).toMatchObject([{ caller: { team: "T7" } }, { caller: { team: "T1" } }]);
  });

  it("that is told to another workspace does not reach the core", async () => {
    const told = {
      type: "event_callback",
      team_id: "T8",
      event_id: "Ev8",
      authorizations: [{ team_id: "T8" }],
    };
    for (const event of [{ type: "app_home_opened", user: "U1", tab: "home" }, { type: "app_uninstalled" }])
      expect((await rig.send(JSON.stringify({ ...told, event }))).status).toBe(200);
    expect([rig.app.asked, rig.connection.trouble()]).toEqual([[], null]);
  });

  it("is acknowledged only when the core is through, so that Slack repeats what failed", async () => {
    rig.app.fail = true;
    expect((await rig.event({ type: "app_home_opened", user: "U1", tab: "home" })).status).toBe(500);
    rig.app.fail = false;
    expect((await rig.event({ type: "app_home_opened", user: "U1", tab: "home" })).status).toBe(200);
  });

  it("that an account changed tells who it is now", async () => {
    const user = { id: "U5", team_id: "T1", name: "eve", locale: "en-GB", deleted: true };
    await rig.event({ type: "user_change", user });
    expect(rig.app.asked).toMatchObject([{ what: "changed", account: { id: "U5", standing: "gone" } }]);
  });

  it("about an account without a language asks for it rather than guess", async () => {
    slack.answers.set("users.info", () => ({
      body: { ok: true, user: { id: "U5", team_id: "T1", locale: "fr-FR" } },
    }));
    await rig.event({ type: "user_change", user: { id: "U5", team_id: "T1" } });
    expect(rig.app.asked).toMatchObject([{ account: { locale: "fr-FR" } }]);
  });

  it("that comes again when something else is true by then does not bring back what was", async () => {
    const user = { id: "U5", team_id: "T1", name: "eve", locale: "en-GB", deleted: false };
    slack.answers.set("users.info", () => ({ body: { ok: true, user: { ...user, deleted: true } } }));
    await rig.event({ type: "user_change", user });
    expect(rig.app.asked).toMatchObject([{ what: "changed", account: { standing: "gone" } }]);
  });

  it("about an account that nobody knows costs no call", async () => {
    rig.app.strangers.add("U5");
    slack.calls.length = 0;
    const answer = await rig.event({ type: "user_change", user: { id: "U5", team_id: "T1" } });
    expect(answer.status).toBe(200);
    expect(rig.app.asked).toEqual([]);
    expect(slack.calls).toEqual([]);
  });

  it.each([
    ["channel_archive", { what: "closed", reason: "is_archived" }],
    ["group_archive", { what: "closed", reason: "is_archived" }],
    ["channel_deleted", { what: "closed", reason: "channel_deleted" }],
    ["group_deleted", { what: "closed", reason: "channel_deleted" }],
    ["channel_left", { what: "closed", reason: "not_in_channel" }],
    ["group_left", { what: "closed", reason: "not_in_channel" }],
    ["channel_shared", { what: "closed", reason: "is_ext_shared" }],
    ["channel_unarchive", { what: "opened" }],
    ["channel_unshared", { what: "opened" }],
    ["group_unarchive", { what: "opened" }],
  ])("%s tells the core what became of the channel", async (type, told) => {
    await rig.event({ type, channel: "C1" });
    expect(rig.app.asked).toEqual([{ ...told, place: { platform: "slack", channel: "C1" } }]);
  });

  const asNow = (channel: object) =>
    slack.answers.set("conversations.info", () => ({
      body: { ok: true, channel: { id: "C1", ...channel } },
    }));
  const place = { platform: "slack", channel: "C1" };

  it("of a channel that comes late does not bring back what was", async () => {
    asNow({ is_archived: false, is_member: true });
    await rig.event({ type: "channel_archive", channel: "C1" });
    expect(rig.app.asked).toEqual([{ what: "opened", place }]);
    asNow({ is_archived: true, is_member: true });
    await rig.event({ type: "channel_unarchive", channel: "C1" }, "Ev2");
    slack.answers.set("conversations.info", () => ({ body: { ok: false, error: "channel_not_found" } }));
    await rig.event({ type: "channel_unarchive", channel: "C1" }, "Ev3");
    expect(rig.app.asked.slice(1)).toEqual([
      { what: "closed", reason: "is_archived", place },
      { what: "closed", reason: "channel_not_found", place },
    ]);
  });

  it("of a channel that one of several companies has left leaves it closed", async () => {
    asNow({ is_ext_shared: true, is_member: true });
    await rig.event({ type: "channel_unshared", channel: "C1", is_ext_shared: true });
    expect(rig.app.asked).toEqual([{ what: "closed", reason: "is_ext_shared", place }]);
  });

  it("of a channel that the bot is not in is believed, for it may be let in all the same", async () => {
    asNow({ is_archived: false, is_member: false });
    await rig.event({ type: "channel_left", channel: "C1" });
    await rig.event({ type: "channel_unarchive", channel: "C1" }, "Ev2");
    expect(rig.app.asked).toEqual([
      { what: "closed", reason: "not_in_channel", place },
      { what: "opened", place },
    ]);
  });

  it("of a channel that arrives again does nothing, also while Slack cannot be asked", async () => {
    slack.answers.set("conversations.info", () => ({ status: 503, body: "" }));
    await rig.event({ type: "channel_archive", channel: "C1" }, "Ev1");
    await rig.event({ type: "channel_unarchive", channel: "C1" }, "Ev2");
    await rig.event({ type: "channel_archive", channel: "C1" }, "Ev1");
    expect(rig.app.asked.map(({ what }) => what)).toEqual(["closed", "opened"]);
  });

  it("of a channel that nothing goes to costs no call", async () => {
    rig.app.strangers.add("C1");
    slack.calls.length = 0;
    await rig.event({ type: "channel_archive", channel: "C1" });
    expect([rig.app.asked, slack.calls]).toEqual([[], []]);
  });

  it("that somebody joined a channel counts when it is the bot", async () => {
    await rig.event({ type: "member_joined_channel", user: "U5", channel: "C1", channel_type: "C" });
    expect(rig.app.asked).toEqual([]);
    await rig.event({ type: "member_joined_channel", user: "UBOT", channel: "C1", channel_type: "C" }, "Ev2");
    expect(rig.app.asked).toEqual([{ what: "opened", place: { platform: "slack", channel: "C1" } }]);
  });

  it("that the bot was removed stops it", async () => {
    expect(rig.connection.trouble()).toBeNull();
    await rig.event({ type: "tokens_revoked", tokens: { oauth: ["U1"], bot: [] } });
    expect(rig.connection.trouble()).toBeNull();
    slack.answers.set("auth.test", () => ({ body: { ok: false, error: "account_inactive" } }));
    await rig.event({ type: "app_uninstalled" }, "Ev2");
    await slack.until("auth.test", 2);
    expect(rig.app.asked).toEqual([{ what: "disconnected", platform: "slack" }]);
    expect(rig.connection.trouble()).not.toBeNull();
  });

  it("that the bot was removed does not count when Slack tells it again after a new installation", async () => {
    await rig.event({ type: "app_uninstalled" });
    await expect.poll(() => rig.connection.trouble()).toBeNull();
  });
});
