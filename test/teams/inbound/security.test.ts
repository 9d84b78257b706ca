import { describe, expect, it, vi } from "vitest";
import type { Access } from "../../../src/teams/access.ts";
import { ISSUER } from "../../support/servers/identity.ts";
import { fakeConnector } from "../stand-ins/fake-connector.ts";
import { fakeIdentity } from "../stand-ins/fake-identity.ts";
import { ANA, APP_ID, rig, TENANT } from "../stand-ins/fake-teams.ts";

/** What is printed past the log, from before anything of ours is there; what other tests loaded is not. */
const printed = vi.hoisted(() => {
  vi.resetModules();
  const parts: unknown[][] = [];
  // biome-ignore lint/suspicious/noConsole: what the tests after these print is not swallowed
  const print = console.error;
  console.error = (...said) => {
    parts.push(said);
    print(...said);
  };
  return parts;
});

const access: Access = { kind: "tenant", appId: APP_ID, password: "hidden-password", tenantId: TENANT };

const lets = async () => "our-token";

async function tenant(endorsements?: string[], getToken = lets) {
  const identity = await fakeIdentity(endorsements);
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
  return { ...bot, identity, connector, claims, send };
}

type Tenant = Awaited<ReturnType<typeof tenant>>;

describe("a request with the token of Microsoft's channel service", () => {
  it("is taken, and answered with a token of ours", async () => {
    const { send, identity, claims, does, app, connector } = await tenant();
    app.reply = () => ({ kind: "show", view: { summary: "Six steps", blocks: [] } });
    const answer = await send(does.message("status"), identity.token(claims));
    expect(answer.status).toBe(200);
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
    const { app, connection, send, identity, claims, does } = await tenant(undefined, getToken);
    app.reply = () => ({ kind: "show", view: { summary: "Six steps", blocks: [] } });
    expect(connection.trouble()).not.toBeNull();
    isUp = true;
    await send(does.message("status"), identity.token(claims));
    expect(connection.trouble()).toBeNull();
  });

  it("has one effect, however often it is sent", async () => {
    const { send, identity, claims, does, app } = await tenant();
    const activity = does.message("status");
    const token = identity.token(claims);
    const answers = await Promise.all([1, 2, 3].map(() => send(activity, token)));
    answers.push(await send(activity, token));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(app.asked).toHaveLength(1);
  });
});

const HOUR = 3600;
const now = Math.floor(Date.now() / 1000);

describe("a request is refused, without any effect, whose token", () => {
  it.each<[string, (bot: Tenant) => string]>([
    ["is for another bot", ({ identity, claims }) => identity.token({ ...claims, aud: TENANT })],
    [
      "is from another issuer",
      ({ identity, claims }) => identity.token({ ...claims, iss: "https://x.test" }),
    ],
    [
      "Entra issued to the bot itself",
      ({ identity, claims }) =>
        identity.token({
          ...claims,
          iss: `https://sts.windows.net/${TENANT}/`,
          appid: APP_ID,
          ver: "1.0",
          tid: TENANT,
        }),
    ],
    ["is signed by somebody else", ({ identity, claims }) => identity.token(claims, {}, "wrong")],
    [
      "is signed with a key that nobody published",
      ({ identity, claims }) => identity.token(claims, { kid: "x" }),
    ],
    ["is not signed", ({ identity, claims }) => identity.token(claims, { alg: "none" }, "none")],
    ["says none of a signed one", ({ identity, claims }) => identity.token(claims, { alg: "none" })],
    ["has expired", ({ identity, claims }) => identity.token({ ...claims, exp: now - HOUR })],
    ["is not good yet", ({ identity, claims }) => identity.token({ ...claims, nbf: now + HOUR })],
    ["is for another service", ({ identity }) => identity.token({ serviceurl: "https://x.test/" })],
    ["is for no service", ({ identity }) => identity.token()],
    ["is none", () => "garbage"],
    ["is empty", () => ""],
  ])("%s", async (_name, tokenOf) => {
    const bot = await tenant();
    const answer = await bot.send(bot.does.message("status"), tokenOf(bot));
    expect([answer.status, await answer.text()]).toEqual([401, ""]);
    expect(bot.app.asked).toEqual([]);
    expect(bot.connector.asked).toEqual([]);
    expect(bot.references.all("person")).toEqual([]);
  });

  it("is missing, or of another scheme", async () => {
    const { post, identity, claims, does, app } = await tenant();
    expect((await post(does.message("status"))).status).toBe(401);
    const basic = { authorization: `Basic ${identity.token(claims)}` };
    expect((await post(does.message("status"), basic)).status).toBe(401);
    expect(app.asked).toEqual([]);
  });

  it("is signed with a key that Microsoft endorses for another channel", async () => {
    const { send, identity, claims, does, app } = await tenant(["webchat"]);
    expect((await send(does.message("status"), identity.token(claims))).status).toBe(401);
    expect(app.asked).toEqual([]);
  });
});

describe("a token that was found right once", () => {
  it("is taken again for the same service, and for no other", async () => {
    const { send, post, identity, claims, does, app, connector } = await tenant();
    const token = identity.token(claims);
    await send(does.message("status"), token);
    await send(does.message("help"), token);
    expect(app.asked).toHaveLength(2);
    const serviceUrl = `${connector.serviceUrl}other/`;
    expect((await send(does.message("status", { serviceUrl }), token)).status).toBe(401);
    expect((await post(does.message("status"), { authorization: `Bearer ${token}x` })).status).toBe(401);
    expect((await send(does.message("status"), identity.token(claims, {}, "wrong"))).status).toBe(401);
    expect(app.asked).toHaveLength(2);
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
      const answer = await send(
        does.message("status", { serviceUrl }),
        identity.token({ serviceurl: serviceUrl }),
      );
      expect(answer.status).toBe(200);
      expect(app.asked).toHaveLength(1);
    },
  );
});

it("when Microsoft's keys cannot be read, whoever sent a request is told to come again", async () => {
  const { send, identity, claims, does, app } = await tenant();
  identity.fail();
  expect((await send(does.message("status"), identity.token(claims))).status).toBe(503);
  expect(app.asked).toEqual([]);
});

it.each<[string, (bot: Tenant) => string]>([
  ["is of another issuer", ({ identity, claims }) => identity.token({ ...claims, iss: "https://x.test" })],
  ["is for another bot", ({ identity, claims }) => identity.token({ ...claims, aud: TENANT })],
  ["is for no bot", ({ identity, claims }) => identity.token({ ...claims, aud: undefined })],
  ["is not signed", ({ identity, claims }) => identity.token(claims, { alg: "none" }, "none")],
  ["is signed with a shared secret", ({ identity, claims }) => identity.token(claims, { alg: "HS256" })],
  ["has expired", ({ identity, claims }) => identity.token({ ...claims, exp: now - HOUR })],
  ["never expires", ({ identity, claims }) => identity.token({ ...claims, exp: undefined })],
  ["is none", () => "garbage"],
  ["is half of one", ({ identity, claims }) => identity.token(claims).split(".", 1).join()],
])("a token that %s is refused with 401 although Microsoft's keys cannot be read", async (_name, tokenOf) => {
  const bot = await tenant();
  bot.identity.fail();
  expect((await bot.send(bot.does.message("status"), tokenOf(bot))).status).toBe(401);
  expect(bot.app.asked).toEqual([]);
});

it("however many are refused, one in a minute of each status is written down", async () => {
  const { send, does, log } = await tenant();
  for (let n = 0; n < 15; n++) await send(does.message("status"), `garbage-${n}`);
  expect(log).toEqual([expect.stringMatching(/A request for Teams was refused.*401/)]);
});

it("neither the token nor the key nor the password gets into the log or onto the console", async () => {
  const { send, identity, claims, does, log } = await tenant();
  const wrong = identity.token(claims, {}, "wrong");
  await send(does.message("status"), wrong);
  await send(does.message("status"), identity.token({ ...claims, exp: now - HOUR }));
  expect(log).toHaveLength(1);
  expect(log.join()).toMatch(/A request for Teams was refused.*401/);
  for (const secret of [wrong, "hidden-password", "BEGIN", "eyJ"]) expect(log.join()).not.toContain(secret);
  expect(printed).toEqual([]);
});
