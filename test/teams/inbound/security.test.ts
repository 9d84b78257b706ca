import { describe, expect, it, onTestFinished } from "vitest";
import type { Access } from "../../../src/teams/access.ts";
import { ISSUER, startIdentity } from "../../support/servers/identity.ts";
import { fakeConnector } from "../stand-ins/fake-connector.ts";
import { ANA, APP_ID, type Json, rig, TENANT } from "../stand-ins/fake-teams.ts";

const access: Access = { kind: "tenant", appId: APP_ID, password: "hidden-password", tenantId: TENANT };
const HOUR = 3600;
const now = Math.floor(Date.now() / 1000);

async function tenant(endorsements?: string[], getToken = async () => "our-token") {
  const identity = await startIdentity(APP_ID, endorsements);
  onTestFinished(identity.close);
  const connector = await fakeConnector();
  const endpoints = {
    openIdMetadata: `${identity.url}/metadata`,
    issuer: ISSUER,
    service: new URL(connector.serviceUrl).origin,
  };
  const credentials = async () => ({ getToken });
  const bot = await rig({ access, endpoints, credentials }, { connector });
  const claims = { serviceurl: connector.serviceUrl };
  const send = (activity: object, token: string) => bot.post(activity, { authorization: `Bearer ${token}` });
  bot.app.reply = () => ({ kind: "show", view: { summary: "Six steps", blocks: [] } });
  return { ...bot, identity, connector, claims, send };
}

type Tenant = Awaited<ReturnType<typeof tenant>>;

describe("a request with the token of Microsoft's channel service", () => {
  it("is taken, has one effect however often it is sent, and is answered with a token of ours", async () => {
    const { send, identity, claims, does, app, connector } = await tenant();
    const activity = does.message("status");
    const token = identity.token(claims);
    const answers = await Promise.all([1, 2, 3].map(() => send(activity, token)));
    answers.push(await send(activity, token));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const who = { platform: "teams", account: ANA.aadObjectId, team: TENANT, channel: null };
    expect(app.asked).toMatchObject([{ what: "command", words: "status", caller: who }]);
    expect(connector.asked).toMatchObject([
      { path: "v3/conversations/a:chat-of-ana/activities", authorization: "Bearer our-token" },
    ]);
  });

  it("makes the bot ready at once, where the directory did not answer at its start and lets the answer through", async () => {
    let isUp = false;
    const getToken = async () => {
      if (!isUp) throw Object.assign(new Error("no answer"), { errorCode: "endpoints_resolution_error" });
      return "our-token";
    };
    const { connection, send, identity, claims, does } = await tenant(undefined, getToken);
    expect(connection.trouble()).not.toBeNull();
    isUp = true;
    await send(does.message("status"), identity.token(claims));
    expect(connection.trouble()).toBeNull();
  });

  it("is told to come again when Microsoft's keys cannot be read", async () => {
    const { send, identity, claims, does, app } = await tenant();
    identity.state.isDown = true;
    expect((await send(does.message("status"), identity.token(claims))).status).toBe(503);
    expect(app.asked).toEqual([]);
  });
});

describe("a request is refused, without any effect, whose token", () => {
  const signed =
    (claims: Json, header: Json = {}, signature?: "none" | "wrong") =>
    ({ identity, claims: right }: Tenant) =>
      identity.token({ ...right, ...claims }, header, signature);
  const entra = { iss: `https://sts.windows.net/${TENANT}/`, appid: APP_ID, tid: TENANT };

  it.each<[string, (bot: Tenant) => string]>([
    ["is for another bot", signed({ aud: TENANT })],
    ["is for no bot", signed({ aud: undefined })],
    ["is from another issuer", signed({ iss: "https://x.test" })],
    ["Entra issued to the bot itself", signed(entra)],
    ["is not signed", signed({}, { alg: "none" }, "none")],
    ["says none of a signed one", signed({}, { alg: "none" })],
    ["is signed with a shared secret", signed({}, { alg: "HS256" })],
    ["has expired", signed({ exp: now - HOUR })],
    ["never expires", signed({ exp: undefined })],
    ["is none", () => "garbage"],
    ["is half of one", (bot) => signed({})(bot).split(".", 1).join()],
    ["is empty", () => ""],
  ])("%s, also while nobody can read Microsoft's keys", async (_name, tokenOf) => {
    const bot = await tenant();
    bot.identity.state.isDown = true;
    for (let n = 0; n < 3; n += 1) {
      const answer = await bot.send(bot.does.message("status"), tokenOf(bot));
      expect([answer.status, await answer.text()]).toEqual([401, ""]);
    }
    expect([bot.app.asked, bot.connector.asked, bot.references.all("person")]).toEqual([[], [], []]);
    // However many are refused, one in a minute of each status is written down, and no secret with it.
    expect(bot.log).toEqual([expect.stringMatching(/A request for Teams was refused.*401/)]);
    expect(bot.log.join()).not.toMatch(/hidden-password|BEGIN|eyJ/);
  });

  it.each<[string, (bot: Tenant) => string, string[]?]>([
    ["is signed by somebody else", signed({}, {}, "wrong")],
    ["is signed with a key that nobody published", signed({}, { kid: "x" })],
    ["is signed with a key that Microsoft endorses for another channel", signed({}), ["webchat"]],
    ["is not good yet", signed({ nbf: now + HOUR })],
    ["is for another service", signed({ serviceurl: "https://x.test/" })],
    ["is for no service", signed({ serviceurl: undefined })],
  ])("%s", async (_name, tokenOf, endorsements) => {
    const bot = await tenant(endorsements);
    expect((await bot.send(bot.does.message("status"), tokenOf(bot))).status).toBe(401);
    expect([bot.app.asked, bot.connector.asked, bot.references.all("person")]).toEqual([[], [], []]);
  });

  it("is missing, or of another scheme", async () => {
    const { post, identity, claims, does, app } = await tenant();
    expect((await post(does.message("status"))).status).toBe(401);
    const basic = { authorization: `Basic ${identity.token(claims)}` };
    expect((await post(does.message("status"), basic)).status).toBe(401);
    expect(app.asked).toEqual([]);
  });
});

describe("a request is refused although its token is right", () => {
  const another = "99999999-aaaa-4bbb-8ccc-444444444444";
  const chat = { conversationType: "personal", id: "a:chat-of-ana" };
  it.each<[string, number, object]>([
    ["from another tenant", 403, { channelData: { tenant: { id: another } } }],
    ["in a conversation of another tenant", 403, { conversation: { ...chat, tenantId: another } }],
    ["of no tenant", 403, { channelData: {}, conversation: chat }],
    ["whose tenant is odd", 400, { channelData: { tenant: [] } }],
    ["from another channel", 403, { channelId: "webchat" }],
    ["from no channel", 400, { channelId: undefined }],
    ["without the address of the service", 400, { serviceUrl: undefined }],
    ["with another address", 403, { serviceUrl: "https://smba.trafficmanager.net.x.test/emea/" }],
    ["with an address that is none", 403, { serviceUrl: "emea" }],
    ["with a port of its own", 403, { serviceUrl: "https://smba.trafficmanager.net:444/emea/" }],
    ["of another of Microsoft's clouds", 403, { serviceUrl: "https://smba.infra.gov.teams.microsoft.us/" }],
    ["without TLS", 403, { serviceUrl: "http://smba.trafficmanager.net/emea/" }],
  ])("%s", async (_name, status, extra) => {
    const { send, identity, does, app, connector, claims } = await tenant();
    const activity = does.message("status", extra as Record<string, unknown>);
    const serviceurl = activity["serviceUrl"] ?? claims.serviceurl;
    expect((await send(activity, identity.token({ serviceurl }))).status).toBe(status);
    expect([app.asked, connector.asked]).toEqual([[], []]);
  });

  it.each(["https://smba.trafficmanager.net/emea/", "https://smba.infra.gcc.teams.microsoft.com/teams"])(
    "but not when it is Microsoft's own: %s",
    async (serviceUrl) => {
      const { send, identity, does, app } = await tenant();
      app.reply = () => ({ kind: "nothing" });
      const token = identity.token({ serviceurl: serviceUrl });
      expect((await send(does.message("status", { serviceUrl }), token)).status).toBe(200);
      expect(app.asked).toHaveLength(1);
    },
  );
});
