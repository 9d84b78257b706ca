import { describe, expect, it } from "vitest";
import { ANA, APP_ID, BOT, IN_CHANNEL, rig, TENANT } from "../stand-ins/fake-teams.ts";

const TEAM = "19:general@thread.tacv2";
const inTeam = (extra: object = {}) => ({
  conversation: { id: TEAM, conversationType: "channel", isGroup: true, tenantId: TENANT },
  channelData: { tenant: { id: TENANT }, team: { id: TEAM, name: "Lumen", aadGroupId: "g" }, ...extra },
});
const NEWS = IN_CHANNEL.channelData.channel.id;

async function bot() {
  const one = await rig();
  const { answer } = one.connector;
  const conversations = [{ id: TEAM }, { id: NEWS, name: "News" }];
  one.connector.answer = (asked) => {
    if (asked.path === `v3/teams/${TEAM}/conversations`) return { body: { conversations } };
    return asked.path === `v3/teams/${TEAM}` ? { body: { id: TEAM, name: "Lumen" } } : answer(asked);
  };
  const places = () =>
    one.references
      .all("channel")
      .map(({ label }) => label)
      .sort();
  return { ...one, places };
}

describe("the app added to a personal chat", () => {
  it("shows the person's own page there", async () => {
    const { app, post, does, references, sent } = await bot();
    await post(does.event("installationUpdate", { action: "add" }));
    expect(app.asked).toMatchObject([{ what: "home", caller: { account: ANA.aadObjectId, channel: null } }]);
    expect(references.get("person", ANA.aadObjectId)?.data["conversation"]).toBe("a:chat-of-ana");
    expect(sent()).toEqual([]);
  });

  it("does so also for clients that only say that the bot joined", async () => {
    const { app, post, does } = await bot();
    await post(does.event("conversationUpdate", { membersAdded: [ANA] }));
    expect(app.asked).toEqual([]);
    await post(does.event("conversationUpdate", { membersAdded: [{ id: BOT.id }, ANA] }));
    expect(app.asked).toMatchObject([{ what: "home" }]);
  });

  it("and taken away again leaves nowhere to write to", async () => {
    const { app, post, does, references } = await bot();
    await post(does.event("installationUpdate", { action: "add" }));
    await post(does.event("installationUpdate", { action: "remove" }));
    expect(references.get("person", ANA.aadObjectId)?.data).toMatchObject({ conversation: "", user: ANA.id });
    expect(app.asked.at(-1)).toEqual({ what: "disconnected", platform: "teams" });
  });

  it("is acknowledged also when the core cannot say who it is", async () => {
    const { app, post, does } = await bot();
    app.fail = true;
    const answer = await post(does.event("installationUpdate", { action: "add" }));
    expect(answer.status).toBe(500);
    app.fail = false;
    expect((await post(does.event("installationUpdate", { action: "add" }))).status).toBe(200);
  });
});

describe("the app added to a team", () => {
  it("can write to all its channels, and says nothing there", async () => {
    const { app, post, does, references, sent, places } = await bot();
    await post(does.event("installationUpdate", { action: "add", ...inTeam() }));
    await post(does.event("conversationUpdate", { membersAdded: [{ id: BOT.id }], ...inTeam() }));
    expect(references.all("team")).toMatchObject([
      { id: TEAM, label: "Lumen", data: { bot: `28:${APP_ID}` } },
    ]);
    expect(places()).toEqual(["General", "News"]);
    expect(new Set(app.asked.map(({ what }) => what))).toEqual(new Set(["opened"]));
    expect(sent()).toEqual([]);
  });

  it("follows its channels as they come, are renamed, and go", async () => {
    const { post, does, places } = await bot();
    await post(does.event("installationUpdate", { action: "add", ...inTeam() }));
    const channel = { id: "19:plans@thread.tacv2", name: "Plans" };
    await post(does.event("conversationUpdate", inTeam({ eventType: "channelCreated", channel })));
    expect(places()).toEqual(["General", "News", "Plans"]);
    const renamed = { ...channel, name: "Ideas" };
    await post(does.event("conversationUpdate", inTeam({ eventType: "channelRenamed", channel: renamed })));
    expect(places()).toEqual(["General", "Ideas", "News"]);
    await post(does.event("conversationUpdate", inTeam({ eventType: "channelDeleted", channel })));
    expect(places()).toEqual(["General", "News"]);
  });

  it("knows its new name", async () => {
    const { post, does, references } = await bot();
    const team = { id: TEAM, name: "Lumen Labs" };
    await post(does.event("conversationUpdate", inTeam({ eventType: "teamRenamed", team })));
    expect(references.get("team", TEAM)?.label).toBe("Lumen Labs");
  });

  it.each([
    ["the app is taken away", { type: "installationUpdate", action: "remove" }, {}],
    ["the bot is removed", { type: "conversationUpdate", membersRemoved: [{ id: BOT.id }] }, {}],
    ["the team is deleted", { type: "conversationUpdate" }, { eventType: "teamDeleted" }],
  ])("is forgotten with all its channels when %s, and the core hears of each", async (_name, event, data) => {
    const { app, post, does, references, places } = await bot();
    await post(does.event("installationUpdate", { action: "add", ...inTeam() }));
    await post(does.event("conversationUpdate", { ...inTeam(data), ...event }));
    expect([references.all("team"), places()]).toEqual([[], []]);
    const told = app.asked.flatMap((asked) => (asked.what === "closed" ? [asked.place.channel] : []));
    expect(told.sort()).toEqual([TEAM, NEWS].sort());
  });

  it("learns its channels anew when it is added again at once, and the core hears that they are there", async () => {
    const { app, post, does, places } = await bot();
    for (const action of ["add", "remove", "add"])
      await post(does.event("installationUpdate", { action, ...inTeam() }));
    await expect.poll(places).toEqual(["General", "News"]);
    const last = { what: "opened", place: { platform: "teams", channel: NEWS } };
    await expect.poll(() => app.asked.at(-1)).toEqual(last);
  });

  it.each(["remove", "add"])("does nothing when an old %s arrives again", async (action) => {
    const { app, post, does, references, places } = await bot();
    await post(does.event("installationUpdate", { action: "add", ...inTeam() }));
    const old = does.event("installationUpdate", { action, ...inTeam() });
    await post(old);
    const last = action === "add" ? "remove" : "add";
    await post(does.event("installationUpdate", { action: last, ...inTeam() }));
    await expect.poll(places).toEqual(last === "add" ? ["General", "News"] : []);
    await expect.poll(() => app.asked.at(-1)?.what).toBe(last === "add" ? "opened" : "disconnected");
    const before = [references.all("team"), places(), app.asked.length];
    expect((await post(old)).status).toBe(200);
    expect([references.all("team"), places(), app.asked.length]).toEqual(before);
  });

  it("learns the names of its channels when it is first spoken to in one", async () => {
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

  it("works on when Teams does not tell its channels", async () => {
    const { post, does, connector, places } = await bot();
    connector.answer = () => ({ status: 403 });
    const answer = await post(does.event("installationUpdate", { action: "add", ...inTeam() }));
    expect([answer.status, places()]).toEqual([200, ["General"]]);
  });
});

describe("the app added to a group chat that Teams names nowhere", () => {
  const GROUP = { id: "19:9506f0fd@thread.v2", conversationType: "groupChat", isGroup: true };

  it("is called after who writes there first, and is closed without a name before that", async () => {
    const { app, post, does, places } = await bot();
    const names: unknown[] = [];
    app.placeClosed = (_place, { name }) => names.push(name);
    await post(
      does.event("installationUpdate", { action: "add", conversation: GROUP, from: { id: ANA.id } }),
    );
    await post(does.event("installationUpdate", { action: "remove", conversation: GROUP }));
    expect(names).toEqual([null]);
    await post(
      does.event("installationUpdate", { action: "add", conversation: GROUP, from: { id: ANA.id } }),
    );
    await post(does.message("status", { conversation: GROUP }));
    expect(places()).toContain("Ana …");
  });
});
