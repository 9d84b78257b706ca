import { type ConfigResult, secretsOf } from "../../config/config.ts";
import { FILE_VARIABLES } from "../../config/secret-files.ts";
import { leaveBy } from "../../lib/http/proxy.ts";
import { keepSecret } from "../../lib/redact.ts";
import { VERSION_LINE } from "../../version.ts";
import { misused, type Run } from "../answer.ts";
import { type CredentialsOf, slackFindings, teamsFindings } from "./chats.ts";
import { checked, linesOf, ok, reportOf } from "./finding.ts";
import {
  clockFinding,
  configurationFindings,
  dnsFinding,
  envFileFinding,
  hostsOf,
  type Known,
  lookAtDatabase,
  privateFinding,
  type Resolve,
  serverFindings,
  type Told,
  workFinding,
} from "./machine.ts";
import { mistralFindings } from "./mistral.ts";
import { proxyFinding } from "./proxy.ts";

export type DoctorSettings = {
  /** Why `.env` could not be read; null: it was, or there is none. */
  readonly unread: string | null;
  readonly result: ConfigResult;
  /** Where `.env` lies; the current folder. */
  readonly folder?: string;
  readonly credentialsOf?: CredentialsOf;
  readonly resolve?: Resolve;
};

type Configured = Extract<ConfigResult, { ok: true }>;

/** It changes nothing and sends nothing: every call is a read. */
export const runDoctor: Run<DoctorSettings> = async (args, settings, print, now = Date.now) => {
  const asJson = args[0] === "--json";
  if (args.length > (asJson ? 1 : 0)) return misused(print, "Usage: npx mistral-setup doctor [--json]");
  // What is waited for may be nothing that keeps a process alive.
  const alive = setInterval(() => {}, 1_000);
  const { unread, result, folder = "." } = settings;
  const found = await Promise.all([
    ok("version", `mistral-setup ${VERSION_LINE}, on Node ${process.versions.node}.`),
    checked("env-file", () => envFileFinding(unread, folder)),
    checked("configuration", () => configurationFindings(result)),
    result.ok ? findingsUnder(result, settings, now) : [],
  ]);
  clearInterval(alive);
  const report = reportOf(found.flat());
  if (asJson) print(JSON.stringify(report, null, 2));
  else for (const line of linesOf(report)) print(line);
  return report.ok ? 0 : 1;
};

/** The database first, because reading it holds up everything else, and it knows what to ask for. */
async function findingsUnder({ config, given }: Configured, settings: DoctorSettings, time: () => number) {
  const { folder = ".", credentialsOf, resolve } = settings;
  keepSecret(secretsOf(config));
  const heard = config.proxy === null ? new Map() : leaveBy(config.proxy);
  const { mode: kind, databasePath: path } = config;
  const secretFiles = FILE_VARIABLES.flatMap((variable) => given[variable] ?? []);
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
  const found = await Promise.all([
    checked("private", () => privateFinding(folder, path, secretFiles)),
    checked("work", () => (told.known === null ? [] : workFinding(told.known))),
    checked("server", () => serverFindings(config)),
    slackFindings(config.slack, told),
    teamsFindings(config.teams, told, credentialsOf),
    mistralFindings(config.mistral, told),
    checked("proxy", () => proxyFinding(config.proxy, hostsOf(config), heard)),
    checked("dns", () => dnsFinding(config, resolve)),
  ]);
  return [...database, ...found.flat(), clockFinding(ahead)];
}
