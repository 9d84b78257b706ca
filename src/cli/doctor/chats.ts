import { readFileSync } from "node:fs";
import type { SlackConfig, TeamsConfig } from "../../config/config.ts";
import { oddSecret, WHERE } from "../../config/variables.ts";
import type { Platform } from "../../domain/accounts/person.ts";
import { type Alert, ofKind } from "../../domain/alert.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import { ROOT } from "../../root.ts";
import type { SlackLook } from "../../slack/look.ts";
import type { App, Credentials } from "../../teams/outbound/credentials.ts";
import { createTokens, tenantCredentials } from "../../teams/outbound/tokens.ts";
import { timeOf } from "../answer.ts";
import { checked, type Finding, type Found, fail, ok, refusedBy, skipped, warn } from "./finding.ts";
import type { Told } from "./machine.ts";

const CALL_MS = 4_000;

/** When something came from a platform last, which alone shows that it reaches the bot. */
function heardFinding(
  check: "slack-requests" | "teams-requests",
  [side, write, elsewhere]: readonly [side: "Slack" | "Teams", write: string, elsewhere: string],
  at: number | null,
): Finding {
  if (at !== null) return ok(check, `The last press or message from ${side} came on ${timeOf(at)}.`);
  const none = `Nothing from ${side} yet. ${write} to try it; if no answer comes, ${elsewhere}.`;
  return skipped(check, none);
}

function channelsIn({ settings: { approvals, news, feed } }: Setup, on: Platform): string[] {
  const named = [...approvals, ...news, ...feed].filter(({ platform }) => platform === on);
  return [...new Set(named.map(({ channel }) => channel))];
}

const MANIFEST = new URL("manifests/slack.json", ROOT);

type Manifest = { readonly oauth_config: { readonly scopes: Record<"bot" | "bot_optional", string[]> } };

export async function slackFindings(slack: SlackConfig | null, told: Told): Promise<Found> {
  if (slack === null) return skipped("slack-token", "Slack isn't configured.");
  const { createSlackLook } = await import("../../slack/look.ts");
  const look = createSlackLook({ ...slack, timeoutMs: CALL_MS, seen: told.seen });
  const { transport } = slack;
  const self = look.self();
  const found = await Promise.all([
    botTokenFindings(self),
    // In a time of their own: a slow channel says nothing of the token.
    self.then(({ scopes }) => checked(CHANNELS, () => channelFindings(look, told, scopes))).catch(() => []),
    transport.kind === "http" ? [] : appTokenFindings(look, transport.appToken),
    checked("slack-requests", () => requestFindings(slack, told)),
  ]);
  return found.flat();
}

/** What Slack says of the bot token. */
export function botTokenFindings(self: ReturnType<SlackLook["self"]>): Promise<readonly Finding[]> {
  const token = async () => {
    const told = await self;
    return [installFinding(told), scopeFinding(told.scopes)];
  };
  const install = `Reinstall the app and copy the token again: ${WHERE.SLACK_BOT_TOKEN}.`;
  return checked("slack-token", token, refusedBy("slack-token", ["Slack", "SLACK_BOT_TOKEN"], install));
}

/** What Slack says of the token for Socket Mode. */
export function appTokenFindings(look: SlackLook, appToken: string): Promise<readonly Finding[]> {
  const socket = async () => {
    await look.socket(appToken);
    return ok("slack-socket", "Slack gives out an address for Socket Mode.");
  };
  const again = `Make a new app-level token, check that Socket Mode is on, and restart: ${WHERE.SLACK_APP_TOKEN}.`;
  return checked("slack-socket", socket, refusedBy("slack-socket", ["Slack", "SLACK_APP_TOKEN"], again));
}

type Self = Awaited<ReturnType<SlackLook["self"]>>;

function installFinding({ name, isOrgWide, workspaces, page }: Self): Finding {
  if (!isOrgWide) return ok("slack-token", `Slack lets the bot into the chat workspace ${name}.`);
  const installed = `The app is installed for the organization ${name}, and added to`;
  const names = [...workspaces.values()].join(", ");
  if (names !== "") return ok("slack-token", `${installed} ${workspaces.size} of its workspaces: ${names}.`);
  return fail("slack-token", `${installed} none of its workspaces.`, `Add it to those that need it: ${page}`);
}

function scopeFinding(granted: Scopes): Finding {
  if (granted === null) return skipped("slack-scopes", "Slack didn't say which scopes it granted.");
  const { scopes } = (JSON.parse(readFileSync(MANIFEST, "utf8")) as Manifest).oauth_config;
  const without = (wanted: readonly string[]) =>
    wanted.filter((scope) => !granted.includes(scope)).join(", ");
  const missing = without(scopes.bot);
  const left = without(scopes.bot_optional);
  const where = "at api.slack.com/apps › your app › OAuth & Permissions and reinstall the app";
  const mend = `Add what is missing ${where} (.github/docs/connect-slack.md, Scopes).`;
  if (missing !== "") return fail("slack-scopes", `Slack hasn't granted ${missing}.`, mend);
  const rest = left === "" ? "" : ` Optional ones left out: ${left}.`;
  return ok("slack-scopes", `Every scope needed is granted.${rest}`);
}

const REQUESTS = "slack-requests";
const TYPE = "Type /mistral-setup status in Slack";

function requestFindings({ transport }: SlackConfig, { known }: Told): Finding[] {
  const secret = transport.kind === "http" ? transport.signingSecret : null;
  const odd = secret === null ? null : oddSecret(secret);
  const again = `Copy it again, then send SIGHUP or restart: ${WHERE.SLACK_SIGNING_SECRET}`;
  const found = odd === null ? [] : [warn(REQUESTS, odd, `${again}.`)];
  if (known === null) return found;
  const { slack, slackForged: forged, slackCommand: command } = known.heard;
  // Anybody can send such a request, so it shows a wrong secret only as long as none comes that fits.
  if (secret !== null && forged !== null && (slack ?? 0) < forged) {
    const what = `The last request, of ${timeOf(forged)}, didn't fit SLACK_SIGNING_SECRET and was refused.`;
    found.push(warn(REQUESTS, what, `${again}; where Slack shows no errors, somebody else calls the bot.`));
  }
  const page =
    secret === null
      ? "Socket Mode whether it is on"
      : "Event Subscriptions whether the request URL is verified";
  const elsewhere = `check at api.slack.com/apps › your app › ${page}`;
  const none = `No command has come yet: ${TYPE}.`;
  return [
    ...found,
    heardFinding(REQUESTS, ["Slack", TYPE, elsewhere], slack),
    command === null
      ? skipped("slack-command", none)
      : ok("slack-command", `The last /mistral-setup came on ${timeOf(command)}.`),
  ];
}

const CHANNELS = "slack-channels";

type Scopes = readonly string[] | null;

async function channelFindings(look: SlackLook, { known }: Told, scopes: Scopes): Promise<Finding[]> {
  if (known?.setup == null) return [];
  const ids = channelsIn(known.setup, "slack");
  if (ids.length === 0) return [skipped(CHANNELS, "The settings name no channel in Slack.")];
  const anywhere = scopes?.includes("chat:write.public") ?? true;
  const problems = (await Promise.all(ids.map((id) => closedFinding(look, id, anywhere)))).flat();
  if (problems.length > 0) return problems;
  return [ok(CHANNELS, `The bot can write to the ${ids.length} channels of the settings.`)];
}

async function closedFinding(look: SlackLook, id: string, anywhere: boolean): Promise<Finding[]> {
  const choose = "or choose another channel with /mistral-setup settings.";
  const invite = `Type /invite @Mistral Setup there, ${choose}`;
  try {
    const { name, archived, member } = await look.channel(id);
    const called = name === null ? id : `#${name}`;
    if (archived) return [fail(CHANNELS, `${called} is archived.`, `Unarchive it, ${choose}`)];
    return member || anywhere ? [] : [fail(CHANNELS, `The bot isn't in ${called}.`, invite)];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const unseen = `The bot can't see the channel ${id}: it's deleted, or private without the bot.`;
    if (error.detail === "channel_not_found") return [fail(CHANNELS, unseen, invite)];
    const what = `Couldn't look at the channel ${id} (${error.detail ?? error.code}).`;
    return [warn(CHANNELS, what, "Fix what else is wrong with Slack, and look again.")];
  }
}

const ANY_HOST = "Files in Teams are fetched from any company's SharePoint.";
const NAME_HOSTS =
  "Set TEAMS_FILE_HOSTS to your hosts, such as lumen-my.sharepoint.com,lumen.sharepoint.com.";

type Tenant = Extract<TeamsConfig, { kind: "tenant" }>;
/** What gets a token from Microsoft; tests have their own. */
export type CredentialsOf = (app: App) => () => Promise<Credentials>;

export async function teamsFindings(
  teams: TeamsConfig | null,
  told: Told,
  credentialsOf: CredentialsOf = tenantCredentials,
): Promise<Found> {
  if (teams === null) return skipped("teams-token", "Teams isn't configured.");
  const heard = heardFindings(told);
  if (teams.kind === "local")
    return [skipped("teams-token", "TEAMS_LOCAL: local clients are let in without credentials."), ...heard];
  const files = teams.fileHosts.length > 0 ? [] : [warn("teams-files", ANY_HOST, NAME_HOSTS)];
  const token = await appFindings(teams, credentialsOf);
  return [...token, ...certificateFindings(teams, told.now), ...files, ...heard];
}

/** What Microsoft says of the app's id, its secret and the tenant. */
export async function appFindings(app: App, credentialsOf: CredentialsOf = tenantCredentials) {
  const credentials = credentialsOf(app);
  // The SDK takes a while to load, which is nobody's trouble.
  await credentials().catch(() => {});
  const token = async () => {
    await createTokens(credentials, CALL_MS).get();
    return ok("teams-token", `Microsoft knows the app, its ${proofOf(app)} and the tenant.`);
  };
  return checked("teams-token", token, tokenRefused(app));
}

const proofOf = ({ password, certificate }: App): string =>
  password !== null ? "secret" : certificate ? "certificate" : "managed identity";

const CERTIFICATE_MS = 30 * 86_400_000;

function certificateFindings({ certificate }: Tenant, now: number): Finding[] {
  if (certificate === null) return [];
  const { endsAt } = certificate;
  const what = `The app's certificate ends on ${new Date(endsAt).toISOString().slice(0, 10)}.`;
  if (endsAt - now > CERTIFICATE_MS) return [ok("teams-certificate", what)];
  const mend = `Upload a new one (${WHERE.MICROSOFT_APP_PASSWORD}), put it with its key into MICROSOFT_APP_CERTIFICATE_FILE, and restart.`;
  return [warn("teams-certificate", what, mend)];
}

/** Microsoft's own number says more than its word. */
const REASONS: Readonly<Record<string, string>> = {
  AADSTS700016: "This tenant has no such app: check whether the app ID and the tenant ID are swapped.",
  AADSTS7000215: `That is no secret of this app: copy its Value, not its Secret ID, from ${WHERE.MICROSOFT_APP_PASSWORD}.`,
  AADSTS7000222: `The client secret has expired: make a new one at ${WHERE.MICROSOFT_APP_PASSWORD}.`,
  AADSTS7000229: "The app has no service principal in this tenant: have an administrator create one.",
};

const tokenRefused =
  (app: App) =>
  ({ code, detail, message }: AppError): Finding => {
    const why = /AADSTS\d+/.exec(message)?.[0] ?? detail;
    const copy = `Copy all three values again, with a new client secret if it has expired: ${WHERE.MICROSOFT_APP_PASSWORD}.`;
    const network =
      proofOf(app) === "managed identity"
        ? "Check that this machine has the managed identity that MICROSOFT_APP_ID names."
        : "Check that this machine reaches login.microsoftonline.com, and MICROSOFT_APP_TENANT_ID.";
    const refused = ["Microsoft", "the MICROSOFT_APP_… values"] as const;
    const error = new AppError(code, message, { detail: why });
    return refusedBy("teams-token", refused, REASONS[why ?? ""] ?? copy, network)(error);
  };

const ELSEWHERE = "check the messaging endpoint and the channel Teams at portal.azure.com › your Azure Bot";

function heardFindings({ known }: Told): Finding[] {
  if (known === null) return [];
  const { heard, setup, alerts } = known;
  const words = ["Teams", "Write status to the bot in Teams", ELSEWHERE] as const;
  const closed = setup === null ? [] : closedFindings(setup, alerts);
  return [heardFinding("teams-requests", words, heard.teams), ...closed];
}

/** Teams cannot be asked how a channel is: what it told, or answered to a message, is what there is. */
function closedFindings(setup: Setup, alerts: readonly Alert[]): Finding[] {
  const check = "teams-channels";
  const closed = ofKind(alerts, "closed").filter(({ platform }) => platform === "teams");
  if (channelsIn(setup, "teams").length === 0)
    return [skipped(check, "The settings name no channel in Teams.")];
  if (closed.length === 0) return [ok(check, "No channel is known to be closed; Teams can't be asked.")];
  const mend = "Add the app to its team again, or choose another channel with settings in the bot's chat.";
  return closed.map(({ name, channel, reason }) =>
    fail(check, `The bot can't post to ${name ?? channel} (${reason}).`, mend),
  );
}
