import { AppError } from "../../lib/errors.ts";
import { describe, type Log } from "../../lib/log.ts";
import { within } from "../../lib/timing.ts";
import { failure, type Tokens } from "./call.ts";
import type { App, Credentials } from "./credentials.ts";

const TIMEOUT_MS = 5_000;

/** The directory knows us and says no: nothing will go until somebody mends the app's id, secret or tenant. */
const REFUSED = /^(invalid_client|unauthorized_client|invalid_grant|invalid_request|access_denied)$/;

type KeptTokens = Tokens & {
  /** Whether there was one, or none is needed. */
  letIn(): boolean;
};

export const noTokens: KeptTokens = { get: async () => null, refused() {}, letIn: () => true };

export function createTokens(credentials: () => Promise<Credentials>, timeoutMs = TIMEOUT_MS): KeptTokens {
  let anew = false;
  let letIn = false;
  return {
    async get() {
      const asked = credentials().then((known) => known.getToken(anew));
      // One that comes too late is kept by the SDK all the same, for the next call.
      const token = await within(asked, timeoutMs).catch((error: unknown) => {
        const detail = codeOf(error) || "no_token";
        if (!REFUSED.test(detail)) throw failure("unavailable", detail);
        throw new AppError("unauthorized", `Teams: ${detail}${numberOf(error)}`, { detail });
      });
      if (token === "late") throw failure("unavailable", "token_timeout");
      anew = false;
      letIn = true;
      return token;
    },
    refused() {
      anew = true;
    },
    letIn: () => letIn,
  };
}

/** At the start wrong credentials are an error `forbidden`, and not found out by whoever waits for an answer first. */
export async function isLetIn(tokens: KeptTokens, log: Log, isFirst = false): Promise<boolean> {
  try {
    if (!tokens.letIn()) await tokens.get();
    if (!isFirst) log.info({ source: "teams" }, "Microsoft's directory lets the app in");
    return true;
  } catch (error) {
    if (isFirst && error instanceof AppError && error.code === "unauthorized") {
      const { detail } = error;
      throw new AppError(
        "forbidden",
        `Microsoft refuses the MICROSOFT_APP_… values (${detail}): check all three, and whether the client secret or the certificate has expired.`,
        { detail, cause: error },
      );
    }
    log.warn({ source: "teams", error: describe(error) }, "Microsoft's directory cannot be reached yet");
    return false;
  }
}

/** The SDK's own credentials of an app in one tenant. It keeps tokens until five minutes before they run out. */
export function tenantCredentials(access: App): () => Promise<Credentials> {
  // Only who has credentials loads the SDK for them.
  const made = import("./credentials.ts").then(({ credentialsOf }) => credentialsOf(access));
  made.catch(() => {});
  return () => made;
}

/** Credentials whose password may be replaced. */
export function createCredentials(access: App, first = tenantCredentials(access)) {
  let inUse = first;
  return {
    get: () => inUse(),
    /** Throws AppError, and the password in use stays, when the directory gives no token for the next one. */
    async replace(password: string): Promise<void> {
      const next = tenantCredentials({ ...access, password });
      const tokens = createTokens(next);
      // The SDK keeps one token for all credentials of an app, and that says nothing of this password.
      tokens.refused();
      await tokens.get();
      inUse = next;
    },
  };
}

/** Microsoft's own number of the reason, which says more than the word. */
function numberOf(error: unknown): string {
  const number = error instanceof Error ? /\bAADSTS\d{3,8}\b/.exec(error.message)?.[0] : undefined;
  return number === undefined ? "" : ` (${number})`;
}

/** MSAL's short word for it; its messages quote addresses and ids. */
const codeOf = (error: unknown): string =>
  error instanceof Error && "errorCode" in error ? String(error.errorCode ?? "") : "";
