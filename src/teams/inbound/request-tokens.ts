import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  jwtVerify,
} from "jose";
import { z } from "zod";
import { isYounger } from "../../age.ts";
import { fetchWhole } from "../../fetch-whole.ts";
import { parseJson } from "../../json.ts";
import { within } from "../../within.ts";
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

const configuration = z.object({ jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

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
  const keysFor = createKeys(openIdMetadata);
  return async (authorization, { channelId, serviceUrl }) => {
    const refused = (reason: string) => ({ status: 401, reason }) as const;
    const token = authorization.replace(/^Bearer /, "");
    // A token of anybody else is refused also while nobody can read Microsoft's keys.
    if (!isMeantForUs(token, { issuer, appId })) return refused("not_ours");
    const keys = await within(keysFor(token), CHECKED_WITHIN_MS).catch(() => "late" as const);
    if (keys === "late") return { status: 503, reason: "keys_unread" };
    try {
      const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), {
        issuer,
        audience: appId,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE_SECONDS,
        requiredClaims: ["exp", "serviceurl"],
      });
      const own = keys.keys.find(({ kid }) => kid === protectedHeader.kid) as
        | { endorsements?: unknown }
        | undefined;
      const endorsements = own?.endorsements;
      if (Array.isArray(endorsements) && endorsements.length > 0 && !endorsements.includes(channelId))
        return refused("endorsement");
      return payload["serviceurl"] === serviceUrl ? null : refused("serviceurl");
    } catch (error) {
      return refused(error instanceof errors.JOSEError ? error.code : "key");
    }
  };
}

function isMeantForUs(token: string, { issuer, appId }: { issuer: string; appId: string }): boolean {
  try {
    const { alg = "" } = decodeProtectedHeader(token);
    const { iss, aud, exp = 0 } = decodeJwt(token);
    const isOver = exp + TOLERANCE_SECONDS <= Date.now() / 1000;
    return ALGORITHMS.includes(alg) && iss === issuer && aud === appId && !isOver;
  } catch {
    return false;
  }
}

/** Microsoft's keys, read anew where the one that a token names is not among them. Throws when they cannot be read. */
function createKeys(openIdMetadata: string): (token: string) => Promise<JSONWebKeySet> {
  let known: { readonly keys: JSONWebKeySet; readonly at: number } | null = null;
  let reading: Promise<JSONWebKeySet> | null = null;

  async function read(): Promise<JSONWebKeySet> {
    try {
      const { jwks_uri } = configuration.parse(await readJson(openIdMetadata));
      const keys = keySet.parse(await readJson(jwks_uri));
      known = { keys, at: Date.now() };
      return keys;
    } finally {
      reading = null;
    }
  }

  return async (token) => {
    const { kid } = decodeProtectedHeader(token);
    const isKnown = known?.keys.keys.some((key) => key.kid === kid) ?? false;
    if (known !== null && isYounger(known.at, Date.now(), isKnown ? FRESH_MS : ASKED_AGAIN_MS))
      return known.keys;
    reading ??= read();
    return await reading;
  };
}

async function readJson(url: string): Promise<unknown> {
  const { status, bytes } = await fetchWhole(url, {}, { ms: CHECKED_WITHIN_MS, mostBytes: KEYS_BYTES });
  if (status !== 200 || bytes === null) throw new Error(`http_${status}`);
  return parseJson(new TextDecoder().decode(bytes));
}
