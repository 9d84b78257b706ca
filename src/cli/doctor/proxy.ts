import { type HttpsProxy, isDirect, type leaveBy } from "../../lib/http/proxy.ts";
import { type Finding, fail, ok, skipped } from "./finding.ts";

const ANSWERED_MS = 4_000;

const PROGRAM = "Check HTTPS_PROXY, and that the proxy runs.";
const CREDENTIALS =
  "Check the user and the password in HTTPS_PROXY, with %40 for @, %3A for a colon and %2F for /.";
const ALLOW = "Have the proxy let this machine through to these hosts, port 443.";
const AUTHORITY =
  "Name the file with the proxy's own CA in NODE_EXTRA_CA_CERTS, where the process is started: in .env it comes too late.";

/** `missed`: each host with what the proxy answered, or a code. */
function mendOf(missed: string): string {
  if (/\(407\)/.test(missed)) return CREDENTIALS;
  if (/\(\d{3}\)/.test(missed)) return ALLOW;
  return /CERT|SELF_SIGNED|VERIFY/.test(missed) ? AUTHORITY : PROGRAM;
}

/** Whether each of these hosts is reached by the proxy. `heard`: what it came to when the process tried one. */
export async function proxyFinding(
  proxy: HttpsProxy | null,
  hosts: readonly string[],
  heard: ReturnType<typeof leaveBy>,
): Promise<Finding> {
  if (proxy === null) return skipped("proxy", "HTTPS_PROXY isn't set: calls leave this machine directly.");
  const { host: at } = new URL(proxy.url);
  const [direct, others] = [true, false].map((is) => hosts.filter((host) => isDirect(host, proxy) === is));
  const beside = direct?.length ? ` NO_PROXY has the bot call ${direct.join(", ")} directly.` : "";
  if (!others?.length) return skipped("proxy", `No host is called by the proxy at ${at}.${beside}`);
  const call = { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(ANSWERED_MS) } as const;
  // Whatever the host answers, it was reached.
  await Promise.all(others.map((host) => fetch(`https://${host}`, call).catch(() => {})));
  const why = (host: string) => (heard.has(host) ? heard.get(host) : "no answer");
  const missed = others.flatMap((host) => (why(host) ? `${host} (${why(host)})` : [])).join(", ");
  if (missed === "") return ok("proxy", `The proxy at ${at} reaches ${others.join(", ")}.${beside}`);
  return fail("proxy", `The proxy at ${at} doesn't reach ${missed}.`, mendOf(missed));
}
