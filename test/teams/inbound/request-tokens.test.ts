import { createSign, generateKeyPairSync } from "node:crypto";
import { expect, it, onTestFinished, vi } from "vitest";
import { createTokenCheck } from "../../../src/teams/inbound/requests.ts";
import { ISSUER } from "../../support/servers/identity.ts";
import { scripted } from "../../support/servers/scripted.ts";
import { APP_ID, TENANT } from "../stand-ins/fake-teams.ts";

const access = { kind: "tenant", appId: APP_ID, password: "hidden", tenantId: TENANT } as const;
const serviceUrl = "https://smba.test/";
const activity = { channelId: "msteams", serviceUrl };
const UNKNOWN = "ERR_JWKS_NO_MATCHING_KEY";
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Publishes what is put into `keys`, and counts how often somebody reads them. */
async function identity() {
  const keys: unknown[] = [];
  const state = { isDown: false };
  const server = await scripted(({ url }) => {
    if (url.pathname !== "/keys") return { body: { jwks_uri: `${server.url}/keys` } };
    return state.isDown ? { status: 502 } : { body: { keys } };
  });
  const endpoints = { openIdMetadata: `${server.url}/metadata`, issuer: ISSUER };
  const checked = createTokenCheck(access, endpoints);
  const check = (token: string) => checked(`Bearer ${token}`, activity);
  return {
    keys,
    state,
    check,
    reads: () => server.sent.filter(({ url }) => url.pathname === "/keys").length,
    why: async (token: string) => (await check(token))?.reason ?? "right",
  };
}

function pair() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: ISSUER, aud: APP_ID, exp: now + 600, serviceurl: serviceUrl };
  return {
    jwk: (kid: string) => ({ ...publicKey.export({ format: "jwk" }), kid, endorsements: ["msteams"] }),
    token(kid: string | undefined, alg = "RS256", extra: object = {}) {
      const signed = `${encode({ alg, kid })}.${encode({ ...claims, ...extra })}`;
      const signature = createSign(`RSA-SHA${alg.slice(2)}`)
        .update(signed)
        .sign(privateKey, "base64url");
      return `${signed}.${signature}`;
    },
  };
}

// Making a key takes a while.
const [own, another] = [pair(), pair()];

it("Microsoft's keys are read once, however many requests come at once and later", async () => {
  const { keys, why, reads } = await identity();
  keys.push(own.jwk("a"));
  const tokens = ["RS256", "RS384", "RS512"].map((alg) => own.token("a", alg));
  expect(await Promise.all(tokens.map(why))).toEqual(["right", "right", "right"]);
  expect(await Promise.all([own.token("b"), own.token("a")].map(why))).toEqual([UNKNOWN, "right"]);
  expect(reads()).toBe(1);
});

it("a token that names no key is refused, although one key alone is published and has signed it", async () => {
  const { keys, why } = await identity();
  keys.push({ ...own.jwk("a"), endorsements: ["webchat"] });
  expect(await why(own.token(undefined))).toBe("not_ours");
  expect(await why(own.token("a"))).toBe("endorsement");
});

it("of two published keys with one id, each has to be endorsed for Teams", async () => {
  const { keys, why } = await identity();
  keys.push({ ...own.jwk("a"), use: "enc" }, { ...own.jwk("a"), endorsements: ["webchat"] });
  expect(await why(own.token("a"))).toBe("endorsement");
});

it("a token may name its service as Microsoft's documentation does", async () => {
  const { keys, why } = await identity();
  keys.push(own.jwk("a"));
  const named = (serviceUrl: string) => own.token("a", "RS256", { serviceurl: undefined, serviceUrl });
  expect(await why(named(serviceUrl))).toBe("right");
  expect(await why(named("https://x.test/"))).toBe("serviceurl");
});

it("a new key counts once Microsoft's keys can be read again, and until then nobody can tell; a forgery stays one", async () => {
  const { keys, check, state } = await identity();
  keys.push(own.jwk("a"));
  expect(await check(own.token("a"))).toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  const later = { exp: Math.floor(Date.now() / 1000) + 600 };
  keys.push(another.jwk("b"));
  state.isDown = true;
  const fresh = another.token("b", "RS256", later);
  expect(await check(fresh)).toEqual({ status: 503, reason: "keys_unread" });
  expect(await check(another.token("a", "RS256", later))).toMatchObject({ status: 401 });
  state.isDown = false;
  expect(await check(fresh)).toBeNull();
});

it("an odd published key hides no other", async () => {
  const { keys, why } = await identity();
  keys.push({ kid: 7, endorsements: "all" }, { ...own.jwk("a"), n: 7 }, own.jwk("b"));
  expect(await why(own.token("b"))).toBe("right");
});
