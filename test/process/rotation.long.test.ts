import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { Database } from "../../src/store/db/sqlite.ts";
import { foreignTeams, TENANT } from "../foreign/teams.ts";
import { signed } from "../slack/fake-slack.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { type Child, MAIN, startChild } from "../support/programs/child.ts";
import { OLGA, SERVICE, startDirectory, startIdentity, writesHelp } from "../support/servers/identity.ts";
import { startProxy } from "../support/servers/proxy.ts";
import { scripted } from "../support/servers/scripted.ts";
import { BOT_TOKEN, SIGNING_SECRET, startSandbox, type TestSandbox } from "../support/servers/slack.ts";
import { APP_TOKEN, openBridge, type SocketBridge } from "../support/servers/socket-mode.ts";

const FIRST = {
  ...{ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: APP_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET },
  ...{ MICROSOFT_APP_PASSWORD: "first-secret-of-the-app" },
  ...{ MISTRAL_ADMIN_API_KEY: "admin-key-0123456789", MISTRAL_API_KEY: "ordinary-key-0123456789" },
};
const NEXT = {
  ...{ SLACK_BOT_TOKEN: "xoxb-next-0123456789", SLACK_APP_TOKEN: "xapp-1-A0-next-0123456789" },
  ...{ SLACK_SIGNING_SECRET: "next-signing-secret-0123", MICROSOFT_APP_PASSWORD: "next-secret-of-the-app" },
  ...{ MISTRAL_ADMIN_API_KEY: "next-admin-key-0123456789", MISTRAL_API_KEY: "next-ordinary-key-0123456789" },
};
type Name = keyof typeof FIRST;

let folder: string;
let bot: Child;
let lines: string[];
beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, "secrets"));
  lines = [];
});

const fileOf = (name: Name) => join(folder, "secrets", name);
const put = (name: Name, secret: string) => writeFileSync(fileOf(name), `${secret}\n`, { mode: 0o600 });

/** With these secrets in files, and nothing but `more` in the environment beside. */
async function start(names: readonly Name[], more: Record<string, string>, flags: readonly string[] = []) {
  const env: Record<string, string> = { PORT: "0", DATABASE_PATH: "bot.db", NODE_ENV: "production", ...more };
  for (const name of names) {
    put(name, FIRST[name]);
    env[`${name}_FILE`] = fileOf(name);
  }
  bot = startChild([...flags, ...MAIN], { cwd: folder, env, onLine: (line) => void lines.push(line) });
  onTestFinished(async () => void (await bot.end("SIGKILL")));
  const url = (await bot.url) ?? "";
  expect(url, lines.join("\n")).not.toBe("");
  return url;
}

const hangUp = () => bot.process.kill("SIGHUP");
const logs = (words: string | RegExp) =>
  expect.poll(() => lines.join("\n"), { timeout: 20_000 }).toMatch(words);

async function rotate(name: Name): Promise<void> {
  put(name, NEXT[name]);
  hangUp();
  await logs(`${name} was replaced, and the new one is in use`);
}

/** Nothing failed, and no secret is in the log. */
function expectQuiet(): void {
  const log = lines.join("\n");
  expect(log.replaceAll(/.*(does not look like one|does not fit SLACK_SIGNING_SECRET).*/g, "")).not.toMatch(
    /"level":[45]0/,
  );
  for (const secret of [...Object.values(FIRST), ...Object.values(NEXT)]) expect(log).not.toContain(secret);
}

/** The embedded Slack behind a door that knows the tokens of the moment. */
async function openSlack(botUrl: (bridge: SocketBridge) => string) {
  let sandbox: TestSandbox;
  const bridge: SocketBridge = await openBridge(() => sandbox.slackApiUrl());
  onTestFinished(() => void bridge.server.close());
  sandbox = await startSandbox({ botUrl: () => botUrl(bridge) });
  onTestFinished(sandbox.stop);
  return { sandbox, bridge, env: { SLACK_API_URL: `${bridge.url}/api/` } };
}

/** Somebody types a command again and again until told to stop; gives how often, and what came of it. */
function keepsAsking({ as }: TestSandbox) {
  const ana = as("ana");
  let goesOn = true;
  let asked = 0;
  const work = (async () => {
    for (; goesOn; asked += 1) await ana.command("help", "dm");
  })();
  return async () => {
    goesOn = false;
    await work;
    const answers = () => ana.dm().filter((text) => /mistral-setup invite/.test(text)).length;
    await expect.poll(answers, { timeout: 10_000 }).toBe(asked);
    expect(ana.dm().join("\n")).not.toContain("failed");
    return asked;
  };
}

describe("a bot whose secrets are in files", { timeout: 90_000 }, () => {
  it("goes over to each new one of Slack and Mistral at SIGHUP, while people go on asking", async () => {
    let url = "";
    const { sandbox, bridge, env } = await openSlack(() => url);
    const keys: Record<string, string> = {};
    for (const name of ["MISTRAL_ADMIN_API_KEY", "MISTRAL_API_KEY"] as const) keys[FIRST[name]] = FIRST[name];
    const used = new Set<string>();
    const mistral = await scripted(async ({ method, url: { pathname, search }, headers, body }) => {
      const given = String(headers["x-api-key"] ?? headers.authorization?.replace("Bearer ", ""));
      used.add(given);
      const key = keys[given] ?? "nobody";
      const told = "x-api-key" in headers ? { "x-api-key": key } : { authorization: `Bearer ${key}` };
      const answer = await fetch(sandbox.mistralApiUrl() + pathname + search, {
        ...{ method, headers: { ...told, "content-type": "application/json" } },
        ...(body === "" ? {} : { body }),
      });
      return { status: answer.status, body: await answer.text() };
    });
    const four = [
      "SLACK_BOT_TOKEN",
      "SLACK_SIGNING_SECRET",
      "MISTRAL_ADMIN_API_KEY",
      "MISTRAL_API_KEY",
    ] as const;
    url = await start(four, { ...env, MISTRAL_API_URL: mistral.url });
    const isTaken = async (secret: string) => {
      const body = JSON.stringify({ type: "url_verification", challenge: "c" });
      const request = { method: "POST", headers: signed(body, { secret }), body };
      return (await fetch(`${url}/slack/events`, request)).ok;
    };
    const asked = keepsAsking(sandbox);
    const odd = () => lines.filter((line) => line.includes("SLACK_SIGNING_SECRET does not look like one"));
    const { length } = odd();
    const forged = () => {
      const db = new Database(join(folder, "bot.db"), { readonly: true });
      const keys = db.prepare("SELECT key FROM processed_requests WHERE key LIKE 'forged:%'").pluck().all();
      db.close();
      return keys;
    };
    expect(await isTaken("of-somebody-else-0123")).toBe(false);
    await expect.poll(forged).toEqual(["forged:slack"]);
    await rotate("SLACK_SIGNING_SECRET");
    await logs(
      "SLACK_SIGNING_SECRET was replaced, and the new one is in use; the old one counts for one more hour",
    );
    await expect.poll(odd).toHaveLength(length + 1);
    await expect.poll(forged).toEqual([]);
    expect([await isTaken(FIRST.SLACK_SIGNING_SECRET), await isTaken(NEXT.SLACK_SIGNING_SECRET)]).toEqual([
      true,
      true,
    ]);
    // Slack takes both for a while, and then the new one alone.
    bridge.accepts.bots = [FIRST.SLACK_BOT_TOKEN, NEXT.SLACK_BOT_TOKEN];
    await rotate("SLACK_BOT_TOKEN");
    bridge.accepts.bots = [NEXT.SLACK_BOT_TOKEN];
    for (const name of ["MISTRAL_ADMIN_API_KEY", "MISTRAL_API_KEY"] as const) {
      keys[NEXT[name]] = FIRST[name];
      await rotate(name);
      delete keys[FIRST[name]];
    }
    sandbox.as("ana").openHome();
    await expect.poll(() => sandbox.as("ana").home(), { timeout: 10_000 }).not.toBe("");
    expect(await asked()).toBeGreaterThan(3);
    expect([...used]).toEqual(expect.arrayContaining([NEXT.MISTRAL_ADMIN_API_KEY, NEXT.MISTRAL_API_KEY]));
    expectQuiet();
  });

  it("opens Socket Mode with a new app token, and no other connection while that is the same", async () => {
    const { sandbox, bridge, env } = await openSlack(({ url }) => url);
    await start(["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"], env);
    await expect.poll(() => bridge.socket.connections(), { timeout: 10_000 }).toBe(1);
    const asked = keepsAsking(sandbox);
    bridge.accepts.bots = [FIRST.SLACK_BOT_TOKEN, NEXT.SLACK_BOT_TOKEN];
    await rotate("SLACK_BOT_TOKEN");
    expect(bridge.socket.connections()).toBe(1);
    bridge.accepts.app = NEXT.SLACK_APP_TOKEN;
    await rotate("SLACK_APP_TOKEN");
    hangUp();
    await logs("Read the secrets again, and none has changed");
    await expect.poll(() => bridge.socket.open()).toBe(1);
    expect(bridge.socket.connections()).toBe(2);
    expect(await asked()).toBeGreaterThan(3);
    expectQuiet();
  });

  it("gets Microsoft's tokens with a new client secret, and stays with the old one while Microsoft refuses that", async () => {
    const appId = "11111111-2222-4333-8444-555555555555";
    const identity = await startIdentity(appId);
    const teams = await foreignTeams([OLGA], {}, "");
    const login = await startDirectory(TENANT, FIRST.MICROSOFT_APP_PASSWORD);
    const hosts = {
      ...{ "login.microsoftonline.com": login.url, "login.botframework.com": identity.url },
      "smba.trafficmanager.net": teams.url,
    };
    const proxy = await startProxy({ hosts, user: "me", password: "word" });
    for (const { close } of [identity, teams, proxy]) onTestFinished(async () => void (await close()));
    writeFileSync(join(folder, "ca.pem"), proxy.certificate.cert);
    const url = await start(["MICROSOFT_APP_PASSWORD"], {
      ...{ MICROSOFT_APP_ID: appId, MICROSOFT_APP_TENANT_ID: TENANT, SETUP_OWNERS: "olga@lumen.example" },
      ...{ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") },
    });
    const isAnswered = async () => {
      const { length } = teams.posts;
      const message = {
        app: appId,
        tenant: TENANT,
        chat: teams.chatOf(OLGA.aadObjectId),
        id: `${length + 1}`,
      };
      const taken = await writesHelp(url, identity.token({ serviceurl: SERVICE }), message);
      expect(taken.status).toBe(200);
      await expect.poll(() => teams.posts.length, { timeout: 10_000 }).toBeGreaterThan(length);
    };
    await isAnswered();
    put("MICROSOFT_APP_PASSWORD", NEXT.MICROSOFT_APP_PASSWORD);
    hangUp();
    await logs(/MICROSOFT_APP_PASSWORD stays as it was, because the new one is not taken .*AADSTS7000215/);
    await isAnswered();
    login.secrets.push(NEXT.MICROSOFT_APP_PASSWORD);
    await rotate("MICROSOFT_APP_PASSWORD");
    await isAnswered();
    expect(login.given).toEqual([
      FIRST.MICROSOFT_APP_PASSWORD,
      ...Array(2).fill(NEXT.MICROSOFT_APP_PASSWORD),
    ]);
  });

  it("is not ended by the signal while it starts, and obeys it then", async () => {
    const names = ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"] as const;
    let isHungUp = false;
    const slow = await scripted(async () => {
      if (!isHungUp) {
        isHungUp = true;
        put("SLACK_SIGNING_SECRET", NEXT.SLACK_SIGNING_SECRET);
        hangUp();
      }
      return { status: 502, body: "" };
    });
    await start(names, { SLACK_API_URL: `${slow.url}/api/` });
    await logs("SLACK_SIGNING_SECRET was replaced");
  });

  it("ends with 0 at SIGTERM while it starts, which as the first process of a container it would not hear by itself", async () => {
    const slow = await scripted(() => {
      bot.process.kill("SIGTERM");
      return "hang";
    });
    put("SLACK_BOT_TOKEN", FIRST.SLACK_BOT_TOKEN);
    const env = { SLACK_API_URL: `${slow.url}/api/`, SLACK_SIGNING_SECRET: SIGNING_SECRET };
    bot = startChild(MAIN, {
      cwd: folder,
      env: { PORT: "0", SLACK_BOT_TOKEN_FILE: fileOf("SLACK_BOT_TOKEN"), ...env },
    });
    await once(bot.process, "exit");
    expect(bot.process.exitCode).toBe(0);
  });

  it("keeps the old ones when a file is bad, Slack refuses what is in it, or the rest has changed as well", async () => {
    const { sandbox, env } = await openSlack(() => url);
    let url = "";
    writeFileSync(join(folder, ".env"), "SYNC_SECONDS=60\n");
    url = await start(["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"], env);
    put("SLACK_SIGNING_SECRET", NEXT.SLACK_SIGNING_SECRET);
    rmSync(fileOf("SLACK_BOT_TOKEN"));
    hangUp();
    await logs(/No secret was replaced\. SLACK_BOT_TOKEN_FILE must be the absolute path of a file/);
    writeFileSync(join(folder, ".env"), "SYNC_SECONDS=61\nMISTRAL_API_KEY=key-0123456789\n");
    put("SLACK_BOT_TOKEN", NEXT.SLACK_BOT_TOKEN);
    hangUp();
    await logs(/SLACK_BOT_TOKEN stays as it was, because the new one is not taken .*invalid_auth/);
    await logs("SYNC_SECONDS has changed as well, which has no effect before a restart");
    await logs("MISTRAL_API_KEY has changed as well, which has no effect before a restart");
    await logs("SLACK_SIGNING_SECRET was replaced");
    await sandbox.as("ana").command("help", "dm");
    await expect
      .poll(() => sandbox.as("ana").dm().join(), { timeout: 10_000 })
      .toMatch(/mistral-setup invite/);
  });

  it("leaves the signal alone on Windows, where it says that the console was closed", async () => {
    const { env } = await openSlack(() => "");
    // The compiled part of SQLite is that of this machine, so it is loaded before.
    const sqlite = Number(process.versions["napi"]) >= 10 ? "better-sqlite3-13" : "better-sqlite3";
    const windows = `import { createRequire } from "node:module";
      new (createRequire(${JSON.stringify(import.meta.filename)})("${sqlite}"))(":memory:").close();
      Object.defineProperty(process, "platform", { value: "win32" });`;
    const url = await start(["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"], env, [
      "--import",
      `data:text/javascript,${encodeURIComponent(windows)}`,
    ]);
    expect((await fetch(`${url}/healthz`)).ok).toBe(true);
    await bot.end("SIGHUP");
    expect(bot.process.signalCode).toBe("SIGHUP");
  });
});
