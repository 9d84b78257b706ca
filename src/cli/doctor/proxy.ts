import { request } from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { codeOf } from "../../lib/errors.ts";
import { type HttpsProxy, isDirect } from "../../lib/http/proxy.ts";
import { within } from "../../lib/timing.ts";
import { type Finding, fail, ok, skipped } from "./finding.ts";

const ANSWERED_MS = 4_000;

const PROGRAM = "Check HTTPS_PROXY, and that the proxy runs.";
const CREDENTIALS = "Check the user and the password in HTTPS_PROXY, with %40 for an @ and %3A for a colon.";
const ALLOW = "Have the proxy let this machine through to these hosts, port 443.";
const AUTHORITY =
  "Name the file with the proxy's own CA in NODE_EXTRA_CA_CERTS, where the process is started: in .env it comes too late.";

/** What stands between this machine and a host; null: nothing. A number is what the proxy answered. */
type Obstacle = { readonly host: string; readonly why: string };

/** An answer of the host itself, whatever it says, is all that is wanted. Any status but 200 to CONNECT is the proxy's. */
async function tried(host: string, agent: HttpsProxyAgent<string>): Promise<readonly Obstacle[]> {
  const answered = new Promise<string | null>((resolve) => {
    const call = request({ host, method: "HEAD", agent, timeout: ANSWERED_MS }, (answer) => {
      answer.destroy();
      resolve(null);
    });
    call.once("proxyConnect", ({ statusCode }: { statusCode: number }) => {
      if (statusCode !== 200) resolve(`${statusCode}`);
    });
    call.once("error", (error) => resolve(codeOf(error) || "no answer"));
    call.end();
  });
  const why = await within(answered, ANSWERED_MS);
  return why === null ? [] : [{ host, why: why === "late" ? "no answer" : why }];
}

function mendOf(all: readonly Obstacle[]): string {
  const isAny = (pattern: RegExp) => all.some(({ why }) => pattern.test(why));
  if (isAny(/^407$/)) return CREDENTIALS;
  if (isAny(/^\d{3}$/)) return ALLOW;
  return isAny(/CERT|SELF_SIGNED|VERIFY/) ? AUTHORITY : PROGRAM;
}

/** Whether each of these hosts is reached by the proxy. */
export async function proxyFinding(proxy: HttpsProxy | null, hosts: readonly string[]): Promise<Finding> {
  if (proxy === null) return skipped("proxy", "HTTPS_PROXY isn't set: calls leave this machine directly.");
  const { host: at } = new URL(proxy.url);
  const [direct, others] = [true, false].map((is) => hosts.filter((host) => isDirect(host, proxy) === is));
  const beside = direct?.length ? ` Called directly: ${direct.join(", ")}.` : "";
  const why = beside === "" ? "" : ", because NO_PROXY names them all";
  if (!others?.length) return skipped("proxy", `No host is called by the proxy at ${at}${why}.${beside}`);
  const agent = new HttpsProxyAgent(proxy.url);
  const obstacles = (await Promise.all(others.map((host) => tried(host, agent)))).flat();
  if (obstacles.length === 0) return ok("proxy", `The proxy at ${at} reaches ${others.join(", ")}.${beside}`);
  const listed = obstacles.map(({ host, why }) => `${host} (${why})`).join(", ");
  return fail("proxy", `The proxy at ${at} doesn't reach ${listed}.`, mendOf(obstacles));
}
