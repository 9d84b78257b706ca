import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { foreignMistral } from "../foreign/mistral.ts";
import { foreignTeams, TENANT } from "../foreign/teams.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { type Child, MAIN, startChild } from "../support/programs/child.ts";
import { OLGA, SERVICE, startDirectory, startIdentity, writesHelp } from "../support/servers/identity.ts";
import { startProxy, type TestProxy } from "../support/servers/proxy.ts";
import { BOT_TOKEN, startSandbox, type TestSandbox } from "../support/servers/slack.ts";
import { APP_TOKEN, openBridge } from "../support/servers/socket-mode.ts";

const APP_ID = "11111111-2222-4333-8444-555555555555";
const USER = "bot@lumen.example";
const PASSWORD = "pass:w@rd/100%";

type Closing = { close(): Promise<unknown> };
let closing: Closing[] = [];
const opened = <T extends Closing>(one: T): T => {
  closing.push(one);
  return one;
};

let sandbox: TestSandbox;
let identity: Awaited<ReturnType<typeof startIdentity>>;
let teams: Awaited<ReturnType<typeof foreignTeams>>;
let hosts: Record<string, string>;
let proxy: TestProxy;
let folder: string;
let bot: Child;
let lines: string[];

beforeEach(async () => {
  folder = newFolder();
  lines = [];
  const bridge = await openBridge(
    () => sandbox.slackApiUrl(),
    () => "",
    "wss://wss-primary.slack.com/link/?ticket=1",
  );
  opened({ close: async () => void bridge.server.close() });
  sandbox = await startSandbox({ botUrl: () => bridge.url });
  opened({ close: sandbox.stop });
  identity = opened(await startIdentity(APP_ID));
  teams = opened(await foreignTeams([OLGA], {}, ""));
  const mistral = opened(await foreignMistral("admin-key-0123456789", "olga@foreign.example"));
  const login = await startDirectory(TENANT, "secret-of-the-app");
  hosts = {
    "slack.com": bridge.url,
    "wss-primary.slack.com": bridge.url,
    "api.mistral.ai": mistral.url,
    "login.microsoftonline.com": login.url,
    "login.botframework.com": identity.url,
    "smba.trafficmanager.net": teams.url,
  };
  proxy = await startProxy({ hosts, user: USER, password: PASSWORD });
  writeFileSync(join(folder, "ca.pem"), proxy.certificate.cert);
});

afterEach(async () => {
  await bot?.end("SIGKILL");
  await proxy.close();
  for (const one of closing.toReversed()) await one.close();
  closing = [];
});

async function start(more: Record<string, string> = {}): Promise<string> {
  const env = {
    ...{ PORT: "0", DATABASE_PATH: "bot.db", SYNC_SECONDS: "1", NODE_ENV: "production" },
    ...{ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: APP_TOKEN },
    ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: "secret-of-the-app" },
    ...{ MICROSOFT_APP_TENANT_ID: TENANT, MISTRAL_ADMIN_API_KEY: "admin-key-0123456789" },
    ...{ NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"), ...more },
  };
  // No library sees what stands there.
  writeFileSync(join(folder, ".env"), `HTTPS_PROXY=${proxy.url}\n`);
  bot = startChild(MAIN, { cwd: folder, env, onLine: (line) => void lines.push(line) });
  return (await bot.url) ?? "";
}

const isReady = (url: string) => fetch(`${url}/readyz`).then(({ status }) => status);
const becomesReady = (url: string) => expect.poll(() => isReady(url), { timeout: 30_000 }).toBe(200);

const saysHelp = (url: string) => {
  const message = { app: APP_ID, tenant: TENANT, chat: teams.chatOf(OLGA.aadObjectId) };
  return writesHelp(url, identity.token({ serviceurl: SERVICE }), message);
};

describe("behind a proxy that refuses all it does not know", { timeout: 90_000 }, () => {
  it("each call to Slack, Socket Mode, Microsoft and Mistral goes by it, with its credentials", async () => {
    const url = await start();
    await becomesReady(url);
    await sandbox.as("ana").command("help", "dm");
    await expect.poll(() => sandbox.as("ana").dm().join(), { timeout: 10_000 }).toMatch(/setup/);
    expect((await saysHelp(url)).status).toBe(200);
    await expect.poll(() => teams.posts.length, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(Object.keys(hosts).filter((name) => !proxy.opened.includes(`${name}:443`))).toEqual([]);
    expect(proxy.refused).toEqual([]);
    const log = lines.join("\n");
    expect([/"level":[45]0.*/.exec(log), log.includes(encodeURIComponent(PASSWORD))]).toEqual([null, false]);
  });

  it("while it is away nothing is lost, and all goes on once it is back", async () => {
    const url = await start();
    await becomesReady(url);
    await proxy.close();
    await expect.poll(() => isReady(url), { timeout: 30_000 }).toBe(503);
    const heard = teams.posts.length;
    expect((await saysHelp(url)).status).toBe(503);
    proxy = await startProxy({
      ...{ hosts, user: USER, password: PASSWORD, port: proxy.port, certificate: proxy.certificate },
    });
    await becomesReady(url);
    await sandbox.as("ana").command("help", "dm");
    await expect.poll(() => sandbox.as("ana").dm().join(), { timeout: 10_000 }).toMatch(/setup/);
    // Teams sends again what was not taken.
    expect((await saysHelp(url)).status).toBe(200);
    await expect.poll(() => teams.posts.length, { timeout: 10_000 }).toBeGreaterThan(heard);
  });

  const OTHER = { hosts: {}, user: USER, password: "another" };
  it.each([
    ["is away", "ECONNREFUSED", null],
    ["refuses its credentials", "407", OTHER],
    ["lets nobody through", "403", { ...OTHER, password: PASSWORD }],
  ])(
    "the log of a bot whose proxy %s says so once of each side, without its credentials",
    async (_, why, other) => {
      const { url, port, certificate } = proxy;
      await proxy.close();
      if (other !== null) proxy = await startProxy({ ...other, port, certificate });
      await start({ HTTPS_PROXY: url });
      const about = (host: string) => {
        const said = `the proxy at 127.0.0.1:${port} does not lead to ${host} (${why})`;
        return lines.filter((line) => JSON.parse(line).msg === said).length;
      };
      const sides = ["slack.com", "login.microsoftonline.com", "api.mistral.ai"];
      await expect.poll(() => sides.map(about), { timeout: 20_000 }).toEqual([1, 1, 1]);
      await expect.poll(() => lines.join("\n"), { timeout: 20_000 }).toMatch(/"not ready/);
      expect(sides.map(about)).toEqual([1, 1, 1]);
      expect(lines.join("\n")).not.toContain(encodeURIComponent(PASSWORD));
      if (other === null) proxy = await startProxy(OTHER);
    },
  );

  it("what NO_PROXY names is called without it", async () => {
    const url = await start({ NO_PROXY: ".mistral.ai,login.microsoftonline.com" });
    await expect.poll(() => proxy.opened, { timeout: 20_000 }).toContain("wss-primary.slack.com:443");
    await expect.poll(() => lines.join("\n"), { timeout: 20_000 }).toMatch(/Microsoft's directory/);
    const asked = [...proxy.opened, ...proxy.refused].join(" ");
    expect([await isReady(url), /mistral|microsoftonline/.exec(asked)]).toEqual([503, null]);
  });
});
