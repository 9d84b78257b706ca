import { createSign, generateKeyPairSync } from "node:crypto";
import { listenRaw } from "./raw-server.ts";
import { scripted } from "./scripted.ts";

export const ISSUER = "https://api.botframework.com";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

// Making a key takes a while.
const pairs = {
  right: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  wrong: generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
type Signed = keyof typeof pairs | "none";
type Claims = Record<string, unknown>;

/** A key as Microsoft publishes it. */
export const published = (kid: string, which: keyof typeof pairs = "right", extra: object = {}) => ({
  ...pairs[which].publicKey.export({ format: "jwk" }),
  ...{ kid, use: "sig", endorsements: ["msteams"], ...extra },
});

/** Microsoft's identity service: publishes `keys`, and signs what it is told to sign, for this bot. */
export async function startIdentity(appId: string, endorsements: string[] | undefined = ["msteams"]) {
  const keys: unknown[] = [published("own", "right", { endorsements })];
  const state = { isDown: false, keys, reads: 0 };
  const server = await listenRaw((request, response) => {
    if (state.isDown) return void response.writeHead(502).end();
    if (request.url === "/keys") state.reads += 1;
    const metadata = { issuer: ISSUER, jwks_uri: `${server.url}/keys` };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(request.url === "/keys" ? { keys: state.keys } : metadata));
  });

  /** `header` and `claims` replace parts of a right one. */
  function token(claims: Claims = {}, header: Claims = {}, key: Signed = "right"): string {
    const now = Math.floor(Date.now() / 1000);
    const right = { iss: ISSUER, aud: appId, nbf: now - 60, exp: now + 3600 };
    const { alg = "RS256" } = header;
    const signed = `${encode({ alg, typ: "JWT", kid: "own", ...header })}.${encode({ ...right, ...claims })}`;
    if (key === "none") return `${signed}.`;
    const signer = createSign(`RSA-SHA${/^RS(\d+)$/.exec(String(alg))?.[1] ?? 256}`).update(signed);
    return `${signed}.${signer.sign(pairs[key].privateKey, "base64url")}`;
  }
  return { token, state, url: server.url, close: server.close };
}

export const SERVICE = "https://smba.trafficmanager.net/emea/";
export const OLGA = { id: "29:1olga", aadObjectId: "1a2b3c4d-0000-4000-8000-000000000001", name: "Olga" };

/** Microsoft's directory, as its SDK asks it for a token. It takes these client secrets, and keeps what it was given. */
export async function startDirectory(tenant: string, ...secrets: string[]) {
  const base = `https://login.microsoftonline.com/${tenant}`;
  const given: string[] = [];
  const { url, close } = await scripted(async ({ url: asked, body }) => {
    if (asked.pathname.includes("openid-configuration"))
      return {
        body: {
          ...{ issuer: `${base}/v2.0`, authorization_endpoint: `${base}/oauth2/v2.0/authorize` },
          ...{ token_endpoint: `${base}/oauth2/v2.0/token`, jwks_uri: `${base}/discovery/v2.0/keys` },
        },
      };
    const secret = new URLSearchParams(body).get("client_secret") ?? "";
    given.push(secret);
    if (secrets.includes(secret))
      return { body: { token_type: "Bearer", expires_in: 3599, access_token: "a-token-of-the-bot" } };
    const error_description = "AADSTS7000215: Invalid client secret provided.";
    return { status: 401, body: { error: "invalid_client", error_description } };
  });
  return { url, close, secrets, given };
}

type Help = { readonly app: string; readonly tenant: string; readonly chat: string; readonly id?: string };

/** Olga writes `help` to the bot; `token`: what Microsoft signs it with. What has the same `id` is the same message. */
export const writesHelp = (url: string, token: string, { app, tenant, chat, id = "1749000000001" }: Help) =>
  fetch(`${url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({
      ...{ type: "message", id, timestamp: new Date().toISOString(), channelId: "msteams", text: "help" },
      ...{ serviceUrl: SERVICE, from: OLGA, recipient: { id: `28:${app}`, name: "Mistral Setup" } },
      conversation: { tenantId: tenant, id: chat, conversationType: "personal" },
      channelData: { tenant: { id: tenant } },
    }),
  });
