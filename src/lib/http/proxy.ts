import https from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { EnvHttpProxyAgent, setGlobalDispatcher } from "undici";

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

/** From now on every https call of this process leaves by the proxy. Socket Mode has to be given the dispatcher. */
export function leaveBy(proxy: HttpsProxy): void {
  const noProxy = proxy.direct.join(",");
  setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: "", httpsProxy: proxy.url, noProxy }));
  if (!isDirect(MICROSOFT_LOGIN, proxy))
    https.globalAgent = new HttpsProxyAgent(proxy.url, { keepAlive: true }) as unknown as https.Agent;
}
