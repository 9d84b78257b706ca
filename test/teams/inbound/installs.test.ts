import { describe, expect, it } from "vitest";
import { refusing } from "../stand-ins/fake-connector.ts";
import { ANA, APP_ID, BOT, IN_CHANNEL, type Json, rig, TENANT } from "../stand-ins/fake-teams.ts";

const TEAM = "19:general@thread.tacv2";
const inTeam = (extra: object = {}) => ({
  conversation: { id: TEAM, conversationType: "channel", isGroup: true, tenantId: TENANT },
  channelData: { tenant: { id: TENANT }, team: { id: TEAM, name: "Lumen", aadGroupId: "g" }, ...extra },
});
const NEWS = IN_CHANNEL.channelData.channel.id;
const LIST = `v3/teams/${TEAM}/conversations`;

async function bot() {
  let ahead = 0;
  const one = await rig({ now: () => Date.now() + ahead });
  const { answer } = one.connector;
  const channels: { id: string; name?: string }[] = [{ id: TEAM }, { id: NEWS, name: "News" }];
  one.connector.answer = (asked) => {
    if (asked.path === LIST) return { body: { conversations: channels } };
    return asked.path === `v3/teams/${TEAM}` ? { body: { id: TEAM, name: "Lumen" } } : answer(asked);
  };
  const install = (action: string, where: Json = inTeam()) =>
    one.post(one.does.event("installationUpdate", { action, ...where }));
  return {
    ...one,
    install,
    later(ms: number): void {
      ahead += ms;
    },
    update: (event: Json) => one.post(one.does.event("conversationUpdate", event)),
    places: () =>
      one.references
        .all("channel")
        .map(({ label }) => label)
        .sort(),
    lists: () => one.connector.asked.filter(({ path }) => path === LIST).length,
  };
}

describe("the app added to a personal chat", () => {
  it.each<[string, string, Json]>([
    ["", "installationUpdate", { action: "add" }],
    [
      ", also by clients that only say that the bot joined",
      "conversationUpdate",
      { membersAdded: [{ id: BOT.id }, ANA] },
    ],
  ])("shows the person's own page there%s", async (_how, type, event) => {
    const { app, post, does, references, sent, update } = await bot();
    await update({ membersAdded: [ANA] });
    expect(app.asked).toEqual([]);
    await post(does.event(type, event));
    expect(app.asked).toMatchObject([{ what: "home", caller: { account: ANA.aadObjectId, channel: null } }]);
    expect(references.get("person", ANA.aadObjectId)?.data["conversation"]).toBe("a:chat-of-ana");
    expect(sent()).toEqual([]);
  });

  it("and taken away again leaves nowhere to write to", async () => {
    const { app, install, references } = await bot();
    await install("add", {});
    await install("remove", {});
    expect(references.get("person", ANA.aadObjectId)?.data).toMatchObject({ conversation: "", user: ANA.id });
    expect(app.asked.at(-1)).toEqual({ what: "disconnected", platform: "teams" });
  });

  it("is acknowledged only when the core is through, so that Teams repeats what failed", async () => {
    const { app, install } = await bot();
    app.fail = true;
    expect((await install("add", {})).status).toBe(500);
    app.fail = false;
    expect((await install("add", {})).status).toBe(200);
  });
});

describe("the app added to a team", () => {
  it("can write to all its channels, asks for them once, and says nothing there", async () => {
    const { app, post, does, install, references, sent, places, lists, update } = await bot();
    await install("add");
    await update({ membersAdded: [{ id: BOT.id }], ...inTeam() });
    await post(does.message("status", IN_CHANNEL));
    expect(references.all("team")).toMatchObject([
      { id: TEAM, label: "Lumen", data: { bot: `28:${APP_ID}` } },
    ]);
    await expect.poll(places).toEqual(["General", "News"]);
    expect(references.get("channel", NEWS)?.data).toMatchObject({ team: TEAM, kind: "channel" });
    expect(new Set(app.asked.map(({ what }) => what))).toEqual(new Set(["opened", "group", "command"]));
    expect([lists(), sent()]).toEqual([1, []]);
  });

  it("follows its channels as they come, are renamed, and go, and its own name", async () => {
    const { app, install, places, update, references } = await bot();
    await install("add");
    const channel = { id: "19:plans@thread.tacv2", name: "Plans" };
    await update(inTeam({ eventType: "channelCreated", channel }));
    expect(places()).toEqual(["General", "News", "Plans"]);
    await update(inTeam({ eventType: "channelRenamed", channel: { ...channel, name: "Ideas" } }));
    expect(places()).toEqual(["General", "Ideas", "News"]);
    const closed: unknown[] = [];
    app.placeClosed = (place) => void closed.push(references.get("channel", place.channel)?.label);
    await update(inTeam({ eventType: "channelDeleted", channel }));
    expect(closed).toEqual(["Ideas"]);
    for (const eventType of ["channelUnshared", "channelMemberRemoved", "teamMemberAdded"])
      await update(inTeam({ eventType, channel, team: { id: TEAM, name: "Other" } }));
    expect(places()).toEqual(["General", "News"]);
    expect(references.get("team", TEAM)?.label).toBe("Lumen");
    await update(inTeam({ eventType: "teamRenamed", team: { id: TEAM, name: "Lumen Labs" } }));
    expect(references.get("team", TEAM)?.label).toBe("Lumen Labs");
  });

  it.each<[string, string, Json, object]>([
    ["the app is taken away", "installationUpdate", { action: "remove" }, {}],
    ["the bot is removed", "conversationUpdate", { membersRemoved: [{ id: BOT.id }] }, {}],
    ["the team is deleted", "conversationUpdate", {}, { eventType: "teamDeleted" }],
  ])(
    "is forgotten with all its channels when %s, and the core hears of each while its name is still known",
    async (_name, type, event, data) => {
      const { app, post, does, install, references, places } = await bot();
      await install("add");
      await expect.poll(places).toEqual(["General", "News"]);
      const told: unknown[] = [];
      app.placeClosed = ({ channel }) => void told.push(references.get("channel", channel)?.label);
      await post(does.event(type, { ...inTeam(data), ...event }));
      expect([references.all("team"), places()]).toEqual([[], []]);
      expect(told.sort()).toEqual(["General", "News"]);
    },
  );

  it("that is archived keeps its channels, which are closed until it is unarchived or restored", async () => {
    const { app, install, places, update } = await bot();
    await install("add");
    await expect.poll(places).toEqual(["General", "News"]);
    app.asked.length = 0;
    for (const eventType of ["teamArchived", "teamUnarchived", "teamArchived", "teamRestored"])
      await update(inTeam({ eventType }));
    const both = ["closed", "closed", "group", "opened", "opened", "group"];
    expect(app.asked.map(({ what }) => what)).toEqual([...both, ...both]);
    expect(places()).toEqual(["General", "News"]);
  });

  it("opens no closed channel with a new name, only when one is restored", async () => {
    const { app, install, places, update } = await bot();
    await install("add");
    await expect.poll(places).toEqual(["General", "News"]);
    app.asked.length = 0;
    const channel = { id: NEWS, name: "Ideas" };
    await update(inTeam({ eventType: "teamRenamed", team: { id: TEAM, name: "Lumen Labs" } }));
    for (const eventType of ["channelRenamed", "channelCreated"])
      await update(inTeam({ eventType, channel }));
    expect(app.asked.map(({ what }) => what)).toEqual(["group"]);
    await update(inTeam({ eventType: "channelRestored", channel }));
    expect(app.asked.slice(1)).toMatchObject([{ what: "opened", place: { channel: NEWS } }]);
  });

  it.each([
    ["comes in", { membersAdded: [ANA] }],
    ["goes out", { membersRemoved: [ANA] }],
  ])("tells the core that somebody %s, because its people may be approvers", async (_what, who) => {
    const { app, install, places, update } = await bot();
    await install("add");
    await expect.poll(places).toEqual(["General", "News"]);
    app.asked.length = 0;
    await update({ ...who, ...inTeam() });
    expect(app.asked).toEqual([{ what: "group", platform: "teams", id: TEAM }]);
  });

  it("learns its channels anew when it is added again at once, and the core hears that they are there", async () => {
    const { app, install, places } = await bot();
    for (const action of ["add", "remove", "add"]) await install(action);
    await expect.poll(places).toEqual(["General", "News"]);
    const last = { what: "opened", place: { platform: "teams", channel: NEWS } };
    await expect.poll(() => app.asked.at(-1)).toEqual(last);
  });

  it("is not there again when an old message that it was added arrives again", async () => {
    const { app, post, does, install, references, places } = await bot();
    const old = does.event("installationUpdate", { action: "add", ...inTeam() });
    await post(old);
    await install("remove");
    const state = () => [references.all("team"), places(), app.asked.length];
    const before = state();
    expect((await post(old)).status).toBe(200);
    expect(state()).toEqual(before);
  });

  it("learns its channels when it is first spoken to in one", async () => {
    const { post, does, places } = await bot();
    const { channelData, conversation } = IN_CHANNEL;
    const bare = { ...channelData, team: { id: TEAM }, channel: { id: NEWS } };
    await post(does.message("status", { conversation, channelData: bare }));
    await expect.poll(places).toEqual(["General", "News"]);
  });

  it("stays a team's whose channel it is, also where a press there does not name the team", async () => {
    const { post, does, references } = await bot();
    await post(does.message("status", IN_CHANNEL));
    const before = references.get("channel", NEWS);
    const { tenant, channel } = IN_CHANNEL.channelData;
    for (const channelData of [{ tenant, channel }, { tenant }])
      await post(does.press({}, { ...IN_CHANNEL, channelData }));
    expect(references.get("channel", NEWS)).toEqual(before);
    const fresh = { ...IN_CHANNEL.conversation, id: "19:fresh@thread.tacv2;messageid=3" };
    await post(does.press({}, { conversation: fresh, channelData: { tenant } }));
    expect(references.get("channel", "19:fresh@thread.tacv2")?.data["kind"]).toBe("channel");
  });

  it("works on when Teams does not tell its channels, which are asked for again later", async () => {
    const { post, does, install, connector, places, lists, log, later } = await bot();
    const { answer } = connector;
    connector.answer = () => refusing(403, "BotNotInConversationRoster");
    expect((await install("add")).status).toBe(200);
    await expect.poll(() => log.join()).toContain("The channels of a team could not be read");
    expect(places()).toEqual(["General"]);
    for (const _time of [1, 2]) await post(does.message("status", IN_CHANNEL));
    expect(lists()).toBe(1);
    connector.answer = answer;
    later(600_000);
    await post(does.message("status", IN_CHANNEL));
    await expect.poll(lists).toBe(2);
    await expect.poll(places).toEqual(["General", "News"]);
  });
});

it("a group chat is a place that can be written to; where Teams names it nowhere it is called after who writes first", async () => {
  const { post, does, install, places, references } = await bot();
  const conversation = { id: "19:9506f0fd@thread.v2", conversationType: "groupChat", isGroup: true };
  await install("add", { conversation, from: { id: ANA.id } });
  await post(does.message("status", { conversation }));
  expect(places()).toContain("Ana …");
  expect(references.get("channel", conversation.id)?.data["kind"]).toBe("group");
});
