import type { IncomingMessage } from "node:http";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from "jose";
import { z } from "zod";
import { fetchWhole } from "../../lib/http/fetch-whole.ts";
import { isFromThisMachine } from "../../lib/http/local.ts";
import { readBody } from "../../lib/http/read.ts";
import { parseJson } from "../../lib/json.ts";
import type { Access, Trusts } from "../access.ts";
import { type Activity, activitySchema, tenantsOf } from "../activity.ts";

/** Teams' own limit for a message is about 100 KB. */
const BODY_LIMIT = 256 * 1024;

/** `status`: of HTTP, for a request that is not taken. */
export type Refused = { readonly status: number; readonly reason: string };
const refused = (status: number, reason: string): Refused => ({ status, reason });

/** How a token is sent; whether it is good is seen with what it came with. */
const TOKEN = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * A request is refused before its body is read where its headers tell, and before its token is checked where all else tells.
 * Throws when the connection breaks.
 */
export async function readRequest(
  req: IncomingMessage,
  access: Access,
  trusted: Trusts,
  check: TokenCheck,
): Promise<Activity | Refused> {
  if (access.kind === "local" && !isFromThisMachine(req)) return refused(403, "not from this machine");
  if (req.method !== "POST") return refused(405, "method");
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refused(415, "content type");
  const isTenants = access.kind === "tenant";
  if (isTenants && !TOKEN.test(req.headers.authorization ?? "")) return refused(401, "no token");
  const body = await readBody(req, BODY_LIMIT);
  if (body === null) return refused(413, "size");
  const json = parseJson(body.toString());
  if (json === undefined) return refused(400, "no JSON");
  const { data: activity, error } = activitySchema.safeParse(json);
  if (error) return refused(400, error.issues.map(({ path }) => path.join(".")).join(" "));
  if (!trusted(activity.serviceUrl)) return refused(403, "serviceUrl");
  if (!isTenants) return activity;
  if (activity.channelId !== "msteams") return refused(403, "channelId");
  const tenants = tenantsOf(activity);
  const isOurs = tenants.length > 0 && tenants.every((tenant) => tenant === access.tenantId.toLowerCase());
  if (!isOurs) return refused(403, "tenant");
  return (await check(req.headers.authorization ?? "", activity)) ?? activity;
}

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

const configuration = z.object({ jwks_uri: z.url() });

/** The channels that a key may sign for. Like the SDK, one that names none is taken for all. */
const endorsedKey = z.object({ endorsements: z.array(z.string()).nullish() });

/** What `jose` says of keys that it could not fetch; what the network says is no error of its own. */
const UNFETCHED: readonly string[] = [errors.JWKSTimeout.code, errors.JOSEError.code];

const UNREAD = refused(503, "keys_unread");

/** Why a request is refused: 401 for its token, 503 when nobody could check it. null: Microsoft's service sent it. */
export type TokenCheck = (
  authorization: string,
  activity: Pick<Activity, "channelId" | "serviceUrl">,
) => Promise<Refused | null>;

/**
 * The token of Microsoft's channel service, as its documentation says to check it. The SDK's own check also takes what
 * Entra issues to the bot itself, and prints a key to the console for each forged token: anybody can send those.
 */
export function createTokenCheck(
  { appId }: Extract<Access, { kind: "tenant" }>,
  { openIdMetadata, issuer }: Omit<Endpoints, "service"> = MICROSOFT,
): TokenCheck {
  let published: ReturnType<typeof keysAt> | null = null;

  function read() {
    published ??= keysAt(openIdMetadata).catch((error: unknown) => {
      published = null;
      throw error;
    });
    return published;
  }

  return async (authorization, { channelId, serviceUrl }) => {
    const token = authorization.replace(/^Bearer /, "");
    // A token of anybody else is refused also while nobody can read Microsoft's keys.
    const keyId = keyIdIfOurs(token, issuer, appId);
    if (keyId === null) return refused(401, "not_ours");
    try {
      const keys = await read();
      const expected = { issuer, audience: appId, algorithms: ALGORITHMS, requiredClaims: ["exp"] };
      const { payload } = await jwtVerify(token, keys, { ...expected, clockTolerance: TOLERANCE_SECONDS });
      // Only the key that the token names: an odd entry beside it says nothing about it.
      const used = keys.jwks()?.keys.filter(({ kid }) => kid === keyId) ?? [];
      const endorsed = used.map((key) => endorsedKey.parse(key).endorsements);
      if (endorsed.some((each) => each?.length && !each.includes(channelId)))
        return refused(401, "endorsement");
      // Microsoft documents the one name and sends the other.
      const service = payload["serviceurl"] ?? payload["serviceUrl"];
      return service === serviceUrl ? null : refused(401, "serviceurl");
    } catch (error) {
      // For a key that is not known yet, all of them are fetched anew.
      if (!(error instanceof errors.JOSEError) || UNFETCHED.includes(error.code)) return UNREAD;
      return refused(401, error.code);
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

async function keysAt(openIdMetadata: string) {
  const { status, bytes } = await fetchWhole(openIdMetadata, {}, { ms: READ_MS });
  if (status !== 200 || bytes === null) throw new Error(`http_${status}`);
  const { jwks_uri } = configuration.parse(parseJson(new TextDecoder().decode(bytes)));
  return createRemoteJWKSet(new URL(jwks_uri), READING);
}
