import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from "jose";
import { z } from "zod";
import { fetchWhole } from "../../lib/http/fetch-whole.ts";
import { isYounger } from "../../lib/is-recent.ts";
import { parseJson } from "../../lib/json.ts";
import { within } from "../../lib/timeout.ts";
import type { Access } from "../access.ts";
import type { Activity } from "./activity.ts";

/** Where Microsoft's identity service is; for tests. */
export type Endpoints = {
  readonly openIdMetadata: string;
  readonly issuer: string;
  /** The origin of a service that is trusted beside Microsoft's. */
  readonly service: string;
};

/** Documented for bots: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const MICROSOFT: Omit<Endpoints, "service"> = {
  openIdMetadata: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  issuer: "https://api.botframework.com",
};
const ALGORITHMS = ["RS256", "RS384", "RS512"];
const TOLERANCE_SECONDS = 5 * 60;
/** Keys are read again once a day, and for a key that is not among them once an hour. */
const FRESH_MS = 24 * 3_600_000;
const ASKED_AGAIN_MS = 3_600_000;
const KEYS_BYTES = 2 * 1024 * 1024;
const CHECKED_WITHIN_MS = 10_000;

const configuration = z.object({
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(ALGORITHMS),
});
const keySet = z.object({ keys: z.array(z.unknown()) });
const publishedKey = z.looseObject({
  kid: z.string(),
  kty: z.string(),
  /** The channels that it may sign for. Like the SDK, a key that names none is taken for all. */
  endorsements: z.array(z.string()).nullish(),
});

type Published = {
  readonly keys: readonly z.infer<typeof publishedKey>[];
  readonly algorithms: string[];
  readonly at: number;
};

/** Why a request is refused: 401 for its token, 503 when nobody could check it. null: Microsoft's service sent it. */
export type TokenCheck = (
  authorization: string,
  activity: Pick<Activity, "channelId" | "serviceUrl">,
) => Promise<{ readonly status: 401 | 503; readonly reason: string } | null>;

/**
 * The token of Microsoft's channel service, as its documentation says to check it. The SDK's own check also takes what
 * Entra issues to the bot itself, and prints a key to the console for each forged token: anybody can send those.
 */
export function createTokenCheck(
  { appId }: Extract<Access, { kind: "tenant" }>,
  { openIdMetadata, issuer }: Omit<Endpoints, "service"> = MICROSOFT,
): TokenCheck {
  const publishedFor = createKeys(openIdMetadata);
  return async (authorization, { channelId, serviceUrl }) => {
    const refused = (reason: string) => ({ status: 401, reason }) as const;
    const token = authorization.replace(/^Bearer /, "");
    // A token of anybody else is refused also while nobody can read Microsoft's keys.
    const keyId = keyIdIfOurs(token, issuer, appId);
    if (keyId === null) return refused("not_ours");
    const published = await within(publishedFor(keyId), CHECKED_WITHIN_MS).catch(() => "late" as const);
    if (published === "late") return { status: 503, reason: "keys_unread" };
    // Only the key that the token names: what another one is endorsed for says nothing about it.
    const keys = published.keys.filter(({ kid }) => kid === keyId);
    try {
      const { payload } = await jwtVerify(token, createLocalJWKSet({ keys }), {
        issuer,
        audience: appId,
        algorithms: published.algorithms,
        clockTolerance: TOLERANCE_SECONDS,
        requiredClaims: ["exp"],
      });
      if (keys.some(({ endorsements }) => endorsements?.length && !endorsements.includes(channelId)))
        return refused("endorsement");
      // Microsoft documents the one name and sends the other.
      const service = payload["serviceurl"] ?? payload["serviceUrl"];
      return service === serviceUrl ? null : refused("serviceurl");
    } catch (error) {
      return refused(error instanceof errors.JOSEError ? error.code : "key");
    }
  };
}

/** Which key a token says that it is signed with; null where it cannot be for us, whoever signed it. */
function keyIdIfOurs(token: string, issuer: string, appId: string): string | null {
  try {
    const { alg = "", kid } = decodeProtectedHeader(token);
    const { iss, aud, exp = 0 } = decodeJwt(token);
    const isGood = exp + TOLERANCE_SECONDS > Date.now() / 1000;
    const isOurs = ALGORITHMS.includes(alg) && iss === issuer && aud === appId && isGood;
    return isOurs && typeof kid === "string" ? kid : null;
  } catch {
    return null;
  }
}

/** What Microsoft publishes, read anew where a key is not among it. Throws when it cannot be read. */
function createKeys(openIdMetadata: string): (keyId: string) => Promise<Published> {
  let known: Published | null = null;
  let reading: Promise<Published> | null = null;

  async function read(): Promise<Published> {
    try {
      const { jwks_uri, id_token_signing_alg_values_supported: supported } = configuration.parse(
        await readJson(openIdMetadata),
      );
      const { keys } = keySet.parse(await readJson(jwks_uri));
      known = {
        // One odd entry does not hide the others.
        keys: keys.flatMap((key) => publishedKey.safeParse(key).data ?? []),
        algorithms: ALGORITHMS.filter((each) => supported.includes(each)),
        at: Date.now(),
      };
      return known;
    } finally {
      reading = null;
    }
  }

  return async (keyId) => {
    const isKnown = known?.keys.some(({ kid }) => kid === keyId) ?? false;
    if (known !== null && isYounger(known.at, Date.now(), isKnown ? FRESH_MS : ASKED_AGAIN_MS)) return known;
    reading ??= read();
    return await reading;
  };
}

async function readJson(url: string): Promise<unknown> {
  const { status, bytes } = await fetchWhole(url, {}, { ms: CHECKED_WITHIN_MS, mostBytes: KEYS_BYTES });
  if (status !== 200 || bytes === null) throw new Error(`http_${status}`);
  return parseJson(new TextDecoder().decode(bytes));
}
