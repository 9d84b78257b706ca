import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BOT, TEAM, TENANT } from "../../../src/sandbox/teams/company.ts";
import { must } from "../../support/must.ts";
import { activitiesOf, type TeamsAlone, teamsAlone, withCard } from "../../support/servers/embedded-teams.ts";

let teams: TeamsAlone;

const said = (conversation: string) =>
  teams
    .state()
    .messages.filter((each) => each.conversation === conversation)
    .map(({ text }) => text);
const say = (text: string) => ({ type: "message", text });
const post = (...asked: Parameters<TeamsAlone["post"]>) => teams.post(...asked);
const open = (first: string, more: object = {}) =>
  teams.call("POST", "v3/conversations", {
    ...{ isGroup: false, bot: { id: BOT.id, name: BOT.name }, tenantId: TENANT },
    ...{ members: [{ id: teams.person(first).userId }], channelData: { tenant: { id: TENANT } }, ...more },
  });

async function restart(options?: Parameters<typeof teamsAlone>[0]): Promise<void> {
  await teams?.stop();
  teams = await teamsAlone(options);
}

beforeEach(() => restart());
afterEach(() => teams.stop());

describe("a personal chat in the embedded Teams", () => {
  test("is opened by either id of the person, and is the same each time", async () => {
    const first = await open("Ana");
    expect(first).toMatchObject({ status: 201, body: { id: teams.chatOf("Ana") } });
    const again = await open("Ana", { members: [{ id: teams.person("Ana").aadObjectId }] });
    expect(again.body).toEqual(first.body);
  });

  test("is refused where the app is neither installed nor in a team of the person's", async () => {
    expect(await open("Kenji")).toMatchObject({ status: 403, code: "ForbiddenOperationException" });
    expect((await open("Greta")).status).toBe(201);
    await teams.sandbox.teams.install(teams.person("Kenji").id, true);
    expect((await open("Kenji")).status).toBe(201);
  });

  test("is closed to the bot once the person removed the app, with the code inside of the message", async () => {
    await teams.sandbox.teams.install(teams.person("Ben").id, false);
    const refused = await post(teams.chatOf("Ben"), say("hello"));
    expect(refused).toMatchObject({ status: 403, body: { errorCode: 209 } });
    expect(JSON.parse(String(refused.body["message"]))).toMatchObject({ subCode: "MessageWritesBlocked" });
  });

  test.each([
    ["an unknown person", { members: [{ id: "29:nobody" }] }, 400],
    ["two people", { members: [{ id: "29:a" }, { id: "29:b" }] }, 400],
    ["a new group chat", { isGroup: true }, 400],
    ["another tenant", { tenantId: "other", channelData: {} }, 403],
    ["another bot", { bot: { id: "28:other" } }, 401],
  ])("cannot be opened for %s", async (_, change, status) => {
    expect((await open("Ana", change)).status).toBe(status);
  });
});

describe("a message in the embedded Teams", () => {
  test("is posted and updated under its id, but not for somebody else", async () => {
    const chat = teams.chatOf("Ana");
    const update = (id: unknown) => teams.call("PUT", `${activitiesOf(chat)}/${id}`, say("second"));
    const { status, body } = await post(chat, say("first"));
    expect(status).toBe(201);
    expect(await update(body.id)).toMatchObject({ status: 200, body });
    expect(said(chat)).toEqual(["second"]);
    expect(await update(1)).toMatchObject({ status: 404, code: "ActivityNotFoundInConversation" });
    await teams.client.say(teams.person("Ana").id, chat, "mine");
    expect((await update(must(teams.state().messages.at(-1)).id)).status).toBe(403);
  });

  test("with a text and a card, which Teams would split, is refused", async () => {
    const content = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "card" }] };
    const sent = await post(teams.chatOf("Ana"), { ...withCard(content), text: "text" });
    expect([sent.status, teams.state().messages]).toEqual([400, []]);
  });

  test.each([
    ["nothing", { type: "message" }, 400, "BadSyntax"],
    ["no activity", [], 400, "BadSyntax"],
    ["an unknown type", { type: "shout", text: "a" }, 400, "BadSyntax"],
    ["an unknown attachment", { type: "message", attachments: [{ contentType: "a/b" }] }, 400, "BadSyntax"],
    ["too much", say("é".repeat(51_200)), 413, "MessageSizeTooBig"],
  ])("that says %s is refused", async (_, activity, status, code) => {
    expect(await post(teams.chatOf("Ana"), activity)).toMatchObject({ status, code });
    expect(teams.sandbox.teams.refusals()).toHaveLength(1);
  });

  test("to a conversation that is not there is refused", async () => {
    for (const id of ["19:nothing@thread.tacv2", `${teams.channel("mistral")};messageid=1`, "a:1"])
      expect(await post(id, say("a"))).toMatchObject({ status: 404, code: "ConversationNotFound" });
  });
});

describe("a channel in the embedded Teams", () => {
  test("has threads, each with a first message", async () => {
    const channel = teams.channel("mistral");
    const start = (activity?: object) =>
      teams.call("POST", "v3/conversations", {
        ...{ isGroup: true, channelData: { channel: { id: channel } }, activity },
      });
    expect((await start()).status).toBe(400);
    const { id, activityId: root } = (await start(say("root"))).body;
    expect(id).toBe(`${channel};messageid=${root}`);
    await post(String(id), say("reply"));
    await teams.call("POST", `${activitiesOf(channel)}/${root}`, say("another"));
    expect(teams.state().messages.map(({ text, root: of }) => [text, of])).toEqual([
      ["root", null],
      ["reply", root],
      ["another", root],
    ]);
  });

  test("is closed once the app is out of the team", async () => {
    await teams.sandbox.teams.installInTeam(false);
    const refused = await post(teams.channel("mistral"), say("a"));
    expect(refused).toMatchObject({ status: 403, code: "BotNotInConversationRoster" });
    const path = `v3/teams/${encodeURIComponent(TEAM.id)}/conversations`;
    expect((await teams.call("GET", path)).status).toBe(403);
  });

  test("tells its members with addresses and standing, and the first one has no name", async () => {
    const path = `v3/conversations/${encodeURIComponent(TEAM.id)}`;
    const member = (first: string) => teams.call("GET", `${path}/members/${teams.person(first).aadObjectId}`);
    expect((await teams.call("GET", `${path}/pagedmembers`)).body["members"]).toHaveLength(4);
    expect((await member("Greta")).body).toMatchObject({
      ...{ id: teams.person("Greta").userId, userRole: "guest", tenantId: TENANT },
      userPrincipalName: "greta_partner.example#EXT#@lumen.example",
    });
    expect(await member("Kenji")).toMatchObject({ status: 404, code: "MemberNotFoundInConversation" });
    const { body } = await teams.call("GET", `v3/teams/${encodeURIComponent(TEAM.id)}/conversations`);
    const names = (body["conversations"] as { name: string | null }[]).map(({ name }) => name);
    expect(names).toEqual([null, "mistral", "mistral-approvals", "random"]);
  });
});

describe("the service of the embedded Teams", () => {
  test("asks for its token where credentials are on", async () => {
    await restart({ teams: { token: "secret" } });
    expect((await post(teams.chatOf("Ana"), say("a"))).status).toBe(401);
    expect((await post(teams.chatOf("Ana"), say("a"), { authorization: "Bearer secret" })).status).toBe(201);
  });

  test.each([true, false])(
    "takes seven messages a second, then says how long to wait (%s)",
    async (retryAfter) => {
      await restart({ teams: { retryAfter } });
      const send = () => post(teams.channel("mistral"), say("again"));
      const answers = await Promise.all(Array.from({ length: 9 }, send));
      const waits = answers
        .filter(({ status }) => status === 429)
        .map(({ headers }) => headers.get("retry-after"));
      expect(waits.length).toBeGreaterThan(0);
      expect(waits[0]).toEqual(retryAfter ? expect.stringMatching(/^\d+$/) : null);
      expect((await post(teams.channel("random"), say("elsewhere"))).status).toBe(201);
    },
  );

  test("can lose an answer after the message was posted", async () => {
    const chat = teams.chatOf("Ana");
    teams.sandbox.teams.faults.add({ fault: { kind: "drop", afterChange: true }, method: "POST" });
    await expect(post(chat, say("lost"))).rejects.toThrow();
    teams.sandbox.teams.faults.add({ fault: { kind: "answer", status: 202, body: {}, afterChange: true } });
    expect(await post(chat, say("unnamed"))).toMatchObject({ status: 202, body: {} });
    expect(said(chat)).toEqual(["lost", "unnamed"]);
    expect(teams.sandbox.teams.calls().map(({ status }) => status)).toEqual([0, 202]);
  });

  test.each(["v3/conversations", "v3/teams", "v2/conversations", "v3/conversations/a/b/c/d"])(
    "has nothing at %s",
    async (path) => {
      expect((await teams.call("GET", path)).status).toBe(404);
    },
  );
});
