import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TEAM, TENANT } from "../../../src/sandbox/teams/state.ts";
import { must } from "../../support/must.ts";
import { activitiesOf, type TeamsAlone, teamsAlone, withCard } from "../../support/servers/embedded-teams.ts";

let teams: TeamsAlone;

const said = (conversation: string) =>
  teams
    .state()
    .messages.filter((each) => each.place === conversation)
    .map(({ text }) => text);
const say = (text: string) => ({ type: "message", text });
const post = (...asked: Parameters<TeamsAlone["post"]>) => teams.post(...asked);
const open = (first: string) =>
  teams.call("POST", "v3/conversations", {
    ...{ channelData: { tenant: { id: TENANT } }, members: [{ id: teams.person(first).userId }] },
  });

beforeEach(async () => {
  teams = await teamsAlone();
});
afterEach(() => teams.stop());

describe("a personal chat in the embedded Teams", () => {
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
    ["an unknown type", { type: "shout", text: "a" }, 400, "BadSyntax"],
    ["an unknown attachment", { type: "message", attachments: [{ contentType: "a/b" }] }, 400, "BadSyntax"],
    ["too much", say("é".repeat(51_200)), 413, "MessageSizeTooBig"],
  ])("that says %s is refused", async (_, activity, status, code) => {
    expect(await post(teams.chatOf("Ana"), activity)).toMatchObject({ status, code });
    expect(teams.sandbox.teams.refusals()).toHaveLength(1);
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

  test("knows its own members alone, and is closed once the app is out of the team", async () => {
    const team = encodeURIComponent(TEAM.id);
    const kenji = `v3/conversations/${team}/members/${teams.person("Kenji").aadObjectId}`;
    expect(await teams.call("GET", kenji)).toMatchObject({
      status: 404,
      code: "MemberNotFoundInConversation",
    });
    for (const each of teams.state().places) if (each.kind === "channel") each.installed = false;
    const refused = await post(teams.channel("mistral"), say("a"));
    expect(refused).toMatchObject({ status: 403, code: "BotNotInConversationRoster" });
    expect((await teams.call("GET", `v3/teams/${team}/conversations`)).status).toBe(403);
  });
});

describe("the service of the embedded Teams", () => {
  test("takes seven messages a second, then says how long to wait", async () => {
    const send = () => post(teams.channel("mistral"), say("again"));
    const answers = await Promise.all(Array.from({ length: 9 }, send));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get("retry-after")).toMatch(/^\d+$/);
    expect((await post(teams.channel("random"), say("elsewhere"))).status).toBe(201);
  });

  test("forgets no burst by a skip where it counts by a clock that is not skipped", async () => {
    await teams.stop();
    teams = await teamsAlone({ teams: { elapsed: () => 0 } });
    const send = async () => (await post(teams.channel("mistral"), say("again"))).status;
    for (let count = 0; count < 7; count += 1) expect(await send()).toBe(201);
    teams.sandbox.skip(3_600_000);
    expect(await send()).toBe(429);
  });
});

const FILE = "application/vnd.microsoft.teams.card.file";
const chat = () => teams.chatOf("Ana");
const attached = (attachment: object) => ({ type: "message", attachments: [attachment] });
const consent = () => {
  const content = { description: "A list", sizeInBytes: 5, acceptContext: {}, declineContext: {} };
  return attached({ contentType: `${FILE}.consent`, name: "list.csv", content });
};
const offered = async () => must((await teams.post(chat(), consent())).body.id);
const answer = (message: string, accept: boolean) =>
  teams.client.consent(teams.person("Ana").id, chat(), message, accept);

/** What the bot was told of where to put the file. */
async function accepted(): Promise<Record<string, string>> {
  expect(await answer(await offered(), true)).toEqual({ ok: true });
  return (must(teams.heard.at(-1))["value"] as { uploadInfo: Record<string, string> }).uploadInfo;
}

const put = (address: string, text: string, headers: Record<string, string> = {}) => {
  const range = { "content-range": `bytes 0-${text.length - 1}/${text.length}` };
  return fetch(address, { method: "PUT", body: text, headers: { ...range, ...headers } });
};

describe("a file that a bot offers in the embedded Teams", () => {
  test("in a channel or beside words is refused", async () => {
    const inChannel = await teams.post(teams.channel("mistral"), consent());
    expect(inChannel.body.error?.message).toContain("personal chats only");
    expect((await teams.post(chat(), { ...consent(), text: "Here" })).status).toBe(400);
  });

  test("is put into the OneDrive once, given back, and shown in the chat", async () => {
    const { uploadUrl = "", contentUrl = "", uniqueId } = await accepted();
    expect((await put(uploadUrl, "email")).status).toBe(201);
    expect((await put(uploadUrl, "other")).status).toBe(404);
    const download = await fetch(contentUrl);
    expect(download.headers.get("content-disposition")).toContain("list.csv");
    expect(await download.text()).toBe("email");
    const info = { contentType: `${FILE}.info`, contentUrl, name: "list.csv", content: { uniqueId } };
    expect((await teams.post(chat(), attached(info))).status).toBe(201);
    expect(teams.state().messages.at(-1)?.put).toEqual({ name: "list.csv", link: contentUrl });
    const another = attached({ ...info, content: { uniqueId: "another" } });
    expect((await teams.post(chat(), another)).status).toBe(400);
  });

  test.each<[string, Record<string, string>, number]>([
    ["with our token", { authorization: "Bearer x" }, 401],
    ["without its range", { "content-range": "" }, 400],
    ["with a range that is shorter", { "content-range": "bytes 0-3/5" }, 400],
  ])("is not taken %s", async (_, headers, status) => {
    const { uploadUrl = "", contentUrl = "" } = await accepted();
    expect((await put(uploadUrl, "email", headers)).status).toBe(status);
    expect((await fetch(contentUrl)).status).toBe(404);
  });
});
