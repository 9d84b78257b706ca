import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from "jose";
import { z } from "zod";
import { fetchWhole } from "../../lib/http/fetch-whole.ts";
import { parseJson } from "../../lib/json.ts";
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
const READ_MS = 5_000;
/** Keys are read again once a day, and for a key that is not among them once an hour. */
const READING = { timeoutDuration: READ_MS, cacheMaxAge: 24 * 3_600_000, cooldownDuration: 3_600_000 };

const configuration = z.object({
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(ALGORITHMS),
});

/** The channels that a key may sign for. Like the SDK, one that names none is taken for all. */
const endorsedKey = z.object({ endorsements: z.array(z.string()).nullish() });

/** What `jose` says of keys that it could not fetch; what the network says is no error of its own. */
const UNFETCHED: readonly string[] = [errors.JWKSTimeout.code, errors.JOSEError.code];

const UNREAD = { status: 503, reason: "keys_unread" } as const;

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
  let published: ReturnType<typeof publishedAt> | null = null;

  /** What Microsoft publishes. Throws when it cannot be read. */
  async function read() {
    published ??= publishedAt(openIdMetadata);
    const found = await published.catch((error: unknown) => {
      published = null;
      throw error;
    });
    if (!found.keys.fresh) await found.keys.reload();
    return found;
  }

  return async (authorization, { channelId, serviceUrl }) => {
    const refused = (reason: string) => ({ status: 401, reason }) as const;
    const token = authorization.replace(/^Bearer /, "");
    // A token of anybody else is refused also while nobody can read Microsoft's keys.
    const keyId = keyIdIfOurs(token, issuer, appId);
    if (keyId === null) return refused("not_ours");
    const found = await read().catch(() => null);
    if (found === null) return UNREAD;
    const { keys, algorithms } = found;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: appId,
        algorithms,
        clockTolerance: TOLERANCE_SECONDS,
        requiredClaims: ["exp"],
      });
      // Only the key that the token names: an odd entry beside it says nothing about it.
      const used = keys.jwks()?.keys.filter(({ kid }) => kid === keyId) ?? [];
      const endorsed = used.map((key) => endorsedKey.parse(key).endorsements);
      if (endorsed.some((each) => each?.length && !each.includes(channelId))) return refused("endorsement");
      // Microsoft documents the one name and sends the other.
      const service = payload["serviceurl"] ?? payload["serviceUrl"];
      return service === serviceUrl ? null : refused("serviceurl");
    } catch (error) {
      // For a key that is not known yet, all of them are fetched anew.
      if (!(error instanceof errors.JOSEError) || UNFETCHED.includes(error.code)) return UNREAD;
      return refused(error.code);
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

async function publishedAt(openIdMetadata: string) {
  const { status, bytes } = await fetchWhole(openIdMetadata, {}, { ms: READ_MS });
  if (status !== 200 || bytes === null) throw new Error(`http_${status}`);
  const { jwks_uri, id_token_signing_alg_values_supported: supported } = configuration.parse(
    parseJson(new TextDecoder().decode(bytes)),
  );
  return {
    keys: createRemoteJWKSet(new URL(jwks_uri), READING),
    algorithms: ALGORITHMS.filter((each) => supported.includes(each)),
  };
}
