import { createPublicKey, type KeyObject, verify } from "node:crypto";
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
const HASHES = { RS256: "sha256", RS384: "sha384", RS512: "sha512" } as const;
const LEAST_BITS = 2048;
const TOLERANCE_SECONDS = 5 * 60;
/** Keys are read again once a day, and for a key that is not among them once an hour. */
const FRESH_MS = 24 * 3_600_000;
const ASKED_AGAIN_MS = 3_600_000;
const KEYS_BYTES = 2 * 1024 * 1024;
const CHECKED_WITHIN_MS = 10_000;

const header = z.object({ alg: z.enum(["RS256", "RS384", "RS512"]), kid: z.string() });
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string().optional(),
});
const configuration = z.object({ jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.unknown()) });
const published = z.looseObject({
  kty: z.literal("RSA"),
  kid: z.string(),
  endorsements: z.array(z.string()).nullish(),
});

type Key = { readonly key: KeyObject; readonly endorsements: readonly string[] };
type Keys = ReadonlyMap<string, Key>;

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
  const keyOf = createKeys(openIdMetadata);
  return async (authorization, { channelId, serviceUrl }) => {
    const refused = (reason: string) => ({ status: 401, reason }) as const;
    const token = /^Bearer (([\w-]+)\.([\w-]+))\.([\w-]+)$/.exec(authorization);
    const [, signed = "", first, second, signature = ""] = token ?? [];
    const head = header.safeParse(decoded(first)).data;
    const said = claims.safeParse(decoded(second)).data;
    if (head === undefined || said === undefined) return refused("shape");
    const now = Date.now() / 1000;
    if (said.iss !== issuer) return refused("issuer");
    if (said.aud !== appId) return refused("audience");
    if (said.exp + TOLERANCE_SECONDS <= now) return refused("expired");
    if ((said.nbf ?? now) - TOLERANCE_SECONDS > now) return refused("not_yet");
    const found = await within(keyOf(head.kid), CHECKED_WITHIN_MS).catch(() => "late" as const);
    if (found === "late") return { status: 503, reason: "keys_unread" };
    if (found === null) return refused("key");
    const { key, endorsements } = found;
    if (!verify(HASHES[head.alg], Buffer.from(signed), key, Buffer.from(signature, "base64url")))
      return refused("signature");
    if (endorsements.length > 0 && !endorsements.includes(channelId)) return refused("endorsement");
    return said.serviceurl === serviceUrl ? null : refused("serviceurl");
  };
}

const decoded = (part = ""): unknown => parseJson(Buffer.from(part, "base64url").toString());

/** Finds a key by its id; null: there is none. Throws when they cannot be read. */
function createKeys(openIdMetadata: string): (kid: string) => Promise<Key | null> {
  let known: { readonly keys: Keys; readonly at: number } | null = null;
  let reading: Promise<Keys> | null = null;

  async function read(): Promise<Keys> {
    try {
      const { jwks_uri } = configuration.parse(await readJson(openIdMetadata));
      const keys = keysIn(await readJson(jwks_uri));
      known = { keys, at: Date.now() };
      return keys;
    } finally {
      reading = null;
    }
  }

  return async (kid) => {
    const key = known?.keys.get(kid);
    if (known !== null && isYounger(known.at, Date.now(), key === undefined ? ASKED_AGAIN_MS : FRESH_MS))
      return key ?? null;
    reading ??= read();
    return (await reading).get(kid) ?? null;
  };
}

function keysIn(json: unknown): Keys {
  const keys = new Map<string, Key>();
  for (const each of keySet.parse(json).keys) {
    const one = published.safeParse(each).data;
    if (one === undefined) continue;
    try {
      const key = createPublicKey({ key: one, format: "jwk" });
      if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS) continue;
      keys.set(one.kid, { key, endorsements: one.endorsements ?? [] });
    } catch {
      // One odd key does not hide the others.
    }
  }
  return keys;
}

async function readJson(url: string): Promise<unknown> {
  const { status, bytes } = await fetchWhole(url, {}, { ms: CHECKED_WITHIN_MS, mostBytes: KEYS_BYTES });
  if (status !== 200 || bytes === null) throw new Error(`http_${status}`);
  return parseJson(new TextDecoder().decode(bytes));
}
