import { randomUUID } from "node:crypto";
import { BOT } from "./bot.ts";
import { APP_ID, COMMAND, TEAM } from "./company.ts";
import type { JsonObject, SlackState, StoredChannel, StoredPerson } from "./state.ts";

const VERIFICATION_TOKEN = "sandbox-verification-token";
const NAMES = { public: "", private: "privategroup", direct: "directmessage" };

export const channelName = (channel: StoredChannel): string => NAMES[channel.kind] || channel.name;

let lastActionTs = 0;

/** Wire time, unique within this process. */
export function actionTs(): string {
  lastActionTs = Math.max(lastActionTs + 1, Date.now() * 1000);
  const micros = String(lastActionTs);
  return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
}

/** What all payloads of interactions have in common. */
export function interaction(type: string, person: StoredPerson): JsonObject {
  return {
    type,
    team: { id: TEAM.id, domain: TEAM.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: TEAM.id },
    api_app_id: APP_ID,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function commandFields(
  person: StoredPerson,
  channel: StoredChannel,
  text: string,
  ids: { trigger: string; responseUrl: string },
): Record<string, string> {
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.handle,
    command: COMMAND,
    text,
    api_app_id: APP_ID,
    is_enterprise_install: "false",
    response_url: ids.responseUrl,
    trigger_id: ids.trigger,
  };
}

/** Around every event; each call makes an event of its own. */
export function envelope(event: JsonObject): JsonObject {
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    context_team_id: TEAM.id,
    context_enterprise_id: null,
    api_app_id: APP_ID,
    event: { ...event, event_ts: actionTs() },
    type: "event_callback",
    event_id: `Ev${randomUUID().replaceAll("-", "").slice(0, 10).toUpperCase()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: TEAM.id,
        user_id: BOT.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

/** What `should_escape` makes of a command's text. */
export function escapeCommand(state: SlackState, text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return safe.replace(/(^|[\s(,])([@#])([\w-]+)/g, (whole, before: string, sign: string, name: string) => {
    const person = sign === "@" ? state.people.find(({ handle }) => handle === name) : undefined;
    const channel = sign === "#" ? state.channels.find((each) => each.name === name) : undefined;
    if (person !== undefined) return `${before}<@${person.id}|${person.handle}>`;
    return channel === undefined ? whole : `${before}<#${channel.id}|${channel.name}>`;
  });
}
