import https from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { EnvHttpProxyAgent, Pool, setGlobalDispatcher } from "undici";
import { codeOf } from "../errors.ts";
import type { Log } from "../log.ts";

/** `url`: with credentials, percent-encoded, where it asks for some. `direct`: hosts that are called without it. */
export type HttpsProxy = { readonly url: string; readonly direct: readonly string[] };

/** As Node reads NO_PROXY: a name counts for the names below it as well, and a star for all. */
export const isDirect = (host: string, { direct }: Pick<HttpsProxy, "direct">): boolean =>
  direct.some((entry) => {
    const name = entry.replace(/^\*?\./, "");
    return name === "*" || host === name || host.endsWith(`.${name}`);
  });

/** Where Microsoft's SDK gets its tokens, the one call that does not go by `fetch`. */
const MICROSOFT_LOGIN = "login.microsoftonline.com";

/** From now on every https call of this process leaves by the proxy. Socket Mode has to be given the dispatcher. */
export function leaveBy({ url, direct }: HttpsProxy, log?: Log): void {
  let isReached = true;
  const tried = (error: unknown = null): void => {
    const why = () => `the proxy at ${new URL(url).host} cannot be reached (${codeOf(error) || "no answer"})`;
    if (error !== null && isReached) log?.warn({}, why());
    isReached = error === null;
  };
  const clientFactory = (origin: URL, options: object) =>
    new Pool(origin, options)
      .on("connect", () => tried())
      .on("connectionError", (_, __, error) => tried(error));
  const noProxy = direct.join(",");
  setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: "", httpsProxy: url, noProxy, clientFactory }));
  if (isDirect(MICROSOFT_LOGIN, { direct })) return;
  const agent = new HttpsProxyAgent(url, { keepAlive: true });
  const connect = agent.connect.bind(agent);
  agent.connect = (...call) => {
    const connected = connect(...call);
    connected.then(() => tried(), tried);
    return connected;
  };
  https.globalAgent = agent as unknown as https.Agent;
}
