import { type Config, type ConfigResult, secretsOf } from "../../config/config.ts";
import { keepSecret } from "../../lib/redact.ts";
import { misused, type Print } from "../answer.ts";
import { checked } from "./checked.ts";
import { createClock } from "./clock.ts";
import { type DatabaseSight, diskFinding, lookAtDatabase, privateFinding } from "./database.ts";
import { dnsFindings, type Resolve } from "./dns.ts";
import { configurationFindings, envFileFindings, nodeFindings } from "./environment.ts";
import type { Finding } from "./finding.ts";
import { mistralFindings } from "./mistral.ts";
import { linesOf, reportOf } from "./report.ts";
import { serverFindings } from "./server.ts";
import { slackFindings } from "./slack.ts";
import { type CredentialsOf, teamsFindings } from "./teams.ts";
import { outageFindings, workFindings } from "./work.ts";

/** For a side as a whole: each of its checks has its own limit, and an SDK takes a while to load. */
const SIDE_MS = 15_000;

export type DoctorSettings = {
  /** Why `.env` could not be read; null: it was, or there is none. */
  readonly unread: string | null;
  readonly result: ConfigResult;
  /** All of the configuration, or as much of it as is in order. */
  readonly config: Config;
  /** Where `.env` lies; the current folder. */
  readonly folder?: string;
  readonly credentialsOf?: CredentialsOf;
  readonly resolve?: Resolve;
};

/**
 * Says what is wrong, and how to mend it, with the server running or not. It changes nothing and sends nothing: every call
 * is a read. Returns the exit code.
 */
export async function runDoctor(
  args: readonly string[],
  settings: DoctorSettings,
  print: Print,
  now: () => number = Date.now,
): Promise<number> {
  const asJson = args[0] === "--json";
  if (args.length > (asJson ? 1 : 0)) {
    return misused(print, "Usage: npm run doctor [-- --json]");
  }
  // What is waited for may be nothing that keeps a process alive.
  const alive = setInterval(() => {}, 1_000);
  keepSecret(secretsOf(settings.config));
  const report = reportOf(await allFindings(settings, now));
  clearInterval(alive);
  if (asJson) print(JSON.stringify(report, null, 2));
  else for (const line of linesOf(report)) print(line);
  return report.ok ? 0 : 1;
}

/** The database first, because reading it holds up everything else, and it knows what to ask for. */
async function allFindings(settings: DoctorSettings, time: () => number): Promise<Finding[]> {
  const { unread, result, config, folder = ".", credentialsOf, resolve } = settings;
  const { mode: kind, databasePath: path } = config;
  let seen: Omit<DatabaseSight, "finding"> = { known: null, isOurs: false };
  const database = await checked("database", () => {
    const { finding, ...sight } = lookAtDatabase({ path, kind });
    seen = sight;
    return finding;
  });
  const { known, isOurs } = seen;
  const now = time();
  const clock = createClock(time);
  const found = await Promise.all([
    checked("node", () => nodeFindings()),
    checked("env-file", () => envFileFindings(unread, folder)),
    checked("configuration", () => configurationFindings(result)),
    checked("private", () => (isOurs ? privateFinding(path) : [])),
    checked("disk", () => diskFinding(path)),
    checked("server", () => serverFindings(config)),
    checked("slack-token", () => slackFindings(config.slack, { known, now, seen: clock.seen }), SIDE_MS),
    checked(
      "teams-token",
      () => teamsFindings(config.teams, { known, now, seen: clock.seen }, credentialsOf),
      SIDE_MS,
    ),
    checked("mistral-key", () => mistralFindings(config.mistral, { known, now, seen: clock.seen }), SIDE_MS),
    checked("dns", () => dnsFindings(config, resolve)),
    checked("work", () => (known === null ? [] : workFindings(known.dead, now))),
    checked("outages", () => (known === null ? [] : outageFindings(known.alerts, now))),
  ]);
  return [...database, ...found.flat(), ...(await checked("clock", clock.findings))];
}
