import { X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "selfsigned";
import { expect, test } from "vitest";
import { readConfig, readEnvironment } from "../../src/config/config.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { must } from "../support/must.ts";
import { config, type Env, problems } from "./configured.ts";

const BOT = { SLACK_BOT_TOKEN: "xoxb-1-2-abc" };
const SOCKET = { ...BOT, SLACK_APP_TOKEN: "xapp-1-A-2-def" };
const HTTP = { ...BOT, SLACK_SIGNING_SECRET: "8f742231b10e8888abcd99yyyzzz85a5" };
const GUID = "11111111-2222-3333-4444-555555555555";

test("with nothing set it is the sandbox, on loopback, with its own file", () => {
  expect(config({})).toEqual({
    mode: "sandbox",
    host: "127.0.0.1",
    port: 3000,
    metrics: null,
    proxy: null,
    databasePath: "data/sandbox.db",
    slack: null,
    teams: null,
    mistral: { apiUrl: "https://api.mistral.ai", adminKey: null, key: null, adminAuth: "x-api-key" },
    owners: [],
    syncSeconds: 60,
    billingWarmupSeconds: 180,
    logLevel: "info",
  });
});

test("a bot token is Slack over HTTP with a signing secret, and over Socket Mode with an app token, which wins", () => {
  const http = { kind: "http", signingSecret: HTTP.SLACK_SIGNING_SECRET };
  expect(config(HTTP)).toMatchObject({
    ...{ mode: "real", databasePath: "data/mistral-setup.db" },
    slack: { botToken: BOT.SLACK_BOT_TOKEN, apiUrl: "https://slack.com/api/", transport: http },
  });
  const socket = { kind: "socket", appToken: SOCKET.SLACK_APP_TOKEN };
  for (const env of [SOCKET, { ...HTTP, ...SOCKET }]) expect(config(env).slack?.transport).toEqual(socket);
});

test("every variable is read", () => {
  const read = config({
    ...SOCKET,
    NODE_ENV: "production",
    HOST: "0.0.0.0",
    PORT: "8080",
    METRICS_HOST: "0.0.0.0",
    METRICS_PORT: "9464",
    DATABASE_PATH: "/srv/bot.db",
    SLACK_API_URL: "http://127.0.0.1:9/api",
    MISTRAL_ADMIN_API_KEY: "admin",
    MISTRAL_API_KEY: "ordinary",
    MISTRAL_API_URL: "http://localhost:9/",
    MISTRAL_ADMIN_AUTH: "bearer",
    SETUP_OWNERS: "Ana@Example.com, bo@example.com;ana@example.com",
    HTTPS_PROXY: "http://me:word%40@proxy.example:3128",
    NO_PROXY: "Lumen.example, .internal",
    SYNC_SECONDS: "5",
    BILLING_WARMUP_SECONDS: "0",
    LOG_LEVEL: "DEBUG",
  });
  expect(read).toMatchObject({
    host: "0.0.0.0",
    port: 8080,
    metrics: { host: "0.0.0.0", port: 9464 },
    databasePath: "/srv/bot.db",
    slack: { apiUrl: "http://127.0.0.1:9/api/" },
    mistral: { apiUrl: "http://localhost:9", adminKey: "admin", key: "ordinary", adminAuth: "bearer" },
    owners: ["ana@example.com", "bo@example.com"],
    proxy: {
      url: "http://me:word%40@proxy.example:3128",
      direct: ["lumen.example", ".internal", "localhost", "127.0.0.1", "[::1]"],
    },
    syncSeconds: 5,
    billingWarmupSeconds: 0,
    logLevel: "debug",
  });
});

test("a proxy is read from the variable in lower case as well, and without a scheme, as other programs do", () => {
  const env = { ...HTTP, https_proxy: "proxy.example:3128", no_proxy: "*" };
  expect(config(env).proxy).toEqual({
    url: "http://proxy.example:3128",
    direct: ["*", "localhost", "127.0.0.1", "[::1]"],
  });
});

test("white space and quotes around a value are dropped, and an empty value counts as not set", () => {
  const read = config({ ...HTTP, SLACK_BOT_TOKEN: ' "xoxb-1-2-abc"\n', PORT: "''", SLACK_APP_TOKEN: "  " });
  expect(read.slack).toEqual(config(HTTP).slack);
  expect(read.port).toBe(3000);
});

test("a half-configured Slack names what is missing and where to find it", () => {
  expect(problems(BOT).join()).toMatch(
    /SLACK_APP_TOKEN.*App-Level Tokens.*SLACK_SIGNING_SECRET.*App Credentials/,
  );
  const token = /^SLACK_BOT_TOKEN is missing\. Find it at .*OAuth & Permissions/;
  expect(problems({ SLACK_APP_TOKEN: "xapp-1" })).toEqual([expect.stringMatching(token)]);
  expect(problems({ SLACK_API_URL: "https://slack.example/api/" })).toEqual([expect.stringMatching(token)]);
});

test("all problems are reported at once", () => {
  const wrong = {
    PORT: "http",
    LOG_LEVEL: "loud",
    MISTRAL_API_URL: "http://api.mistral.ai",
    SETUP_OWNERS: "ana",
  };
  const said = problems({ ...BOT, ...wrong, SYNC_SECONDS: "0" }).map((problem) => problem.split(" ", 1)[0]);
  const names = [...Object.keys(wrong), "SYNC_SECONDS", "SLACK_BOT_TOKEN"];
  expect(said.toSorted()).toEqual(names.toSorted());
});

test.each<[string, Env]>([
  ["a user token as bot token", { ...HTTP, SLACK_BOT_TOKEN: "xoxp-hidden" }],
  ["the app token as bot token", { ...HTTP, SLACK_BOT_TOKEN: "xapp-hidden" }],
  ["a bot token as app token", { ...BOT, SLACK_APP_TOKEN: "xoxb-hidden" }],
  ["a signing secret with a line break", { ...HTTP, SLACK_SIGNING_SECRET: "hidden\nhidden" }],
  ["a Mistral key with a typographic quote", { ...HTTP, MISTRAL_API_KEY: "“hidden”" }],
  ["a secret inside an address", { ...HTTP, MISTRAL_API_URL: "https://me:hidden@api.mistral.ai" }],
  ["an owner that is no address", { ...HTTP, SETUP_OWNERS: "hidden" }],
  ["a proxy of another kind", { ...HTTP, HTTPS_PROXY: "socks5://hidden.example:1080" }],
  ["a proxy's password that is no UTF-8", { ...HTTP, HTTPS_PROXY: "http://me:hidden%E4@proxy:1" }],
  ["a proxy's password with a bare percent sign", { ...HTTP, HTTPS_PROXY: "http://me:100%hidden@proxy:1" }],
  ["a proxy's password with a bare slash", { ...HTTP, HTTPS_PROXY: "http://me:p@hid/den@proxy:1" }],
  ["a proxy with a path", { ...HTTP, HTTPS_PROXY: "http://proxy:1/hidden" }],
  ["a host of files that is not SharePoint's", { ...HTTP, TEAMS_FILE_HOSTS: "hidden.example" }],
])("%s is refused without being quoted", (_, env) => {
  const said = problems(env);
  expect(said).toHaveLength(1);
  expect(said.join()).not.toContain("hidden");
});

test("a token with a blank in it is said to have one, not to begin wrongly", () => {
  const said = problems({ ...HTTP, SLACK_BOT_TOKEN: '"xoxb-a b"' });
  expect(said).toEqual(["SLACK_BOT_TOKEN has spaces or characters that no such secret has: copy it again."]);
});

const NO_ADDRESSES =
  "http://slack.com/api/ slack.com ftp://slack.com https://slack.com/?x=1 http://127.0.0.1.evil.example/";
test.each(NO_ADDRESSES.split(" "))("%s is no address to send a token to", (SLACK_API_URL) => {
  expect(problems({ ...HTTP, SLACK_API_URL })).toEqual([
    expect.stringMatching(/^SLACK_API_URL must be an https/),
  ]);
});

test.each(["localhost", "127.0.0.1", "[::1]"])("plain http is fine on this machine: %s", (host) => {
  const SLACK_API_URL = `http://${host}:9/api/`;
  expect(config({ ...HTTP, SLACK_API_URL }).slack?.apiUrl).toBe(SLACK_API_URL);
});

test.each(["/v1", "/v1/", "/v1/admin"])("Mistral's address is given without %s", (path) => {
  const said = problems({ ...HTTP, MISTRAL_API_URL: `https://api.mistral.ai${path}` });
  expect(said).toEqual([expect.stringMatching(/^MISTRAL_API_URL must not end in \/v1/)]);
});

const LOCAL = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@example.com" };
const HERE = { SLACK_API_URL: "http://127.0.0.1:9/api/", MISTRAL_API_URL: "http://localhost:9" };
const SANDBOX = /sandbox.*SLACK_BOT_TOKEN/;
const LETS_IN = /^TEAMS_LOCAL lets in anybody on this machine, so it is refused/;

test.each<[string, Env, RegExp]>([
  ["the sandbox in production", { NODE_ENV: "production" }, SANDBOX],
  ["the sandbox in what is no place to try things", { NODE_ENV: "prod" }, SANDBOX],
  ["the sandbox beside a Mistral key", { MISTRAL_API_KEY: "k" }, SANDBOX],
  ["the sandbox beside a Mistral Admin API key", { MISTRAL_ADMIN_API_KEY: "k" }, SANDBOX],
  ["the sandbox on an address that others can reach", { HOST: "0.0.0.0" }, SANDBOX],
  ["TEAMS_LOCAL in what is no place to try things", { ...LOCAL, NODE_ENV: "prod" }, LETS_IN],
  ["TEAMS_LOCAL beside Slack", { ...LOCAL, ...SOCKET, MISTRAL_API_URL: HERE.MISTRAL_API_URL }, LETS_IN],
  ["TEAMS_LOCAL beside a Mistral key", { ...LOCAL, MISTRAL_API_KEY: "k" }, LETS_IN],
  ["TEAMS_LOCAL beside a Mistral Admin API key", { ...LOCAL, MISTRAL_ADMIN_API_KEY: "k" }, LETS_IN],
])("%s is refused", (_, env, sentence) => {
  expect(problems(env)).toEqual([expect.stringMatching(sentence)]);
});

const TEAMS = { MICROSOFT_APP_ID: GUID, MICROSOFT_APP_PASSWORD: "p~w", MICROSOFT_APP_TENANT_ID: GUID };

test("Teams stands alone or beside Slack, with credentials or for local clients", () => {
  const tenant = { kind: "tenant", appId: GUID, password: "p~w", tenantId: GUID };
  const owners = { SETUP_OWNERS: "ana@example.com" };
  const hosts = "Lumen-my.sharepoint.com, lumen.sharepoint.com";
  expect(config({ ...TEAMS, ...owners, TEAMS_FILE_HOSTS: hosts })).toMatchObject({
    ...{ mode: "real", slack: null },
    teams: { ...tenant, fileHosts: ["lumen-my.sharepoint.com", "lumen.sharepoint.com"] },
  });
  expect(config({ ...TEAMS, ...SOCKET })).toMatchObject({ slack: { transport: {} }, teams: tenant });
  expect(config({ TEAMS_LOCAL: "1", ...owners })).toMatchObject({ mode: "real", teams: { kind: "local" } });
  expect(config({ ...SOCKET, TEAMS_LOCAL: "0" }).teams).toBe(null);
});

test("Teams takes a certificate or a managed identity instead of a secret, and one of the three alone", async () => {
  const { MICROSOFT_APP_PASSWORD: _, ...app } = { ...TEAMS, ...SOCKET };
  const file = join(newFolder(), "app.pem");
  const certificate = { MICROSOFT_APP_CERTIFICATE_FILE: file };
  const one = await generate([{ name: "commonName", value: "bot" }], { keySize: 2048 });
  const other = await generate([{ name: "commonName", value: "other" }], { keySize: 2048 });
  const wrong = () => problems({ ...app, ...certificate });
  expect(wrong()).toEqual([expect.stringMatching(/^MICROSOFT_APP_CERTIFICATE_FILE must name a PEM file/)]);
  for (const pem of [one.cert, one.private, `${other.private}\n${one.cert}`, "nonsense"]) {
    writeFileSync(file, pem);
    expect(wrong()).toEqual([expect.stringMatching(/^MICROSOFT_APP_CERTIFICATE_FILE must name a PEM file/)]);
  }
  writeFileSync(file, [one.private, one.cert, other.cert].join("\n"));
  const { thumbprint } = teamsOf({ ...app, ...certificate }).certificate ?? {};
  expect(thumbprint).toBe(must(new X509Certificate(one.cert).fingerprint).replaceAll(":", ""));
  const identity = { MICROSOFT_APP_TYPE: "UserAssignedMSI" };
  expect(teamsOf({ ...app, ...identity })).toMatchObject({ password: null, certificate: null });
  for (const two of [
    { ...TEAMS, ...certificate },
    { ...TEAMS, ...identity },
    { ...certificate, ...identity },
  ])
    expect(problems({ ...app, ...two })).toEqual([
      expect.stringMatching(/^Keep one of MICROSOFT_APP_PASSWORD/),
    ]);
});

function teamsOf(env: Record<string, string>) {
  const { teams } = config(env);
  return teams?.kind === "tenant" ? teams : must<never>(null);
}

test("Teams alone needs owners, its credentials come together, and its local form stays local", () => {
  expect(problems({ MICROSOFT_APP_ID: GUID })).toEqual([
    expect.stringMatching(/^MICROSOFT_APP_PASSWORD is missing/),
    expect.stringMatching(/^MICROSOFT_APP_TENANT_ID is missing/),
    expect.stringMatching(/^SETUP_OWNERS is missing/),
  ]);
  const local = { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@example.com" };
  expect(problems({ ...local, HOST: "0.0.0.0", MICROSOFT_APP_ID: "x" })).toEqual([
    expect.stringMatching(/^MICROSOFT_APP_ID must be an id/),
    expect.stringMatching(/^TEAMS_LOCAL works without credentials/),
    expect.stringMatching(/^TEAMS_LOCAL is for this machine only/),
  ]);
});

test("local clients of Teams are let in beside a Slack and a Mistral that stand-ins on this machine play", () => {
  const standIns = { ...LOCAL, ...HTTP, ...HERE, MISTRAL_API_KEY: "k", MISTRAL_ADMIN_API_KEY: "k" };
  expect(config(standIns)).toMatchObject({ mode: "real", teams: { kind: "local" } });
  expect(config({ ...LOCAL, NODE_ENV: "test" }).teams).toEqual({ kind: "local" });
});

const example = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");

test(".env.example names exactly the variables that are read, and sets none", () => {
  expect(example).not.toMatch(/^[^#\n]/m);
  const read = new Set<string>();
  const spy = { get: (_: object, name: string) => void read.add(name) };
  readConfig(new Proxy({}, spy));
  const named = [...example.matchAll(/^# ?([A-Z_]+)=/gm)].map((match) => match[1]);
  // Two are read in lower case as well, as other programs do.
  expect(named.sort()).toEqual([...read].filter((name) => name === name.toUpperCase()).sort());
});

test("a .env file fills what the environment leaves open, and one that cannot be read is said", () => {
  const folder = newFolder();
  const file = join(folder, ".env");
  expect(readEnvironment(file)).not.toHaveProperty("MISTRAL_SETUP_TEST");
  expect(readEnvironment(folder)).toMatch(/^Cannot read .+ \(EISDIR\)/);
  writeFileSync(file, Buffer.from("\uFEFFA=b\n", "utf16le"));
  expect(readEnvironment(file)).toMatch(/save it as plain text in UTF-8/);
  expect(readConfig(readEnvironment(file))).toEqual({ ok: false, problems: [readEnvironment(file)] });
  writeFileSync(file, '\uFEFFMISTRAL_SETUP_TEST="first"\nPATH=hidden\n');
  const { MISTRAL_SETUP_TEST, PATH } = readEnvironment(file) as Env;
  expect([MISTRAL_SETUP_TEST, PATH === "hidden"]).toEqual(["first", false]);
});
