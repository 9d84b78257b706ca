import { describe, expect, it } from "vitest";
import { eachWithBot, rig, slack, startAnew } from "../fake-slack.ts";
import { refuse } from "../fixtures.ts";

eachWithBot();

const opened = { type: "app_home_opened", user: "U1", tab: "home" };

describe("an event", () => {
  it("that Home was opened reaches the core", async () => {
    await rig.event(opened);
    await rig.event({ ...opened, tab: "messages" });
    const caller = { platform: "slack", account: "U1", team: "T1", channel: null };
    expect(rig.app.asked).toEqual([{ what: "home", caller, key: "slack:event:Ev1" }]);
  });

  it("that is told to another workspace does not reach the core", async () => {
    for (const event of [opened, { type: "app_uninstalled" }]) {
      const body = { type: "event_callback", team_id: "T8", event_id: "Ev8", event };
      expect((await rig.send(JSON.stringify(body))).status).toBe(200);
    }
    expect([rig.app.asked, rig.connection.trouble()]).toEqual([[], null]);
  });

  it("that names another workspace as its own is ours where it is told to us, as in a shared channel", async () => {
    const event = { type: "channel_archive", channel: "C1" };
    const body = { type: "event_callback", team_id: "T8", event_id: "Ev8", event };
    const told = (ids: unknown) => rig.send(JSON.stringify({ ...body, authorizations: ids }));
    for (const others of [null, "odd", [], [{ team_id: "T8" }, { team_id: null }]])
      expect((await told(others)).status).toBe(200);
    expect(rig.app.asked).toEqual([]);
    expect((await told([{ team_id: "T8" }, { team_id: "T1", is_bot: true }])).status).toBe(200);
    expect(rig.app.asked).toMatchObject([{ what: "closed", reason: "is_archived" }]);
  });

  it("is acknowledged only when the core is through, so that Slack repeats what failed", async () => {
    rig.app.fail = true;
    expect((await rig.event(opened)).status).toBe(500);
    rig.app.fail = false;
    expect((await rig.event(opened)).status).toBe(200);
  });

  it("that comes before Slack has said whose the bot is has to come again", async () => {
    slack.answers.set("auth.test", () => ({ status: 503, body: "" }));
    await startAnew({});
    expect((await rig.event(opened)).status).toBe(500);
    expect(rig.app.asked).toEqual([]);
  });
});

describe("an event about an account", () => {
  const user = { id: "U5", team_id: "T1", name: "eve", locale: "en-GB", deleted: false };

  it("tells who it is now, and does not bring back what was", async () => {
    slack.answers.set("users.info", () => ({
      body: { ok: true, user: { ...user, deleted: true, locale: "fr-FR" } },
    }));
    await rig.event({ type: "user_change", user });
    const account = { id: "U5", standing: "gone", locale: "fr-FR" };
    expect(rig.app.asked).toMatchObject([{ what: "changed", account }]);
  });

  it("counts as it is while Slack cannot be asked", async () => {
    slack.answers.set("users.info", () => ({ status: 503, body: "" }));
    await rig.event({ type: "user_change", user: { ...user, deleted: true } });
    expect(rig.app.asked).toMatchObject([{ what: "changed", account: { id: "U5", standing: "gone" } }]);
  });

  it.each([
    ["nobody knows", { type: "user_change", user }],
    ["nothing goes to", { type: "channel_archive", channel: "U5" }],
  ])("or channel that %s costs no call", async (_who, event) => {
    rig.app.strangers.add("U5");
    slack.calls.length = 0;
    expect((await rig.event(event)).status).toBe(200);
    expect([rig.app.asked, slack.calls]).toEqual([[], []]);
  });
});

describe("an event about a user group", () => {
  it.each([
    ["came into being", { type: "subteam_created", subteam: { id: "S7", name: "IT", users: ["U1"] } }],
    ["was renamed or disabled", { type: "subteam_updated", subteam: { id: "S7", date_delete: 12 } }],
    [
      "has other members",
      { type: "subteam_members_changed", subteam_id: "S7", added_users: ["U1"], added_users_count: "1" },
    ],
  ])("that %s tells the core which one it is", async (_what, event) => {
    expect((await rig.event(event)).status).toBe(200);
    expect(rig.app.asked).toEqual([{ what: "group", platform: "slack", id: "S7" }]);
  });
});

describe("an event about a channel", () => {
  const place = { platform: "slack", channel: "C1" };
  const closed = (reason: string) => ({ what: "closed", reason, place });
  const OPENED = { what: "opened", place };
  const asNow = (channel: object) =>
    slack.answers.set("conversations.info", () => ({
      body: { ok: true, channel: { id: "C1", ...channel } },
    }));
  const change = (type: string, id = "Ev1") => rig.event({ type, channel: "C1" }, id);

  it.each([
    ["channel_archive", closed("is_archived")],
    ["group_archive", closed("is_archived")],
    ["channel_deleted", closed("channel_deleted")],
    ["group_deleted", closed("channel_deleted")],
    ["channel_left", closed("not_in_channel")],
    ["group_left", closed("not_in_channel")],
    ["channel_shared", closed("is_ext_shared")],
    ["channel_unarchive", OPENED],
    ["channel_unshared", OPENED],
    ["group_unarchive", OPENED],
  ])("such as %s tells the core what became of it", async (type, what) => {
    await change(type);
    expect(rig.app.asked).toEqual([what]);
  });

  it("that comes late does not bring back what was", async () => {
    asNow({ is_archived: false, is_member: true });
    await change("channel_archive");
    asNow({ is_archived: true, is_member: true });
    await change("channel_unarchive", "Ev2");
    asNow({ is_ext_shared: true, is_member: true });
    await change("channel_unshared", "Ev3");
    slack.answers.set("conversations.info", refuse("channel_not_found"));
    await change("channel_unarchive", "Ev4");
    const [archived, shared, missing] = ["is_archived", "is_ext_shared", "channel_not_found"].map(closed);
    expect(rig.app.asked).toEqual([OPENED, archived, shared, missing]);
  });

  it("that the bot is not in is believed, for it may be let in all the same", async () => {
    asNow({ is_archived: false, is_member: false });
    await change("channel_left");
    await change("channel_unarchive", "Ev2");
    expect(rig.app.asked).toEqual([closed("not_in_channel"), OPENED]);
  });

  it("and arrives again does nothing, also while Slack cannot be asked", async () => {
    slack.answers.set("conversations.info", () => ({ status: 503, body: "" }));
    await change("channel_archive");
    await change("channel_unarchive", "Ev2");
    await change("channel_archive");
    expect(rig.app.asked.map(({ what }) => what)).toEqual(["closed", "opened"]);
  });

  it("that somebody joined counts when it is the bot", async () => {
    await rig.event({ type: "member_joined_channel", user: "U5", channel: "C1", channel_type: "C" });
    expect(rig.app.asked).toEqual([]);
    await rig.event({ type: "member_joined_channel", user: "UBOT", channel: "C1", channel_type: "C" }, "Ev2");
    expect(rig.app.asked).toEqual([OPENED]);
  });
});

it("an event that the bot was removed is told, where it is not a person's token alone", async () => {
  await rig.event({ type: "tokens_revoked", tokens: { oauth: ["U1"], bot: [] } });
  expect(rig.app.asked).toEqual([]);
  await rig.event({ type: "tokens_revoked", tokens: { oauth: [], bot: ["UBOT"] } }, "Ev2");
  await rig.event({ type: "app_uninstalled" }, "Ev3");
  const gone = { what: "disconnected", platform: "slack" };
  expect(rig.app.asked).toEqual([gone, gone]);
});
