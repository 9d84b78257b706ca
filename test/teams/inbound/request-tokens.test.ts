import { expect, it, onTestFinished, vi } from "vitest";
import { createTokenCheck } from "../../../src/teams/inbound/requests.ts";
import { ISSUER, published, startIdentity } from "../../support/servers/identity.ts";
import { APP_ID, TENANT } from "../stand-ins/fake-teams.ts";

const access = { kind: "tenant", appId: APP_ID, password: "hidden", tenantId: TENANT } as const;
const serviceUrl = "https://smba.test/";
const UNKNOWN = "ERR_JWKS_NO_MATCHING_KEY";

/** With these keys published; a token names the first of them unless it says otherwise. */
async function publishing(...keys: unknown[]) {
  const { state, token, url, close } = await startIdentity(APP_ID);
  onTestFinished(close);
  state.keys = keys;
  const checked = createTokenCheck(access, { openIdMetadata: `${url}/metadata`, issuer: ISSUER });
  const signed = (header: object = {}, claims: object = {}, key: "right" | "wrong" = "right") =>
    token({ serviceurl: serviceUrl, ...claims }, { kid: "a", ...header }, key);
  const check = (sent: string) => checked(`Bearer ${sent}`, { channelId: "msteams", serviceUrl });
  return { state, signed, check, why: async (sent: string) => (await check(sent))?.reason ?? "right" };
}
const ENDORSED_ELSEWHERE = { endorsements: ["webchat"] };

it("Microsoft's keys are read once, however many requests come at once and later", async () => {
  const { signed, why, state } = await publishing(published("a"));
  const tokens = ["RS256", "RS384", "RS512"].map((alg) => signed({ alg }));
  expect(await Promise.all(tokens.map(why))).toEqual(["right", "right", "right"]);
  expect(await Promise.all([signed({ kid: "b" }), signed()].map(why))).toEqual([UNKNOWN, "right"]);
  expect(state.reads).toBe(1);
});

it("a token that names no key is refused, although one key alone is published and has signed it", async () => {
  const { signed, why } = await publishing(published("a", "right", ENDORSED_ELSEWHERE));
  expect(await why(signed({ kid: undefined }))).toBe("not_ours");
  expect(await why(signed())).toBe("endorsement");
});

it("of two published keys with one id, each has to be endorsed for Teams", async () => {
  const encrypts = published("a", "right", { use: "enc" });
  const { signed, why } = await publishing(encrypts, published("a", "right", ENDORSED_ELSEWHERE));
  expect(await why(signed())).toBe("endorsement");
});

it("a token may name its service as Microsoft's documentation does", async () => {
  const { signed, why } = await publishing(published("a"));
  const named = (serviceUrl: string) => signed({}, { serviceurl: undefined, serviceUrl });
  expect(await why(named(serviceUrl))).toBe("right");
  expect(await why(named("https://x.test/"))).toBe("serviceurl");
});

it("a new key counts once Microsoft's keys can be read again, and until then nobody can tell; a forgery stays one", async () => {
  const { signed, check, state } = await publishing(published("a"));
  expect(await check(signed())).toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  state.keys.push(published("b", "wrong"));
  state.isDown = true;
  const fresh = signed({ kid: "b" }, {}, "wrong");
  expect(await check(fresh)).toEqual({ status: 503, reason: "keys_unread" });
  expect(await check(signed({}, {}, "wrong"))).toMatchObject({ status: 401 });
  state.isDown = false;
  expect(await check(fresh)).toBeNull();
});

it("an odd published key hides no other", async () => {
  const odd = [{ kid: 7, endorsements: "all" }, published("a", "right", { n: 7 })];
  const { signed, why } = await publishing(...odd, published("b"));
  expect(await why(signed({ kid: "b" }))).toBe("right");
});
