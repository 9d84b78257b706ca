import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Config } from "../../config/config.ts";
import { isLoopback } from "../../config/values.ts";
import { codeOf } from "../../lib/errors.ts";
import { within } from "../../lib/timeout.ts";
import { type Found, fail, ok, skipped } from "./finding.ts";

const MICROSOFT = ["login.microsoftonline.com", "login.botframework.com", "smba.trafficmanager.net"];
const SLACK = "slack.com";
const ANSWERED_MS = 4_000;

/** Fails where there is no such host. */
export type Resolve = (host: string) => Promise<unknown>;

/** As the system does it for every connection. */
const bySystem: Resolve = (host) => lookup(host);

type Needs = Pick<Config, "slack" | "teams" | "mistral">;

export async function dnsFindings(needs: Needs, resolve: Resolve = bySystem): Promise<Found> {
  const hosts = hostsOf(needs);
  if (hosts.length === 0) return skipped("dns", "No host outside of this machine is needed.");
  const found = await Promise.all(hosts.map(async (host) => [host, await troubleOf(host, resolve)] as const));
  const wrong = found.flatMap(([host, trouble]) => (trouble === null ? [] : [`${host} (${trouble})`]));
  if (wrong.length === 0) return ok("dns", `DNS knows ${hosts.join(", ")}.`);
  const mend =
    "See which DNS servers this machine asks (/etc/resolv.conf), and whether a firewall is in between.";
  return fail("dns", `DNS does not know ${wrong.join(", ")}.`, mend);
}

async function troubleOf(host: string, resolve: Resolve): Promise<string | null> {
  try {
    return (await within(resolve(host), ANSWERED_MS)) === "late" ? "no answer" : null;
  } catch (error) {
    return codeOf(error) || "no answer";
  }
}

function hostsOf({ slack, teams, mistral }: Needs): string[] {
  const api = slack === null ? [] : [new URL(slack.apiUrl).hostname];
  const ofSlack = api.includes(SLACK)
    ? ["hooks.slack.com", ...(slack?.transport.kind === "socket" ? ["wss-primary.slack.com"] : [])]
    : [];
  const isAsked = mistral.adminKey !== null || mistral.key !== null;
  const all = [
    ...[...api, ...ofSlack],
    ...(teams?.kind === "tenant" ? MICROSOFT : []),
    ...(isAsked ? [new URL(mistral.apiUrl).hostname] : []),
  ];
  return [...new Set(all)].filter((host) => isIP(host) === 0 && !isLoopback(host));
}
