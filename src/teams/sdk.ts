import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Request,
  type Response,
  type Activity as SdkActivity,
  type TurnContext,
} from "botbuilder";
import { describe, type Log } from "../log.ts";
import { within } from "../within.ts";
import type { Access } from "./access.ts";
import type { Activity } from "./activity.ts";
import { aloud, quietly } from "./quiet.ts";

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

export function createSdk(access: Tenant, log: Log, endpoints?: Endpoints): Sdk {
  const adapter = new CloudAdapter(authentication(access, endpoints));
  adapter.onTurnError = async (_context, error) => {
    log.error({ source: "teams", error: describe(error) }, "A turn failed");
  };

  return {
    async process(authorization, activity, turn) {
      let given: Promise<Answer> | null = null;
      let tooLate = false;
      const logic = async (context: TurnContext): Promise<void> => {
        if (tooLate) return;
        given = aloud(turn);
        const value = await given;
        if (activity.type === "invoke") await context.sendActivity({ type: "invokeResponse", value });
      };
      const request = { method: "POST", headers: { authorization }, body: forSdk(activity) };
      const response = new Reply();
      const checked = quietly(() =>
        adapter.process(request as unknown as Request, response as unknown as Response, logic),
      );
      const inTime = await within(checked, CHECKED_WITHIN_MS);
      if (given !== null) return given;
      tooLate = true;
      const status = inTime === "late" || response.unreachable() ? 503 : 401;
      log.warn({ source: "teams", status, reason: response.words }, "A request for Teams was refused");
      return { status };
    },
  };
}

function authentication(access: Tenant, endpoints: Endpoints | undefined) {
  const { appId, password, tenantId } = access;
  const issuer = endpoints?.issuer ?? ISSUER;
  return new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppType: "SingleTenant",
      MicrosoftAppId: appId,
      MicrosoftAppPassword: password,
      MicrosoftAppTenantId: tenantId,
      ...(endpoints === undefined ? {} : elsewhere(endpoints)),
    },
    undefined,
    {
      requiredEndorsements: [],
      // The SDK also takes what Entra issues to the bot itself, as the Emulator sends it: only Teams may call here.
      validateClaims: async (claims) => {
        if (!claims.some(({ type, value }) => type === "iss" && value === issuer)) throw new Error("issuer");
      },
    } as ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[2],
  );
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

/** Nothing but what the SDK checks: it fails at some shapes, and the rest is ours to read. */
function forSdk({
  type,
  id,
  name,
  channelId,
  serviceUrl,
  from,
  recipient,
  conversation,
}: Activity): SdkActivity {
  const some = { type, channelId, serviceUrl, from: { id: from.id }, conversation: { id: conversation.id } };
  return {
    ...some,
    recipient: { id: recipient?.id ?? "" },
    ...(id ? { id } : {}),
    ...(name ? { name } : {}),
  } as unknown as SdkActivity;
}

/** What the SDK would have answered. */
class Reply {
  words = "";
  header(): this {
    return this;
  }
  status(): this {
    return this;
  }
  send(body: unknown): this {
    this.words = typeof body === "string" ? body.slice(0, 200) : "";
    return this;
  }
  end(): this {
    return this;
  }
  /** Not the token is wrong: the keys to check it with could not be read. */
  unreachable(): boolean {
    return /^(Failed to load|request to )/.test(this.words);
  }
}
