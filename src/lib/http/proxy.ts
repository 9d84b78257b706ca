import https from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { EnvHttpProxyAgent, Pool, setGlobalDispatcher } from "undici";
import { codeOf } from "../errors.ts";
import type { Log } from "../log.ts";

/** `url`: with credentials, percent-encoded, where it asks for some. `direct`: hosts that are called without it. */
export type HttpsProxy = { readonly url: string; readonly direct: readonly string[] };

/** As Node reads NO_PROXY: a name counts for the names below it as well, and a star for all. */
export const isDirect = (host: string, { direct }: HttpsProxy): boolean =>
  direct.some((entry) => {
    const name = entry.replace(/^\*?\./, "");
    return name === "*" || host === name || host.endsWith(`.${name}`);
  });

/** Where Microsoft's SDK gets its tokens, the one call that does not go by `fetch`. */
const MICROSOFT_LOGIN = "login.microsoftonline.com";

/**
 * From now on every https call of this process leaves by the proxy. Socket Mode has to be given the dispatcher. Gives what
 * says why the proxy could not be reached when it was last tried; null: it was.
 */
export function leaveBy(proxy: HttpsProxy, log?: Log): () => string | null {
  const noProxy = proxy.direct.join(",");
  const { host } = new URL(proxy.url);
  let trouble: string | null = null;
  const heard = (error: unknown) => {
    const before = trouble;
    trouble =
      error === null ? null : `the proxy at ${host} cannot be reached (${codeOf(error) || "no answer"})`;
    if (before === null && trouble !== null) log?.warn({}, trouble);
  };
  const clientFactory = (origin: URL, options: object) =>
    new Pool(origin, options)
      .on("connect", () => heard(null))
      .on("connectionError", (_, __, error) => heard(error));
  setGlobalDispatcher(
    new EnvHttpProxyAgent({ httpProxy: "", httpsProxy: proxy.url, noProxy, clientFactory }),
  );
  if (isDirect(MICROSOFT_LOGIN, proxy)) return () => trouble;
  const agent = new (class extends HttpsProxyAgent<string> {
    override connect(...call: Parameters<HttpsProxyAgent<string>["connect"]>) {
      const connected = super.connect(...call);
      connected.then(() => heard(null), heard);
      return connected;
    }
  })(proxy.url, { keepAlive: true });
  https.globalAgent = agent as unknown as https.Agent;
  return () => trouble;
}
