import { ConfigurationBotFrameworkAuthentication, type Activity as SdkActivity } from "botbuilder";
import { within } from "../within.ts";
import type { Access } from "./access.ts";
import type { Activity } from "./activity.ts";
import { createLetIn, ticketOf } from "./let-in.ts";
import { quietly } from "./quiet.ts";
import type { Refusals } from "./refusals.ts";
import { wrongOnItsFace } from "./token-face.ts";

/** Where Microsoft's identity services are; for tests. */
export type Endpoints = {
  readonly openIdMetadata: string;
  readonly issuer: string;
  readonly login: string;
  /** The origin of a service that is trusted beside Microsoft's. */
  readonly service: string;
};

/** An answer to the HTTP request; `body` only for an invoke. */
export type Answer = { readonly status: number; readonly body?: unknown };

type Tenant = Extract<Access, { kind: "tenant" }>;

/** The SDK waits for Microsoft's keys without end. */
const CHECKED_WITHIN_MS = 10_000;
const ISSUER = "https://api.botframework.com";

export type Sdk = {
  /** Checks the token, and only then asks `turn` for the answer. A refusal is 401, or 503 when nobody could check it. */
  process(authorization: string, activity: Activity, turn: () => Promise<Answer>): Promise<Answer>;
};

/**
 * Of the SDK's adapter only the check of the token: for each turn it makes three clients beside, for calls that we make
 * ourselves (`call.ts`), which takes twice as long as the check.
 */
export function createSdk(access: Tenant, noteRefusal: Refusals, endpoints?: Endpoints): Sdk {
  const issuer = endpoints?.issuer ?? ISSUER;
  const service = authentication(access, endpoints);
  const letIn = createLetIn(Date.now);

  /** Microsoft's service sends the same token again and again, and checking it takes longer than an answer. */
  async function check(authorization: string, activity: Activity): Promise<void> {
    const ticket = ticketOf(authorization, activity.channelId, activity.serviceUrl);
    if (letIn.has(ticket)) return;
    const { claimsIdentity } = await quietly(() =>
      service.authenticateRequest(forSdk(activity), authorization),
    );
    letIn.add(ticket, Number(claimsIdentity.getClaimValue("exp")));
  }

  return {
    async process(authorization, activity, turn) {
      // The SDK also takes what Entra issues to the bot itself, as the Emulator sends it: only Teams may call here.
      const wrong = wrongOnItsFace(authorization, { appId: access.appId, issuer }, Date.now());
      if (wrong !== null) {
        noteRefusal(401, wrong);
        return { status: 401 };
      }
      const refusal = await within(
        check(authorization, activity).then(() => null, wordsOf),
        CHECKED_WITHIN_MS,
      );
      if (refusal === null) return turn();
      const status = refusal === "late" || UNREACHABLE.test(refusal) ? 503 : 401;
      noteRefusal(status, refusal);
      return { status };
    },
  };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 200) : "");

/** Not the token is wrong: the keys to check it with could not be read. */
const UNREACHABLE = /^(Failed to load|request to )/;

function authentication(access: Tenant, endpoints: Endpoints | undefined) {
  const { appId, password, tenantId } = access;
  return new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppType: "SingleTenant",
    MicrosoftAppId: appId,
    MicrosoftAppPassword: password,
    MicrosoftAppTenantId: tenantId,
    ...(endpoints === undefined ? {} : elsewhere(endpoints)),
  });
}

/** One without the others would leave those empty. */
const elsewhere = ({ openIdMetadata, issuer, login }: Endpoints) => ({
  ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
  ToBotFromChannelTokenIssuer: issuer,
  ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadata,
  ToChannelFromBotLoginUrl: login,
  ToChannelFromBotOAuthScope: ISSUER,
  OAuthUrl: login,
});

/** Nothing but what the SDK compares with the token. */
const forSdk = ({ channelId, serviceUrl }: Activity): SdkActivity =>
  ({ channelId, serviceUrl }) as Partial<SdkActivity> as SdkActivity;
