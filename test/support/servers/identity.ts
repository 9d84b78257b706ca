import { createHash, createPrivateKey, createSign, generateKeyPairSync } from "node:crypto";
import { listenRaw } from "./raw-server.ts";

export const ISSUER = "https://api.botframework.com";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });

type Claims = Record<string, unknown>;

/** Microsoft's identity service: publishes keys, and signs what it is told to sign, for this bot. */
export async function startIdentity(appId: string, endorsements: string[] | undefined = ["msteams"]) {
  const jwk = pair.publicKey.export({ format: "jwk" });
  const kid = createHash("sha1").update(String(jwk.n)).digest("hex");
  let up = true;
  const server = await listenRaw((request, response) => {
    if (!up) return void response.writeHead(500).end();
    response.setHeader("content-type", "application/json");
    const keys = { keys: [{ ...jwk, kid, use: "sig", alg: "RS256", endorsements }] };
    const metadata = { issuer: ISSUER, jwks_uri: `${server.url}/keys` };
    response.end(JSON.stringify(request.url === "/keys" ? keys : metadata));
  });

  /** A token; `header` and `claims` replace parts of a right one. */
  function token(
    claims: Claims = {},
    header: Claims = {},
    key: "right" | "wrong" | "none" = "right",
  ): string {
    const now = Math.floor(Date.now() / 1000);
    const right = { iss: ISSUER, aud: appId, nbf: now - 60, exp: now + 3600 };
    const signed = `${encode({ alg: "RS256", typ: "JWT", kid, ...header })}.${encode({ ...right, ...claims })}`;
    if (key === "none") return `${signed}.`;
    const signer = createPrivateKey(
      (key === "right" ? pair : other).privateKey.export({ format: "pem", type: "pkcs8" }),
    );
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(signer, "base64url")}`;
  }

  return {
    token,
    url: server.url,
    kid,
    publicKey: pair.publicKey.export({ format: "pem", type: "spki" }).toString(),
    fail: () => {
      up = false;
    },
    close: server.close,
  };
}
