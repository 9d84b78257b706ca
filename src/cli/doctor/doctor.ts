import { type Config, type ConfigResult, secretsOf } from "../../config/config.ts";
import { keepSecret } from "../../lib/redact.ts";
import { misused, type Print } from "../answer.ts";
import { type Known, lookAtDatabase, outageFindings, type Told, workFinding } from "./database.ts";
import { checked, type Finding, linesOf, reportOf } from "./finding.ts";
import {
  clockFinding,
  configurationFindings,
  diskFinding,
  dnsFinding,
  envFileFindings,
  privateFinding,
  type Resolve,
} from "./machine.ts";
import { mistralFindings } from "./mistral.ts";
import { serverFindings } from "./server.ts";
import { slackFindings } from "./slack.ts";
import { type CredentialsOf, teamsFindings } from "./teams.ts";

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
  if (args.length > (asJson ? 1 : 0)) return misused(print, "Usage: npm run doctor [-- --json]");
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
  let known: Known | null = null;
  const database = await checked("database", () => {
    const sight = lookAtDatabase({ path, kind });
    known = sight.known;
    return sight.finding;
  });
  const ahead: number[] = [];
  const seen: Told["seen"] = ({ headers }) => {
    const at = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(at)) ahead.push(time() - at);
  };
  const told: Told = { known, now: time(), seen };
  const ofKnown = (look: (known: Known) => Finding | readonly Finding[]) => () =>
    told.known === null ? [] : look(told.known);
  const found = await Promise.all([
    checked("env-file", () => envFileFindings(unread, folder)),
    checked("configuration", () => configurationFindings(result)),
    checked(
      "private",
      ofKnown(() => privateFinding(path)),
    ),
    checked("disk", () => diskFinding(path)),
    checked("server", () => serverFindings(config)),
    slackFindings(config.slack, told),
    teamsFindings(config.teams, told, credentialsOf),
    mistralFindings(config.mistral, told),
    checked("dns", () => dnsFinding(config, resolve)),
    checked("work", ofKnown(workFinding)),
    checked("outages", ofKnown(outageFindings)),
  ]);
  return [...database, ...found.flat(), clockFinding(ahead)];
}
