import { lookup } from "node:dns/promises";
import { existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, join, resolve } from "node:path";
import { type Config, type ConfigResult, unknownIn } from "../../config/config.ts";
import { isLoopback } from "../../config/values.ts";
import { codeOf } from "../../lib/errors.ts";
import { within } from "../../lib/timeout.ts";
import { type Finding, type Found, fail, ok, skipped, warn } from "./finding.ts";

/** `unread`: why the file could not be read, in one sentence. */
export function envFileFindings(unread: string | null, folder: string): Found {
  if (unread !== null) return fail("env-file", unread, "Mend that: the server does not start either.");
  const path = join(folder, ".env");
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined)
    return skipped("env-file", `There is no ${path} in this folder; only the environment counts.`);
  const unknown = unknownIn(readFileSync(path, "utf8")).join(", ");
  const found: Finding[] = [];
  // A service may be let in by its group, with another owner.
  if (isOpenTo(0o007, file.mode))
    found.push(warn("env-file", `Everybody on this machine may read ${path}.`, `Run chmod o-rwx ${path}.`));
  const mend = "Compare with .env.example: a misspelled name has no effect.";
  if (unknown !== "")
    found.push(warn("env-file", `${path} sets ${unknown}, which this program does not know.`, mend));
  return found.length > 0 ? found : ok("env-file", `${path} is read, and not by everybody.`);
}

/** Files of Windows have no such rights. */
const isOpenTo = (whom: number, mode = 0): boolean => process.platform !== "win32" && (mode & whom) !== 0;

export function configurationFindings(result: ConfigResult): Found {
  if (!result.ok)
    return result.problems.map((problem) =>
      fail("configuration", problem, "Mend it in .env or in the environment, then restart the server."),
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

export function privateFinding(path: string): Finding {
  const files = ["", "-wal", "-shm", ".before-upgrade"].map((end) => `${path}${end}`);
  const modeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.mode;
  const open = files.filter((file) => isOpenTo(0o077, modeOf(file))).join(" ");
  const folder = dirname(path);
  if (open !== "")
    return warn("private", `Others on this machine may read ${open}.`, `Run chmod 600 ${open}.`);
  if (isOpenTo(0o022, modeOf(folder)))
    return warn("private", `Others may write to the folder ${folder}.`, `Run chmod 700 ${folder}.`);
  return ok("private", "Only this user may read the database.");
}

const MB = 1024 * 1024;

export function diskFinding(path: string): Finding {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = (bavail * bsize) / MB;
  const what = `${Math.round(free)} MB are free on the disk of the database.`;
  const mend = "Make room: on a full disk nothing can be saved, and nothing happens.";
  return free < 20 ? fail("disk", what, mend) : free < 200 ? warn("disk", what, mend) : ok("disk", what);
}

/** Slack and Microsoft sign with a time. What is five minutes old, or a minute ahead, is refused. */
const MUCH_MS = 60_000;

/** `ahead`: by how much (ms) this clock is, for each answer. One of the others may be wrong, so the nearest counts. */
export function clockFinding(ahead: readonly number[]): Finding {
  const [by] = ahead.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  if (by === undefined) return skipped("clock", "Nobody answered whose clock could be compared.");
  if (Math.abs(by) < MUCH_MS) return ok("clock", "This machine's clock is that of the others.");
  const what = `This machine's clock is ${Math.round(Math.abs(by) / 1000)} seconds ${by > 0 ? "ahead" : "behind"}.`;
  return fail("clock", what, "Set it by NTP: requests from Slack and Teams seem too old or too new.");
}

const MICROSOFT = ["login.microsoftonline.com", "login.botframework.com", "smba.trafficmanager.net"];
const ANSWERED_MS = 4_000;

/** Fails where there is no such host. */
export type Resolve = (host: string) => Promise<unknown>;

/** `resolve`: as the system does it for every connection. */
export async function dnsFinding(
  config: Config,
  resolve: Resolve = (host) => lookup(host),
): Promise<Finding> {
  const hosts = hostsOf(config);
  if (hosts.length === 0) return skipped("dns", "No host outside of this machine is needed.");
  const asked = hosts.map(async (host) => {
    const done = within(resolve(host), ANSWERED_MS).then((found) => found !== "late" || "no answer");
    const trouble = await done.catch((error: unknown) => codeOf(error) || "no answer");
    return trouble === true ? [] : [`${host} (${trouble})`];
  });
  const wrong = (await Promise.all(asked)).flat();
  if (wrong.length === 0) return ok("dns", `DNS knows ${hosts.join(", ")}.`);
  const mend =
    "See which DNS servers this machine asks (/etc/resolv.conf), and whether a firewall is in between.";
  return fail("dns", `DNS does not know ${wrong.join(", ")}.`, mend);
}

function hostsOf({ slack, teams, mistral }: Config): string[] {
  const slackHost = slack === null ? "" : new URL(slack.apiUrl).hostname;
  const isAsked = mistral.adminKey !== null || mistral.key !== null;
  const all = [
    slackHost,
    ...(slackHost === "slack.com" ? ["hooks.slack.com", "wss-primary.slack.com"] : []),
    ...(teams?.kind === "tenant" ? MICROSOFT : []),
    ...(isAsked ? [new URL(mistral.apiUrl).hostname] : []),
  ];
  return [...new Set(all)].filter((host) => host !== "" && isIP(host) === 0 && !isLoopback(host));
}
