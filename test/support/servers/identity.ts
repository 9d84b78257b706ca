import { createSign, generateKeyPairSync } from "node:crypto";
import { listenRaw } from "./raw-server.ts";

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
