import { createSign, generateKeyPairSync } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { createTokenCheck } from "../../src/teams/inbound/request-tokens.ts";
import { ISSUER } from "../support/identity.ts";
import { listenRaw } from "../support/raw-server.ts";
import { APP_ID, TENANT } from "./fake-teams.ts";

const access = { kind: "tenant", appId: APP_ID, password: "hidden", tenantId: TENANT } as const;
const serviceUrl = "https://smba.test/";
const activity = { channelId: "msteams", serviceUrl };
const UNKNOWN = "ERR_JWKS_NO_MATCHING_KEY";
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Publishes what is put into `keys`, and counts how often somebody reads them. */
async function identity() {
  const keys: unknown[] = [];
  let read = 0;
  const server = await listenRaw((request, response) => {
    const isKeys = request.url === "/keys";
    if (isKeys) read += 1;
    response.end(JSON.stringify(isKeys ? { keys } : { jwks_uri: `${server.url}/keys` }));
  });
  onTestFinished(() => server.close());
  const check = createTokenCheck(access, { openIdMetadata: `${server.url}/metadata`, issuer: ISSUER });
  return {
    keys,
    reads: () => read,
    why: async (token: string) => (await check(`Bearer ${token}`, activity))?.reason ?? "right",
  };
}

function pair(modulusLength = 2048) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength });
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: ISSUER, aud: APP_ID, exp: now + 600, serviceurl: serviceUrl };
  return {
    jwk: (kid: string) => ({ ...publicKey.export({ format: "jwk" }), kid, endorsements: ["msteams"] }),
    token(kid: string, alg = "RS256") {
      const signed = `${encode({ alg, kid })}.${encode(claims)}`;
      const signature = createSign(`RSA-SHA${alg.slice(2)}`)
        .update(signed)
        .sign(privateKey, "base64url");
      return `${signed}.${signature}`;
    },
  };
}

it("Microsoft's keys are read once, however many requests come at once and later", async () => {
  const { keys, why, reads } = await identity();
  const own = pair();
  keys.push(own.jwk("a"));
  const tokens = ["RS256", "RS384", "RS512"].map((alg) => own.token("a", alg));
  expect(await Promise.all(tokens.map(why))).toEqual(["right", "right", "right"]);
  expect(await Promise.all([own.token("b"), own.token("a")].map(why))).toEqual([UNKNOWN, "right"]);
  expect(reads()).toBe(1);
});

it.each<[string, (good: ReturnType<typeof pair>) => unknown]>([
  ["is too short to be safe", () => pair(1024).jwk("a")],
  ["is of another kind", (good) => ({ ...good.jwk("a"), kty: "EC" })],
  ["has no id", (good) => ({ ...good.jwk("a"), kid: undefined })],
  ["is broken", (good) => ({ ...good.jwk("a"), n: 7 })],
])("a published key that %s counts as none, and hides no other", async (_name, odd) => {
  const { keys, why } = await identity();
  const good = pair();
  keys.push(odd(good), good.jwk("b"));
  expect(await why(good.token("a"))).toMatch(/^(key|ERR_JWKS_NO_MATCHING_KEY)$/);
  expect(await why(good.token("b"))).toBe("right");
});
