import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../../src/config/config.ts";
import { start } from "../../../src/start.ts";
import { createTokens, isLetIn, tenantCredentials } from "../../../src/teams/outbound/tokens.ts";
import { folder as newFolder } from "../../store/repositories/samples.ts";
import { type Asked, fakeConnector } from "../stand-ins/fake-connector.ts";
import { APP_ID, activities, BOT, type Json, rig, TENANT } from "../stand-ins/fake-teams.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const SECRET = "s3cret-of-the-test";
const TEAMS = { MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: "p~w", MICROSOFT_APP_TENANT_ID: TENANT };
/** Nobody answers there, which keeps nothing from starting. */
const SLACK = {
  SLACK_BOT_TOKEN: "xoxb-1-test",
  SLACK_SIGNING_SECRET: "0123456789abcdef",
  SLACK_API_URL: "http://127.0.0.1:9/api/",
};

async function started(env: Record<string, string>) {
  const common = { PORT: "0", SETUP_OWNERS: "ana@lumen.example", DATABASE_PATH: join(newFolder(), "bot.db") };
  const result = readConfig({ ...env, ...common });
  if (!result.ok) throw new Error(result.problems.join());
  const running = await start(result.config, quiet, { graceMs: 0 });
  onTestFinished(() => running.stop());
  const headers = { "content-type": "application/json" };
  const status = activities("https://smba.trafficmanager.net/emea/").message("status");
  return {
    ready: () => fetch(`${running.url}/readyz`),
    post: (path: string, body: Json = status) =>
      fetch(`${running.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  };
}

it("Slack and Teams have their addresses side by side, and readiness waits for both", async () => {
  const { ready, post } = await started({ ...TEAMS, ...SLACK });
  expect((await ready()).status).toBe(503);
  expect((await post("/api/messages")).status).toBe(401);
  expect((await post("/slack/events")).status).toBe(401);
});

describe("Microsoft's directory", () => {
  const credentials = (code: string) => async () => ({
    getToken: async () => {
      throw Object.assign(new Error("AADSTS7000215: of tenant and app"), { errorCode: code });
    },
  });
  const access = { kind: "tenant", appId: APP_ID, password: "hidden", tenantId: TENANT } as const;

  it("that refuses the credentials ends the start with a sentence", async () => {
    const failing = rig({ access, credentials: credentials("invalid_client") });
    await expect(failing).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringMatching(/^Microsoft refuses the MICROSOFT_APP_… values \(invalid_client\)/),
    });
  });

  it("that cannot be reached keeps nothing from starting, and is asked until it lets the bot in", async () => {
    const down = credentials("endpoints_resolution_error");
    let asked = 0;
    const gives = async () => ({
      getToken: async () => {
        asked += 1;
        return asked < 2 ? (await down()).getToken() : "our-token";
      },
    });
    const { connection, log } = await rig({ access, credentials: gives });
    expect(connection.trouble()).not.toBeNull();
    expect(log.join()).toMatch("cannot be reached yet");
    expect(log.join()).not.toContain("AADSTS");
    await expect.poll(() => connection.trouble(), { timeout: 10_000 }).toBeNull();
    expect(asked).toBe(2);
  });
});

it("a local client that names no tenant and knows no members is served as well", async () => {
  const connector = await fakeConnector();
  const { post } = await started({ TEAMS_LOCAL: "1" });
  const does = activities(connector.serviceUrl);
  const chatOf = (name: string) => `a:chat-of-29:${name}`;
  async function says(name: string, text: string, id = `29:${name}`) {
    const conversation = { id: chatOf(name), conversationType: "personal" };
    const where = { channelId: "emulator", channelData: undefined, conversation, recipient: BOT };
    const activity = does.message(text, { from: { id, name }, ...where });
    expect((await post("/api/messages", activity)).status).toBe(200);
  }
  const reads = (name: string) => {
    const mine = ({ path, method }: Asked) =>
      method !== "GET" && path.includes(`/${chatOf(name)}/activities`);
    return JSON.stringify(connector.asked.filter(mine).map(({ body }) => body));
  };
  await says("ben", "help");
  await expect.poll(() => reads("ben")).toMatch("invite people, or ask for an invitation");
  await says("chloe", "setup", "user-1");
  await expect.poll(() => reads("chloe")).toMatch("SETUP_OWNERS");
});

const failingWith = (errorCode?: string) => () =>
  Promise.reject(Object.assign(new Error(`AADSTS7000215: ${SECRET}`), { errorCode }));
const getting = (getToken: () => Promise<string>) => createTokens(async () => ({ getToken }), 50);

describe("the token for Teams", () => {
  it("is the SDK's kept one, and a new one after the service refused it", async () => {
    const asked: boolean[] = [];
    const getToken = async (anew: boolean) => `t${asked.push(anew)}`;
    const tokens = createTokens(async () => ({ getToken }));
    expect([await tokens.get(), await tokens.get()]).toEqual(["t1", "t2"]);
    tokens.refused();
    expect([await tokens.get(), await tokens.get()]).toEqual(["t3", "t4"]);
    expect(asked).toEqual([false, false, true, false]);
  });

  it.each([
    ["invalid_client", "unauthorized"],
    ["unauthorized_client", "unauthorized"],
    ["network_error", "unavailable"],
    [undefined, "unavailable"],
  ])("that the directory does not give because of %s is %s", async (code, meaning) => {
    const error: unknown = await getting(failingWith(code))
      .get()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: meaning });
    expect(JSON.stringify(error) + String(error)).not.toContain(SECRET);
  });

  it("that never comes is not waited for", async () => {
    const never = getting(() => new Promise(() => {}));
    await expect(never.get()).rejects.toMatchObject({ code: "unavailable", detail: "token_timeout" });
  });

  it("that a message has got meanwhile ends the wait for the first one, and the log says so", async () => {
    const said: string[] = [];
    const say = (_about: object, text: string) => void said.push(text);
    const tokens = getting(async () => "t");
    await tokens.get();
    expect(await isLetIn(tokens, { info: say, warn: say, error: say })).toBe(true);
    expect(said).toEqual(["Microsoft's directory lets the app in"]);
  });

  it("is asked by the SDK for the one tenant, and the secret stays out of what may be logged", async () => {
    const credentials = await tenantCredentials({ appId: APP_ID, password: SECRET, tenantId: TENANT })();
    expect(credentials).toMatchObject({
      oAuthEndpoint: `https://login.microsoftonline.com/${TENANT}`,
      oAuthScope: "https://api.botframework.com",
    });
    expect(typeof credentials.getToken).toBe("function");
    expect(JSON.stringify(credentials)).not.toContain(SECRET);
  });
});
