import type { InputState } from "../request-schemas.ts";
import { BOT } from "./bot.ts";
import { APP_ID, TEAM } from "./company.ts";
import type { JsonObject, StoredFile, StoredMessage, StoredPerson, StoredView } from "./state.ts";

const CREATED = 1_700_000_000;

const offsetSeconds = (timezone: string, at: number): number => {
  const parts = new Intl.DateTimeFormat("en", { timeZone: timezone, timeZoneName: "longOffset" });
  const name = parts.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
};

/** A user as users.info gives it; the address only with the scope, the locale only when asked for. */
export function wireUser(
  person: StoredPerson,
  now: number,
  { email, locale }: { email: boolean; locale: boolean },
): JsonObject {
  return {
    id: person.id,
    team_id: TEAM.id,
    name: person.handle,
    deleted: person.deleted,
    color: person.color.slice(1),
    real_name: person.name,
    tz: person.timezone,
    tz_label: person.timezone,
    tz_offset: offsetSeconds(person.timezone, now),
    profile: {
      title: person.title,
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.handle,
      display_name_normalized: person.handle,
      team: TEAM.id,
      ...(email && person.email !== null ? { email: person.email } : {}),
    },
    is_admin: person.kind === "admin",
    is_owner: person.owner,
    is_primary_owner: person.owner,
    is_restricted: person.kind === "guest",
    is_ultra_restricted: person.kind === "guest",
    is_bot: false,
    is_app_user: false,
    is_email_confirmed: true,
    updated: CREATED,
    ...(locale ? { locale: person.locale } : {}),
  };
}

export function wireMessage(
  message: StoredMessage,
  withMetadata: boolean,
  files: readonly StoredFile[] = [],
): JsonObject {
  const shown = files.filter(({ id }) => message.files?.includes(id) ?? false);
  const fromBot = message.author === BOT.id;
  return {
    type: "message",
    user: message.author,
    ts: message.ts,
    text: message.text,
    team: TEAM.id,
    ...(fromBot ? { bot_id: BOT.botId, app_id: APP_ID } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks as JsonObject[] } : {}),
    ...(shown.length > 0 ? { files: shown.map(({ id, name, length }) => ({ id, name, size: length })) } : {}),
    ...(message.editedTs === null ? {} : { edited: { user: message.author, ts: message.editedTs } }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
  };
}

/** A view as the API answers it and, with what was entered, as payloads carry it. */
export function wireView(view: StoredView, entered: InputState = {}): JsonObject {
  const { content } = view;
  return {
    id: view.id,
    team_id: TEAM.id,
    type: view.type,
    private_metadata: "",
    callback_id: "",
    title: null,
    submit: null,
    close: null,
    clear_on_close: false,
    ...content,
    blocks: content.blocks as JsonObject[],
    state: { values: entered },
    hash: view.hash,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: APP_ID,
    app_installed_team_id: TEAM.id,
    bot_id: BOT.botId,
  };
}
