import { readFileSync } from "node:fs";
import * as z from "zod";
import type { SlackConfig } from "../../config/config.ts";
import { oddSecret, WHERE } from "../../config/problems.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import { ROOT } from "../../root.ts";
import type { SlackLook } from "../../slack/look.ts";
import { timeOf } from "../answer.ts";
import { heardFinding, type Told } from "./database.ts";
import { checked, type Finding, type Found, fail, ok, refused, skipped, warn } from "./finding.ts";

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
  const { transport } = slack;
  const install = `Install the app again and copy the token anew: ${WHERE.SLACK_BOT_TOKEN}.`;
  const socket = `Make a new app-level token, see that Socket Mode is on, and restart: ${WHERE.SLACK_APP_TOKEN}.`;
  const self = look.self();
  // In a time of their own: a slow channel says nothing of the token.
  const channels = async () => {
    const me = await self.catch(() => null);
    return me === null
      ? []
      : checked(CHANNELS, () => channelFindings(look, told.known?.setup ?? null, me.scopes));
  };
  const found = await Promise.all([
    checked(
      "slack-token",
      async () => {
        const { team, scopes } = await self;
        return [
          ok("slack-token", `Slack lets the bot into the chat workspace ${team}.`),
          scopeFinding(scopes),
        ];
      },
      (error) => refused("slack-token", ["Slack", "SLACK_BOT_TOKEN"], error, install),
    ),
    channels(),
    checked(
      "slack-socket",
      async () => {
        if (transport.kind === "http") return [];
        await look.socket(transport.appToken);
        return ok("slack-socket", "Slack gives out an address for Socket Mode.");
      },
      (error) => refused("slack-socket", ["Slack", "SLACK_APP_TOKEN"], error, socket),
    ),
    checked("slack-requests", () => requestFindings(slack, told)),
  ]);
  return found.flat();
}

function scopeFinding(granted: readonly string[] | null): Finding {
  if (granted === null) return skipped("slack-scopes", "Slack did not say which scopes it granted.");
  const { scopes } = manifest.parse(JSON.parse(readFileSync(MANIFEST, "utf8"))).oauth_config;
  const without = (wanted: readonly string[]) =>
    wanted.filter((scope) => !granted.includes(scope)).join(", ");
  const missing = without(scopes.bot);
  const left = without(scopes.bot_optional);
  const where = "at api.slack.com/apps › your app › OAuth & Permissions and reinstall the app";
  const mend = `Add what is missing ${where} (.github/docs/connect-slack.md, Scopes).`;
  if (missing !== "") return fail("slack-scopes", `Slack has not granted ${missing}.`, mend);
  const rest = left === "" ? "" : ` Optional ones that were left out: ${left}.`;
  return ok("slack-scopes", `Every scope that is needed is granted.${rest}`);
}

const REQUESTS = "slack-requests";
const TYPE = "Type /mistral-setup status in Slack";

function requestFindings({ transport }: SlackConfig, { known, now }: Told): Finding[] {
  const secret = transport.kind === "http" ? transport.signingSecret : null;
  const odd = secret === null ? null : oddSecret(secret);
  const again = `Copy it again and restart: ${WHERE.SLACK_SIGNING_SECRET}`;
  const found = odd === null ? [] : [warn(REQUESTS, odd, `${again}.`)];
  if (known === null) return found;
  const { slack, slackForged: forged, slackCommand: command } = known.heard;
  // Anybody can send such a request, so it shows a wrong secret only as long as none comes that fits.
  if (secret !== null && forged !== null && (slack ?? 0) < forged) {
    const what = `The last request, of ${timeOf(forged)}, did not fit SLACK_SIGNING_SECRET and was refused.`;
    found.push(warn(REQUESTS, what, `${again}; where Slack shows no errors, somebody else calls the bot.`));
  }
  const page =
    secret === null
      ? "Socket Mode whether it is on"
      : "Event Subscriptions whether the request URL is verified";
  const elsewhere = `see at api.slack.com/apps › your app › ${page}`;
  const none = `No call tells whether the command is there, and none has come yet: ${TYPE}.`;
  return [
    ...found,
    heardFinding(REQUESTS, { side: "Slack", write: TYPE, elsewhere }, slack, now),
    command === null
      ? skipped("slack-command", none)
      : ok("slack-command", `The last /mistral-setup came on ${timeOf(command)}.`),
  ];
}

const CHANNELS = "slack-channels";

async function channelFindings(
  look: SlackLook,
  setup: Setup | null,
  scopes: readonly string[] | null,
): Promise<Finding[]> {
  if (setup === null) return [];
  const { approvals, news, feed } = setup.settings;
  const named = [...approvals, ...news, ...feed].filter(({ platform }) => platform === "slack");
  const ids = [...new Set(named.map(({ channel }) => channel))];
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
    return member || anywhere ? [] : [fail(CHANNELS, `The bot is not in ${called}.`, invite)];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const unseen = `The bot does not see the channel ${id}: it was deleted, or is private and without the bot.`;
    if (error.detail === "channel_not_found") return [fail(CHANNELS, unseen, invite)];
    const what = `How the channel ${id} is could not be seen (${error.detail ?? error.code}).`;
    return [warn(CHANNELS, what, "Mend what else is wrong with Slack, and look again.")];
  }
}
