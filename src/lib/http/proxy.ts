import https from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { EnvHttpProxyAgent, Pool, setGlobalDispatcher } from "undici";
import { codeOf } from "../errors.ts";
import type { Log } from "../log.ts";

/** `url`: with credentials, percent-encoded, where it asks for some. `direct`: hosts that are called without it. */
export type HttpsProxy = { readonly url: string; readonly direct: readonly string[] };

/** As undici reads NO_PROXY: a name counts for the names below it as well, and a star for all. Every call goes to port 443. */
export const isDirect = (host: string, { direct }: Pick<HttpsProxy, "direct">): boolean =>
  direct.some((entry) => {
    const name = entry.replace(/^\*?\.|:443$/g, "");
    return name === "*" || host === name || host.endsWith(`.${name}`);
  });

/** Where Microsoft's SDK gets its tokens, the one call that does not go by `fetch`. */
export const MICROSOFT_LOGIN = "login.microsoftonline.com";

/**
 * From now on every https call of this process leaves by the proxy. Socket Mode has to be given the dispatcher. Gives why the
 * proxy did not lead to a host when that was tried last: what the proxy answered, or a code; null: it did.
 */
export function leaveBy({ url, direct }: HttpsProxy, log?: Log): ReadonlyMap<string, string | null> {
  const known = new Map<string, string | null>();
  const heard = (host: string, why: string | null): void => {
    if (why !== null && !known.get(host))
      log?.warn({}, `the proxy at ${new URL(url).host} does not lead to ${host} (${why})`);
    known.set(host, why);
  };
  const missed = (host: string, error: unknown): void =>
    heard(host, /\((\d{3})\)/.exec(String(error))?.[1] ?? (codeOf(error) || "no answer"));
  const factory = (origin: URL, options: object) => {
    const { host } = new URL(origin);
    const pool = new Pool(origin, options);
    if (isDirect(host, { direct })) return pool;
    return pool
      .on("connect", () => heard(host, null))
      .on("connectionError", (_, __, error) => missed(host, error));
  };
  // A star beside other names is none to undici.
  const noProxy = direct.includes("*") ? "*" : direct.join(",");
  setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: "", httpsProxy: url, noProxy, factory }));
  if (isDirect(MICROSOFT_LOGIN, { direct })) return known;
  const agent = new HttpsProxyAgent(url, { keepAlive: true });
  const connect = agent.connect.bind(agent);
  agent.connect = (request, options) => {
    request.once("proxyConnect", ({ statusCode }: { statusCode: number }) =>
      heard(MICROSOFT_LOGIN, statusCode === 200 ? null : `${statusCode}`),
    );
    const connected = connect(request, options);
    connected.catch((error: unknown) => missed(MICROSOFT_LOGIN, error));
    return connected;
  };
  https.globalAgent = agent as unknown as https.Agent;
  return known;
}
