import type { TeamsConfig } from "../../config/config.ts";
import { WHERE } from "../../config/problems.ts";
import { type Alert, ofKind } from "../../domain/alert.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { AppError } from "../../lib/errors.ts";
import { type Credentials, createTokens, tenantCredentials } from "../../teams/outbound/tokens.ts";
import { heardFinding, type Told } from "./database.ts";
import { checked, type Finding, type Found, fail, ok, refused, skipped } from "./finding.ts";

const TOKEN_MS = 4_000;

type Tenant = Extract<TeamsConfig, { kind: "tenant" }>;
/** What gets a token from Microsoft; tests have their own. */
export type CredentialsOf = (access: Tenant) => () => Promise<Credentials>;

export async function teamsFindings(
  teams: TeamsConfig | null,
  told: Told,
  credentialsOf: CredentialsOf = tenantCredentials,
): Promise<Found> {
  if (teams === null) return skipped("teams-token", "Teams is not configured.");
  const heard = heardFindings(told);
  if (teams.kind === "local")
    return [skipped("teams-token", "TEAMS_LOCAL: local clients are let in without credentials."), ...heard];
  const credentials = credentialsOf(teams);
  // The SDK takes a while to load, which is nobody's trouble.
  await credentials().catch(() => {});
  const token = async () => {
    await createTokens(credentials, TOKEN_MS).get();
    return ok("teams-token", "Microsoft knows the app, its secret and the tenant.");
  };
  return [...(await checked("teams-token", token, tokenRefused)), ...heard];
}

const TENANT = WHERE.MICROSOFT_APP_TENANT_ID;
/** Microsoft's numbers for what is usually wrong. */
const MEND: Readonly<Record<string, string>> = {
  AADSTS7000215: `Copy the Value of the client secret, not its id: ${WHERE.MICROSOFT_APP_PASSWORD}.`,
  AADSTS7000222: `The client secret has expired: make a new one at ${WHERE.MICROSOFT_APP_PASSWORD}.`,
  AADSTS700016: `The app is not in that tenant: compare MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID with ${TENANT}.`,
  AADSTS90002: `There is no such tenant: copy MICROSOFT_APP_TENANT_ID anew from ${TENANT}.`,
};

function tokenRefused(error: AppError): Finding {
  const number = /AADSTS\d+/.exec(error.message)?.[0] ?? "";
  const mend = MEND[number] ?? "Copy all three values anew, and see whether the client secret has expired.";
  const network =
    "See that this machine reaches login.microsoftonline.com, and that MICROSOFT_APP_TENANT_ID is right.";
  return refused("teams-token", ["Microsoft", "the MICROSOFT_APP_… values"], error, mend, network);
}

const ELSEWHERE =
  "see at portal.azure.com › your Azure Bot the messaging endpoint and that the channel Teams is on";

function heardFindings({ known, now }: Told): Finding[] {
  if (known === null) return [];
  const { heard, reached, setup, alerts } = known;
  const { people, channels, teams } = reached;
  const reach = ` The bot knows how to reach ${people} people, ${channels} channels and ${teams} teams.`;
  const words = { side: "Teams", write: "Write status to the bot in Teams", elsewhere: ELSEWHERE } as const;
  return [
    heardFinding("teams-requests", words, heard.teams, now, reach),
    ...(setup === null ? [] : channelFindings(setup, alerts)),
  ];
}

/** Teams cannot be asked how a channel is: what it told, or answered to a message, is what there is. */
function channelFindings({ settings }: Setup, alerts: readonly Alert[]): Finding[] {
  const check = "teams-channels";
  const { approvals, news, feed } = settings;
  const isNamed = [...approvals, ...news, ...feed].some(({ platform }) => platform === "teams");
  const closed = ofKind(alerts, "closed").filter(({ platform }) => platform === "teams");
  if (!isNamed) return [skipped(check, "The settings name no channel in Teams.")];
  if (closed.length === 0)
    return [ok(check, "No channel of the settings is known to be closed; Teams cannot be asked.")];
  const mend = "Add the app to its team again, or choose another channel with settings in the bot's chat.";
  return closed.map(({ name, channel, reason }) =>
    fail(check, `The bot cannot write to ${name ?? channel} (${reason}).`, mend),
  );
}
