import type { TeamsConfig } from "../../config/config.ts";
import { WHERE } from "../../config/problems.ts";
import { type Alert, ofKind } from "../../domain/alert.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import { type Credentials, createTokens, tenantCredentials } from "../../teams/outbound/tokens.ts";
import { heardFinding } from "./ago.ts";
import { checked } from "./checked.ts";
import type { Known, Told } from "./database.ts";
import { type Found, fail, ok, skipped } from "./finding.ts";

const TOKEN_MS = 4_000;

type Tenant = Extract<TeamsConfig, { kind: "tenant" }>;
/** What gets a token from Microsoft; tests have their own. */
export type CredentialsOf = (access: Tenant) => () => Promise<Credentials>;

export async function teamsFindings(
  teams: TeamsConfig | null,
  { known, now }: Told,
  credentialsOf: CredentialsOf = tenantCredentials,
): Promise<Found> {
  if (teams === null) return skipped("teams-token", "Teams is not configured.");
  const heard = checked("teams-requests", () => (known === null ? [] : knownFindings(known, now)));
  if (teams.kind === "local") {
    const local = skipped("teams-token", "TEAMS_LOCAL: local clients are let in without credentials.");
    return [local, ...(await heard)];
  }
  const credentials = credentialsOf(teams);
  // The SDK takes a while to load, which is nobody's trouble.
  await credentials().catch(() => {});
  const found = await Promise.all([checked("teams-token", () => tokenFindings(credentials)), heard]);
  return found.flat();
}

async function tokenFindings(credentials: () => Promise<Credentials>): Promise<Found> {
  try {
    await createTokens(credentials, TOKEN_MS).get();
    return ok("teams-token", "Microsoft knows the app, its secret and the tenant.");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const reason = error.message.replace("Teams: ", "");
    if (error.code !== "unauthorized") {
      const mend =
        "See that this machine reaches login.microsoftonline.com, and that MICROSOFT_APP_TENANT_ID is right.";
      return fail("teams-token", `Microsoft gave no token (${reason}).`, mend);
    }
    const number = /AADSTS\d+/.exec(reason)?.[0] ?? "";
    const mend = MEND[number] ?? "Copy all three values anew, and see whether the client secret has expired.";
    return fail("teams-token", `Microsoft refuses the MICROSOFT_APP_… values (${reason}).`, mend);
  }
}

/** Microsoft's numbers for what is usually wrong. */
const MEND: Readonly<Record<string, string>> = {
  AADSTS7000215: `Copy the Value of the client secret, not its id: ${WHERE.MICROSOFT_APP_PASSWORD}.`,
  AADSTS7000222: `The client secret has expired: make a new one at ${WHERE.MICROSOFT_APP_PASSWORD}.`,
  AADSTS700016: `The app is not in that tenant: compare MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID with ${WHERE.MICROSOFT_APP_TENANT_ID}.`,
  AADSTS90002: `There is no such tenant: copy MICROSOFT_APP_TENANT_ID anew from ${WHERE.MICROSOFT_APP_TENANT_ID}.`,
  AADSTS900023: `There is no such tenant: copy MICROSOFT_APP_TENANT_ID anew from ${WHERE.MICROSOFT_APP_TENANT_ID}.`,
};

const ELSEWHERE =
  "see at portal.azure.com › your Azure Bot the messaging endpoint and that the channel Teams is on";

function knownFindings({ heard, reached, setup, alerts }: Known, now: number): Found {
  const { people, channels, teams } = reached;
  const reach = `The bot knows how to reach ${people} people, ${channels} channels and ${teams} teams.`;
  const words = { side: "Teams", write: "Write status to the bot in Teams", elsewhere: ELSEWHERE } as const;
  const found = heardFinding("teams-requests", words, heard.teams, now, ` ${reach}`);
  return [found, ...(setup === null ? [] : [channelFindings(setup, alerts)].flat())];
}

/** Teams cannot be asked how a channel is: what it told, or answered to a message, is what there is. */
function channelFindings({ settings }: Setup, alerts: readonly Alert[]): Found {
  const { approvals, news, feed } = settings;
  const named = [...approvals, ...news, ...feed].filter(({ platform }) => platform === "teams");
  const closed = ofKind(alerts, "closed").filter(({ platform }) => platform === "teams");
  if (named.length === 0) return skipped("teams-channels", "The settings name no channel in Teams.");
  if (closed.length === 0)
    return ok("teams-channels", "No channel of the settings is known to be closed; Teams cannot be asked.");
  return closed.map(({ name, channel, reason }) =>
    fail(
      "teams-channels",
      `The bot cannot write to ${name ?? channel} (${reason}).`,
      "Add the app to its team again, or choose another channel with settings in the bot's chat.",
    ),
  );
}
