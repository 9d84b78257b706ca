import { randomUUID } from "node:crypto";
import type { Seat, StoredMessage, StoredPerson, StoredPlace } from "../chat.ts";
import type { InputState } from "../request-schemas.ts";
import type { JsonObject } from "../snapshot.ts";
import type { SlackState, StoredFile, StoredView } from "./state.ts";
import { APP_ID, BOT, COMMAND, inSeconds, TEAM } from "./state.ts";

const ORIGIN = { token: "sandbox-verification-token", team_id: TEAM.id, api_app_id: APP_ID };

let lastActionTs = 0;

export function actionTs(): string {
  lastActionTs = Math.max(lastActionTs + 1, Date.now() * 1000);
  return inSeconds(lastActionTs);
}

type Shown = {
  email: boolean;
  locale: boolean;
  /** A status that is over by then is gone. */
  now: number;
};

/** A user as users.info gives it; the address only with the scope, the locale only when asked for. */
export function wireUser(person: StoredPerson, shown: Shown): JsonObject {
  const { id, name, handle, title, timezone, email, locale, kind, owner, deleted, status } = person;
  const isGuest = kind === "guest";
  const says = status !== undefined && status.until > shown.now ? status : null;
  const said = {
    ...{ status_text: says?.text ?? "", status_emoji: says === null ? "" : ":palm_tree:" },
    status_expiration: Math.floor((says?.until ?? 0) / 1000),
  };
  return {
    ...{ id, team_id: TEAM.id, name: handle, real_name: name, deleted, tz: timezone },
    profile: {
      title,
      real_name: name,
      // They have chosen none: Slack shows their full names then, as the page does.
      display_name: "",
      ...said,
      ...(shown.email && email && { email }),
    },
    ...{ is_admin: kind === "admin", is_owner: owner, is_restricted: isGuest, is_ultra_restricted: isGuest },
    ...{ is_bot: false, is_email_confirmed: true, ...(shown.locale && { locale }) },
  };
}

export function wireMessage(
  message: StoredMessage,
  withMetadata: boolean,
  all: StoredFile[] = [],
): JsonObject {
  const { author, id: ts, text, blocks, metadata } = message;
  const files = all.filter(({ id }) => message.files?.includes(id));
  return {
    ...{ type: "message", user: author ?? BOT.id, ts, text, team: TEAM.id },
    ...(author === null ? { bot_id: BOT.botId, app_id: APP_ID } : {}),
    ...(blocks.length > 0 ? { blocks: blocks as JsonObject[] } : {}),
    ...(files.length > 0 ? { files: files.map(({ id, name, length }) => ({ id, name, size: length })) } : {}),
    ...(withMetadata && metadata !== null ? { metadata } : {}),
  };
}

/** A view as the API answers it and, with what was entered, as payloads carry it. */
export function wireView(
  { id, type, hash, content, ...view }: StoredView,
  values: InputState = {},
): JsonObject {
  return {
    ...{ id, type, team_id: TEAM.id, private_metadata: "", callback_id: "" },
    ...{ title: null, submit: null, close: null, clear_on_close: false },
    ...content,
    ...{ blocks: content.blocks as JsonObject[], state: { values }, hash },
    ...{ previous_view_id: view.previousId, root_view_id: view.rootId },
    ...{ app_id: APP_ID, app_installed_team_id: TEAM.id, bot_id: BOT.botId },
  };
}

export const channelName = ({ kind, name }: StoredPlace): string =>
  kind === "private" ? "privategroup" : kind === "direct" ? "directmessage" : name;

export const interaction = (type: string, { id, handle }: StoredPerson, trigger: string): JsonObject => ({
  ...{ type, token: ORIGIN.token, api_app_id: APP_ID, enterprise: null, is_enterprise_install: false },
  team: { id: TEAM.id, domain: TEAM.domain },
  user: { id, username: handle, name: handle, team_id: TEAM.id },
  trigger_id: trigger,
});

export const commandFields = (
  { person, place }: Seat,
  answer: { text: string; trigger_id: string; response_url: string },
): Record<string, string> => ({
  ...ORIGIN,
  ...{ team_domain: TEAM.domain, channel_id: place.id, channel_name: channelName(place) },
  ...{ user_id: person.id, user_name: person.handle, command: COMMAND, is_enterprise_install: "false" },
  ...answer,
});

export function envelope(event: JsonObject): JsonObject {
  const bot = { team_id: TEAM.id, user_id: BOT.id, is_bot: true };
  return {
    ...{ ...ORIGIN, context_team_id: TEAM.id, context_enterprise_id: null, type: "event_callback" },
    event: { ...event, event_ts: actionTs() },
    event_id: `Ev${randomUUID().replaceAll("-", "").slice(0, 10).toUpperCase()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ enterprise_id: null, is_enterprise_install: false, ...bot }],
    is_ext_shared_channel: false,
  };
}

/** What `should_escape` makes of a command's text. */
export function escapeCommand({ people, places }: SlackState, text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return safe.replace(/(^|[\s(,])([@#])([\w-]+)/g, (whole, before: string, sign: string, name: string) => {
    const person = sign === "@" ? people.find(({ handle }) => handle === name) : undefined;
    const channel = sign === "#" ? places.find((each) => each.name === name) : undefined;
    if (person !== undefined) return `${before}<@${person.id}|${person.handle}>`;
    return channel === undefined ? whole : `${before}<#${channel.id}|${channel.name}>`;
  });
}
