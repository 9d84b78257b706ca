import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type ConfigResult, unknownIn } from "../../config/config.ts";
import { ROOT } from "../../root.ts";
import { type Finding, type Found, fail, ok, skipped, warn } from "./finding.ts";

const PACKAGE = new URL("package.json", ROOT);

const EVERYBODY = 0o007;

export function nodeFindings(version = process.versions.node): Found {
  const { engines } = JSON.parse(readFileSync(PACKAGE, "utf8")) as { engines: { node: string } };
  const least = engines.node.replace(/[^\d.]/g, "");
  const parts = (text: string) => text.split(".").map(Number);
  const [[major = 0, minor = 0], [leastMajor = 0, leastMinor = 0]] = [parts(version), parts(least)];
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
    ? ok("node", `Node ${version}.`)
    : fail("node", `Node ${version} is too old.`, `Install Node ${least} or newer.`);
}

/** `unread`: why the file could not be read, in one sentence that says what to do. */
export function envFileFindings(unread: string | null, folder: string): Found {
  if (unread !== null) {
    const [what = unread, mend = "Let this user read it."] = unread.split(": ");
    return fail("env-file", `${what}.`, `${mend.charAt(0).toUpperCase()}${mend.slice(1)}`);
  }
  const path = join(folder, ".env");
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined)
    return skipped("env-file", `There is no ${path} in this folder; only the environment counts.`);
  const unknown = unknownIn(readFileSync(path, "utf8")).join(", ");
  const found: Finding[] = [];
  // A service may be let in by its group, with another owner.
  if (isOpenToOthers(file.mode, EVERYBODY))
    found.push(warn("env-file", `Everybody on this machine may read ${path}.`, `Run chmod o-rwx ${path}.`));
  const mend = "Compare with .env.example: a misspelled name has no effect.";
  if (unknown !== "")
    found.push(warn("env-file", `${path} sets ${unknown}, which this program does not know.`, mend));
  return found.length > 0 ? found : ok("env-file", `${path} is read, and not by everybody.`);
}

/** Files of Windows have no such rights. */
export const isOpenToOthers = (mode: number, which = 0o077): boolean =>
  process.platform !== "win32" && (mode & which) !== 0;

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
