import { setTimeout as sleep } from "node:timers/promises";
import { failure } from "./api-error.ts";

const SCOPE = "https://api.botframework.com";
const LOGIN = "https://login.microsoftonline.com/";
const TIMEOUT_MS = 10_000;

/** The directory knows us and says no: nothing will go until somebody mends the app's id, secret or tenant. */
const REFUSED = new Set([
  "invalid_client",
  "unauthorized_client",
  "invalid_grant",
  "invalid_request",
  "access_denied",
]);

export type Tokens = {
  /** The token for the Bot Connector, kept while it is good; null where none is asked for. Fails as AppError. */
  get(): Promise<string | null>;
  /** The service did not take it: the next one is a new one. */
  refused(): void;
};

/** What gets a token from the directory. */
export type Credentials = { getToken(anew: boolean): Promise<string> };

/** A local client asks for none. */
export const noTokens: Tokens = { get: async () => null, refused() {} };

export function createTokens(credentials: () => Promise<Credentials>, timeoutMs = TIMEOUT_MS): Tokens {
  let anew = false;
  return {
    async get() {
      const asked = credentials().then((known) => known.getToken(anew));
      // One that comes too late is kept by the SDK all the same, for the next call.
      const late = sleep(timeoutMs, null, { ref: false });
      const token = await Promise.race([asked, late]).catch((error: unknown) => {
        throw failure(
          REFUSED.has(codeOf(error)) ? "unauthorized" : "unavailable",
          codeOf(error) || "no_token",
        );
      });
      if (token === null) throw failure("unavailable", "token_timeout");
      anew = false;
      return token;
    },
    refused() {
      anew = true;
    },
  };
}

type App = { readonly appId: string; readonly password: string; readonly tenantId: string };

/** The SDK's own credentials of an app in one tenant. It keeps tokens until five minutes before they run out. */
export function tenantCredentials(access: App, login = LOGIN + access.tenantId): () => Promise<Credentials> {
  const made = sdkCredentials(access, login);
  made.catch(() => {});
  return () => made;
}

/** Only who has credentials loads the SDK for them. */
async function sdkCredentials(access: App, login: string): Promise<Credentials> {
  const { ConfigurationServiceClientCredentialFactory } = await import("botbuilder");
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppType: "SingleTenant",
    MicrosoftAppId: access.appId,
    MicrosoftAppPassword: access.password,
    MicrosoftAppTenantId: access.tenantId,
  });
  const made = await factory.createCredentials(access.appId, SCOPE, login, true);
  return made as unknown as Credentials;
}

/** MSAL's short word for it; its messages quote addresses and ids. */
const codeOf = (error: unknown): string =>
  error instanceof Error && "errorCode" in error && typeof error.errorCode === "string"
    ? error.errorCode
    : "";
