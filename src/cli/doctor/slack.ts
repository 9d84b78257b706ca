import { readFileSync } from "node:fs";
import * as z from "zod";
import type { SlackConfig } from "../../config/config.ts";
import { oddSecret, WHERE } from "../../config/problems.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import { ROOT } from "../../root.ts";
import type { SlackLook } from "../../slack/look.ts";
import { ago, heardFinding } from "./ago.ts";
import { checked } from "./checked.ts";
import type { Known, Told } from "./database.ts";
import { type Finding, type Found, fail, ok, skipped, warn } from "./finding.ts";

const MANIFEST = new URL("manifests/slack.json", ROOT);
const CALL_MS = 4_000;

const manifest = z.object({
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
});

export async function slackFindings(slack: SlackConfig | null, told: Told): Promise<Found> {
  if (slack === null) return skipped("slack-token", "Slack is not configured.");
  const { createSlackLook } = await import("../../slack/look.ts");
  const look = createSlackLook({ ...slack, timeoutMs: CALL_MS, seen: told.seen });
  const [token, ...others] = await Promise.all([
    checked("slack-token", () => tokenFindings(look)),
    checked("slack-socket", () => socketFindings(look, slack)),
    checked("slack-requests", () => requestFindings(slack, told)),
  ]);
  const isLetIn = !token.some(({ check, mark }) => check === "slack-token" && mark === "fail");
  const { known } = told;
  const channels =
    isLetIn && known !== null
      ? await checked("slack-channels", () => channelFindings(look, known.setup))
      : [];
  return [...token, ...others.flat(), ...channels];
}

async function tokenFindings(look: SlackLook): Promise<Found> {
  try {
    const { team, scopes } = await look.self();
    return [ok("slack-token", `Slack lets the bot into the chat workspace ${team}.`), scopeFinding(scopes)];
  } catch (error) {
    const mend = `Install the app again and copy the token anew: ${WHERE.SLACK_BOT_TOKEN}.`;
    return refused("slack-token", "SLACK_BOT_TOKEN", error, mend);
  }
}

async function socketFindings(look: SlackLook, { transport }: SlackConfig): Promise<Found> {
  if (transport.kind === "http") return [];
  try {
    await look.socket(transport.appToken);
    return ok("slack-socket", "Slack gives out an address for Socket Mode.");
  } catch (error) {
    const mend = `Make a new app-level token, see that Socket Mode is on, and restart: ${WHERE.SLACK_APP_TOKEN}.`;
    return refused("slack-socket", "SLACK_APP_TOKEN", error, mend);
  }
}

function refused(
  check: "slack-token" | "slack-socket",
  variable: string,
  error: unknown,
  mend: string,
): Finding {
  if (!(error instanceof AppError)) throw error;
  if (error.code !== "unavailable" && error.code !== "rate_limited")
    return fail(check, `Slack refuses ${variable} (${error.detail}).`, mend);
  const network = "See that this machine reaches Slack; what waits goes out by itself afterwards.";
  return fail(check, `Slack does not answer properly (${error.detail}).`, network);
}

function scopeFinding(granted: readonly string[] | null): Finding {
  if (granted === null) return skipped("slack-scopes", "Slack did not say which scopes it granted.");
  const { bot, bot_optional: optional } = manifest.parse(JSON.parse(readFileSync(MANIFEST, "utf8")))
    .oauth_config.scopes;
  const without = (scopes: readonly string[]) => scopes.filter((scope) => !granted.includes(scope));
  const missing = without(bot);
  const left = without(optional).join(", ");
  if (missing.length > 0)
    return fail(
      "slack-scopes",
      `Slack has not granted ${missing.join(", ")}.`,
      `Add ${missing.length === 1 ? "it" : "them"} at api.slack.com/apps › your app › OAuth & Permissions and reinstall the app (.github/docs/connect-slack.md, Scopes).`,
    );
  const rest = left === "" ? "" : ` Optional ones that were left out: ${left}.`;
  return ok("slack-scopes", `Every scope that is needed is granted.${rest}`);
}

function requestFindings({ transport }: SlackConfig, { known, now }: Told): Found {
  const secret = transport.kind === "http" ? transport.signingSecret : null;
  const odd = secret === null ? null : oddSecret(secret);
  const found = odd === null ? [] : [warn(REQUESTS, odd, `Copy it again: ${WHERE.SLACK_SIGNING_SECRET}.`)];
  if (known === null) return found;
  const { heard } = known;
  const page =
    secret === null
      ? "Socket Mode whether it is on"
      : "Event Subscriptions whether the request URL is verified";
  const elsewhere = `see at api.slack.com/apps › your app › ${page}`;
  return [
    ...found,
    ...(secret === null ? [] : forgedFindings(heard, now)),
    heardFinding(REQUESTS, { side: "Slack", write: TYPE, elsewhere }, heard.slack, now),
    commandFinding(heard.slackCommand, now),
  ];
}

/** Anybody can send such a request, so it shows a wrong secret only as long as none comes that fits. */
function forgedFindings({ slack, slackForged: at }: Known["heard"], now: number): Finding[] {
  if (at === null || (slack !== null && slack >= at)) return [];
  const what = `A request that does not fit SLACK_SIGNING_SECRET was refused ${ago(at, now)}, and none that fits came since.`;
  const mend = `Where Slack shows errors, copy the secret again and restart: ${WHERE.SLACK_SIGNING_SECRET}; else somebody else calls the bot's address.`;
  return [warn(REQUESTS, what, mend)];
}

const REQUESTS = "slack-requests";
const TYPE = "Type /mistral-setup status in Slack";

const commandFinding = (at: number | null, now: number): Finding =>
  at === null
    ? skipped("slack-command", `No call tells whether the command is there, and none has come yet: ${TYPE}.`)
    : ok("slack-command", `The last /mistral-setup came ${ago(at, now)}.`);

async function channelFindings(look: SlackLook, setup: Setup | null): Promise<Found> {
  const { approvals = [], news = [], feed = [] } = setup?.settings ?? {};
  const places = [...approvals, ...news, ...feed].filter(({ platform }) => platform === "slack");
  const ids = [...new Set(places.map(({ channel }) => channel))];
  if (ids.length === 0) return skipped(CHANNELS, "The settings name no channel in Slack.");
  const { scopes } = await look.self();
  const mayPostAnywhere = scopes?.includes("chat:write.public") ?? true;
  const found = await Promise.all(ids.map((id) => channelFinding(look, id, mayPostAnywhere)));
  const problems = found.flatMap((finding) => finding ?? []);
  if (problems.length > 0) return problems;
  return ok(CHANNELS, `The bot can write to the ${ids.length} channels of the settings.`);
}

const CHANNELS = "slack-channels";
const CHOOSE = "or choose another channel with /mistral-setup settings.";
const ASK_IN = `Type /invite @Mistral Setup there, ${CHOOSE}`;

/** null: the bot can write there. */
async function channelFinding(look: SlackLook, id: string, anywhere: boolean): Promise<Finding | null> {
  try {
    const { name, archived, member } = await look.channel(id);
    const called = name === null ? id : `#${name}`;
    if (archived) return fail(CHANNELS, `${called} is archived.`, `Unarchive it, ${CHOOSE}`);
    return member || anywhere ? null : fail(CHANNELS, `The bot is not in ${called}.`, ASK_IN);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const unseen = `The bot does not see the channel ${id}: it was deleted, or is private and without the bot.`;
    if (error.detail === "channel_not_found") return fail(CHANNELS, unseen, ASK_IN);
    const what = `How the channel ${id} is could not be seen (${error.detail}).`;
    return warn(CHANNELS, what, "Mend what else is wrong with Slack, and look again.");
  }
}
