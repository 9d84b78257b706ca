import { lookup } from "node:dns/promises";
import { existsSync, realpathSync, statSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, join } from "node:path";
import { z } from "zod";
import { deadLetters } from "../../app/alerts/dead-letters.ts";
import type { Config, ConfigResult } from "../../config/config.ts";
import { readDotEnv } from "../../config/dot-env.ts";
import { isLoopback } from "../../config/values.ts";
import { VARIABLES } from "../../config/variables.ts";
import { AppError, codeOf } from "../../lib/errors.ts";
import { fetchWhole } from "../../lib/http/fetch-whole.ts";
import { isDirect, MICROSOFT_LOGIN } from "../../lib/http/proxy.ts";
import { createHttpServer, reachable } from "../../lib/http/server.ts";
import { parseJson } from "../../lib/json.ts";
import { within } from "../../lib/timing.ts";
import { copiesBefore, fileBehind, isLocked } from "../../store/db/files.ts";
import { requireBinary } from "../../store/db/sqlite.ts";
import { openStore } from "../../store/store.ts";
import type { Tx } from "../../store/tx.ts";
import { VERSION } from "../../version.ts";
import { type DatabaseFile, timeOf } from "../answer.ts";
import { type Finding, type Found, fail, ok, skipped, warn } from "./finding.ts";

const OURS = /^(?:BILLING|DATABASE|LOG|METRICS|MICROSOFT|MISTRAL|SETUP|SLACK|SYNC|TEAMS)_[A-Z_]{1,60}$/;

/** It looks like a variable of this program and is none: what is misspelled has no effect, and nothing else says so. */
const isUnknown = (name: string) => OURS.test(name) && !VARIABLES.some((known) => known === name);

/** `unread`: why the file could not be read, in one sentence. */
export function envFileFinding(unread: string | null, folder: string): Finding {
  if (unread !== null) return fail("env-file", unread, "Fix it: the server doesn't start either.");
  const path = join(folder, ".env");
  if (!existsSync(path)) return skipped("env-file", `There's no ${path}; only the environment counts.`);
  const names = Object.keys(readDotEnv(path));
  const late = "Set it where the process is started, such as in the unit or the compose file.";
  if (names.includes("NODE_EXTRA_CA_CERTS"))
    return warn("env-file", `${path} sets NODE_EXTRA_CA_CERTS, which Node reads before this file.`, late);
  const unknown = names.filter(isUnknown).toSorted().join(", ");
  const mend = "Compare with .env.example: a misspelled name has no effect.";
  if (unknown === "") return ok("env-file", `${path} is read.`);
  return warn("env-file", `${path} sets ${unknown}, which this program doesn't know.`, mend);
}

const gives = (path: string, rights: number): boolean =>
  ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & rights) !== 0;

/**
 * Files of Windows have no such rights. A service may be let in by its group, with another owner. Others come to no file in
 * a folder that they cannot enter.
 */
const isOpen = (file: string): boolean =>
  process.platform !== "win32" && gives(file, 0o007) && gives(dirname(realpathSync(file)), 0o001);

/** `secrets`: the files that hold some. */
export function privateFinding(folder: string, path: string, secrets: readonly string[]): Finding {
  const database = [path, `${path}-wal`, `${path}-shm`, ...copiesBefore(fileBehind(path))];
  const open = [join(folder, ".env"), ...secrets, ...database].filter(isOpen).join(" ");
  if (open === "") return ok("private", "Others on this machine can't read .env, secrets or the database.");
  return warn("private", `Everybody on this machine can read ${open}.`, `Run chmod o-rwx ${open}.`);
}

export function configurationFindings(result: ConfigResult): Found {
  if (!result.ok)
    return result.problems.map((problem) =>
      fail("configuration", problem, "Fix it in .env or the environment, then restart the server."),
    );
  const { mode, slack, teams, mistral } = result.config;
  if (mode === "sandbox")
    return ok("configuration", "Nothing is configured, so this is the sandbox: nothing leaves this machine.");
  const chats = [
    ...(slack === null ? [] : [`Slack over ${slack.transport.kind === "http" ? "HTTP" : "Socket Mode"}`]),
    ...(teams === null ? [] : [teams.kind === "local" ? "Teams for local clients" : "Teams"]),
  ];
  const guided = mistral.adminKey === null ? "guided" : "automatic";
  return ok("configuration", `${chats.join(" and ")}, ${guided} mode.`);
}

/** Slack and Microsoft sign with a time. What is five minutes old, or a minute ahead, is refused. */
const MUCH_MS = 60_000;

/** `ahead`: by how much (ms) this clock is, for each answer. One of the others may be wrong, so the nearest counts. */
export function clockFinding(ahead: readonly number[]): Finding {
  const [by] = ahead.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  if (by === undefined) return skipped("clock", "Nobody answered, so there's no clock to compare.");
  if (Math.abs(by) < MUCH_MS) return ok("clock", "This machine's clock is right.");
  const what = `This machine's clock is ${Math.round(Math.abs(by) / 1000)} seconds ${by > 0 ? "ahead" : "behind"}.`;
  return fail("clock", what, "Set it by NTP: requests from Slack and Teams seem too old or too new.");
}

const MICROSOFT = [MICROSOFT_LOGIN, "login.botframework.com", "smba.trafficmanager.net"];
const ANSWERED_MS = 4_000;

export type Resolve = (host: string) => Promise<unknown>;

/** `resolve`: as the system does it for every connection. */
export async function dnsFinding(
  config: Config,
  resolve: Resolve = (host) => lookup(host),
): Promise<Finding> {
  const { proxy } = config;
  // The proxy looks up the others.
  const own = hostsOf(config).filter((host) => proxy === null || isDirect(host, proxy));
  const hosts = [...own, proxy === null ? "" : new URL(proxy.url).hostname].filter(isName);
  if (hosts.length === 0) return skipped("dns", "No other host is needed.");
  const asked = hosts.map(async (host) => {
    const done = within(resolve(host), ANSWERED_MS).then((found) => found !== "late" || "no answer");
    const trouble = await done.catch((error: unknown) => codeOf(error) || "no answer");
    return trouble === true ? [] : [`${host} (${trouble})`];
  });
  const wrong = (await Promise.all(asked)).flat();
  if (wrong.length === 0) return ok("dns", `DNS knows ${hosts.join(", ")}.`);
  const mend = "Check this machine's DNS servers (/etc/resolv.conf) and the firewall.";
  return fail("dns", `DNS doesn't know ${wrong.join(", ")}.`, mend);
}

const isName = (host: string): boolean => host !== "" && isIP(host) === 0 && !isLoopback(host);

/** All that are called. */
export function hostsOf({ slack, teams, mistral }: Config): string[] {
  const slackHost = slack === null ? "" : new URL(slack.apiUrl).hostname;
  const sockets = slack?.transport.kind === "socket" ? ["wss-primary.slack.com", "wss-backup.slack.com"] : [];
  const isAsked = mistral.adminKey !== null || mistral.key !== null;
  const all = [
    slackHost,
    ...(slackHost === "slack.com" ? ["hooks.slack.com", "files.slack.com", ...sockets] : []),
    ...(teams?.kind === "tenant" ? MICROSOFT : []),
    ...(isAsked ? [new URL(mistral.apiUrl).hostname] : []),
  ];
  return [...new Set(all)].filter(isName);
}

export type Known = ReturnType<typeof knownFrom>;

/** What those who ask another side go by. `seen` is shown each answer. */
export type Told = {
  readonly known: Known | null;
  readonly now: number;
  readonly seen: (answer: Pick<Response, "headers">) => void;
};

/** Throws an AppError that says why it cannot be used. */
export function lookAtDatabase(database: DatabaseFile): { finding: Finding; known: Known | null } {
  requireBinary();
  const { path, kind } = database;
  if (!existsSync(path)) {
    const what = `There's no ${path} yet: the first start creates it, if this user may write there.`;
    return { finding: skipped("database", what), known: null };
  }
  const store = openStore({ ...database, access: "read" });
  try {
    const whose = kind === "sandbox" ? "the sandbox" : "a real Setup";
    const size = `${(statSync(path).size / 1024 / 1024).toFixed(1)} MB`;
    const what = `${path} holds ${whose} of this version, and is whole (quick check, ${size}).`;
    return { finding: ok("database", what), known: store.read(knownFrom) };
  } finally {
    store.close();
  }
}

/** What the database says of the rest of the world. Times are epoch ms. */
function knownFrom(tx: Tx) {
  return {
    setup: tx.setup.load(),
    alerts: tx.alerts.open(),
    dead: deadLetters(tx),
    heard: {
      slack: tx.processedRequests.latest("slack:"),
      slackForged: tx.processedRequests.latest("forged:slack"),
      slackCommand: tx.processedRequests.latest("slack:command:"),
      teams: tx.processedRequests.latest("teams:"),
    },
  };
}

export function workFinding({ dead }: Known): Finding {
  if (dead.length === 0) return ok("work", "No job was given up.");
  const kinds = [...new Set(dead.map(({ kind }) => kind))].join(", ");
  const oldest = timeOf(Math.min(...dead.map(({ createdAt }) => createdAt)));
  const what = `Jobs given up: ${dead.length} (${kinds}), the oldest planned ${oldest}.`;
  const mend = "See which and why with npx mistral-setup dead-letters; retry or drop them there or in chat.";
  return warn("work", what, mend);
}

const ASKED_MS = 3_000;
const alive = z.object({ ok: z.literal(true), version: z.string() });

/** Whether a server runs on the database and answers; if none does, whether one could listen. */
export async function serverFindings({ host, port, metrics, databasePath: path }: Config): Promise<Found> {
  if (!isLocked(fileBehind(path))) {
    const none = existsSync(path)
      ? warn(
          "server",
          `No server runs on ${path}.`,
          "Start it: npm start in a clone, otherwise its service or container.",
        )
      : skipped("server", "No server yet.");
    const ofMetrics = metrics === null ? [] : [portFinding({ ...metrics, prefix: "METRICS_" })];
    return [none, ...(await Promise.all([portFinding({ host, port }), ...ofMetrics]))];
  }
  const url = `http://${reachable(host)}:${port}`;
  const { version } = alive.safeParse(parseJson((await ask(`${url}/healthz`)) ?? "")).data ?? {};
  if (version === undefined) {
    const what = `A server runs on ${path}, but nothing of this program answers at ${url}.`;
    const mend = "Run this with the server's HOST and PORT, or restart the server.";
    return fail("server", what, mend);
  }
  if (version !== VERSION) {
    const what = `The server at ${url} is of version ${version}, and this is ${VERSION}.`;
    return warn("server", what, "Restart the server, so that it runs what is installed.");
  }
  if ((await ask(`${url}/readyz`)) === '{"ready":true}')
    return ok("server", `A server runs on ${path}, and is ready at ${url}.`);
  const mend = "Fix what else is wrong here; otherwise its log says why.";
  return fail("server", `The server at ${url} is not ready.`, mend);
}

async function ask(url: string): Promise<string | null> {
  const answer = await fetchWhole(url, {}, { ms: ASKED_MS }).catch(() => null);
  return answer === null ? null : new TextDecoder().decode(answer.bytes ?? undefined);
}

async function portFinding(where: { host: string; port: number; prefix?: "METRICS_" }): Promise<Finding> {
  const log = { info() {}, warn() {}, error() {} };
  const server = createHttpServer({ ...where, handlers: [], log });
  try {
    await server.listen();
    await server.close(0);
    return ok("port", `Port ${where.port} on ${where.host} is free.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [what = "", mend = ""] = error.message.split(/(?<=\.) /);
    return fail("port", what, mend);
  }
}
