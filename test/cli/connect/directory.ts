import { createVerify, X509Certificate } from "node:crypto";
import { text } from "node:stream/consumers";
import { must } from "../../support/must.ts";
import { startProxy } from "../../support/servers/proxy.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";

/** An app as Microsoft's directory knows it; `certificate`: PEM. */
type Known = {
  readonly tenantId: string;
  readonly appId: string;
  readonly secret?: string;
  readonly certificate?: string;
};

const HOSTS = ["login.microsoftonline.com", "login.botframework.com", "smba.trafficmanager.net"];

type Refusal = { readonly status: number; readonly error: string; readonly number: number };

/** Microsoft's directory as its documentation has it, where a proxy leads to it; `expired`: a secret that was right. */
export async function startDirectory({ tenantId, appId, secret, certificate }: Known, expired = "") {
  const asked: string[] = [];
  const server = await listenRaw(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://directory");
    const form = new URLSearchParams(await text(request));
    const refused = pathname.startsWith(`/${tenantId}/`)
      ? pathname.endsWith("/token") && refusalOf(form)
      : { status: 400, error: "invalid_tenant", number: 90002 };
    asked.push(pathname);
    response.setHeader("content-type", "application/json");
    if (refused) {
      const { status, error, number } = refused;
      const error_description = `AADSTS${number}: refused.\r\nTrace ID: 1\r\nTimestamp: 2026-01-01 00:00:00Z`;
      response.writeHead(status).end(JSON.stringify({ error, error_description, error_codes: [number] }));
      return;
    }
    const base = `https://login.microsoftonline.com/${tenantId}`;
    response.end(
      JSON.stringify(
        pathname.endsWith("/token")
          ? { token_type: "Bearer", expires_in: 3599, access_token: "a-token-of-the-bot" }
          : {
              ...{ issuer: `${base}/v2.0`, authorization_endpoint: `${base}/oauth2/v2.0/authorize` },
              ...{ token_endpoint: `${base}/oauth2/v2.0/token`, jwks_uri: `${base}/discovery/v2.0/keys` },
            },
      ),
    );
  });

  function refusalOf(form: URLSearchParams): Refusal | false {
    if (form.get("client_id") !== appId) return { status: 400, error: "unauthorized_client", number: 700016 };
    const given = form.get("client_secret");
    if (given !== null && given === secret) return false;
    const number = given === expired ? 7000222 : 7000215;
    return isSigned(form.get("client_assertion")) ? false : { status: 401, error: "invalid_client", number };
  }

  /** Signed by the certificate's key, which its thumbprint names. */
  function isSigned(assertion: string | null): boolean {
    if (assertion === null || certificate === undefined) return false;
    const { fingerprint, publicKey } = new X509Certificate(certificate);
    const [head = "", claims = "", signature = ""] = assertion.split(".");
    const { alg, x5t } = JSON.parse(Buffer.from(head, "base64url").toString());
    const thumbprint = Buffer.from(must(fingerprint).replaceAll(":", ""), "hex").toString("base64url");
    const verifier = createVerify("RSA-SHA256").update(`${head}.${claims}`);
    return alg === "RS256" && x5t === thumbprint && verifier.verify(publicKey, signature, "base64url");
  }

  const hosts = Object.fromEntries(HOSTS.map((host) => [host, server.url]));
  const proxy = await startProxy({ hosts, user: "bot", password: "p@ss" });
  return {
    /** For the process: NODE_EXTRA_CA_CERTS has to name a file with `authority`. */
    ...{ proxyUrl: proxy.url, authority: proxy.certificate.cert, asked },
    async close() {
      await proxy.close();
      await server.close();
    },
  };
}
