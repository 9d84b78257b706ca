import { randomUUID } from "node:crypto";
import type { JsonObject } from "../snapshot.ts";
import { BOT, TEAM, TENANT } from "./company.ts";
import type { Place, StoredFile, StoredMessage, StoredPerson } from "./state.ts";

/** Where and when something is done, and by whom. */
export type Scene = Place & { person: StoredPerson; now: number; serviceUrl: string };

const KINDS = { personal: "personal", group: "groupChat", channel: "channel" } as const;
const BOT_ACCOUNT = { id: BOT.id, name: BOT.name };

function localTimestamp(now: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(now);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const offset = name === "GMT" ? "+00:00" : name.replace("GMT", "");
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d+):(\d+)/.exec(offset) ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
  return new Date(now + shift).toISOString().replace("Z", offset);
}

const clientInfo = ({ locale, timezone }: StoredPerson): JsonObject => ({
  ...{ type: "clientInfo", locale, country: locale.split("-")[1] ?? "", platform: "Web", timezone },
});

/** What every activity says about its place. */
function inPlace({ person, conversation, root, now, serviceUrl }: Scene): JsonObject {
  const { id, kind } = conversation;
  return {
    ...{ timestamp: new Date(now).toISOString(), serviceUrl, channelId: "msteams", recipient: BOT_ACCOUNT },
    from: { id: person.userId, name: person.name, aadObjectId: person.aadObjectId },
    conversation: {
      ...(kind === "personal" ? {} : { isGroup: true }),
      ...{ conversationType: KINDS[kind], tenantId: TENANT },
      id: root === null ? id : `${id};messageid=${root}`,
    },
  };
}

const channelData = ({ conversation: { id, kind } }: Scene): JsonObject => ({
  ...(kind === "channel"
    ? { teamsChannelId: id, teamsTeamId: TEAM.id, channel: { id }, team: { id: TEAM.id } }
    : {}),
  tenant: { id: TENANT },
});

const fromClient = (scene: Scene): JsonObject => ({
  ...inPlace(scene),
  localTimestamp: localTimestamp(scene.now, scene.person.timezone),
  localTimezone: scene.person.timezone,
  locale: scene.person.locale,
});

const MENTION = `<at>${BOT.name}</at>`;
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A message of a person; `@` and the bot's name is a mention of it. */
export function messageActivity(scene: Scene, { id, text: shown, file }: StoredMessage): JsonObject {
  const text = file === undefined ? shown : "";
  const isMention = text.includes(`@${BOT.name}`);
  const entity = { type: "mention", mentioned: BOT_ACCOUNT, text: MENTION };
  return {
    ...fromClient(scene),
    ...{ type: "message", id, textFormat: "plain" },
    text: isMention ? `${text.replaceAll(`@${BOT.name}`, MENTION)}\n` : text,
    attachments: [
      ...(file === undefined ? [] : [fileAttachment(scene, file)]),
      { contentType: "text/html", content: `<p>${escaped(text)}</p>` },
    ],
    entities: [...(isMention ? [entity] : []), clientInfo(scene.person)],
    channelData: channelData(scene),
  };
}

export const endOf = (name: string): string => name.split(".").at(-1) ?? "";

/** What is sent in the chat with a bot lies in the sender's OneDrive; the address needs no token. */
const fileAttachment = ({ serviceUrl }: Scene, { id, name }: StoredFile): JsonObject => ({
  contentType: "application/vnd.microsoft.teams.file.download.info",
  contentUrl: `${serviceUrl}personal/${encodeURIComponent(name)}`,
  name,
  content: { downloadUrl: `${serviceUrl}files/${id}`, uniqueId: id, fileType: endOf(name) },
});

const onCard = (scene: Scene, replyToId: string): JsonObject => ({
  ...fromClient(scene),
  replyToId,
  entities: [clientInfo(scene.person)],
  channelData: { ...channelData(scene), source: { name: "message" }, legacy: { replyToId } },
});

/** `Action.Submit`: a message without words. */
export const submitActivity = (scene: Scene, card: string, id: string, value: JsonObject): JsonObject => ({
  ...onCard(scene, card),
  ...{ type: "message", id, value },
});

/** `Action.Execute` and dialogs: the answer comes with the HTTP response. */
export const invokeActivity = (scene: Scene, card: string, name: string, value: JsonObject): JsonObject => ({
  ...onCard(scene, card),
  ...{ type: "invoke", id: `f:${randomUUID()}`, name, value },
});

/** The app came or went. Neither of these two says a name, and the first no language either. */
export function installActivities(scene: Scene, on: boolean): JsonObject[] {
  const { person, conversation } = scene;
  const { id, kind } = conversation;
  const from = { id: person.userId, aadObjectId: person.aadObjectId };
  const place = { ...inPlace(scene), from };
  const { id: teamId, name, aadGroupId } = TEAM;
  const inTeam = {
    settings: { selectedChannel: { id } },
    team: { id: teamId, name, aadGroupId },
    eventType: on ? "teamMemberAdded" : "teamMemberRemoved",
    tenant: { id: TENANT },
  };
  const selected = kind === "channel" ? { settings: inTeam.settings } : {};
  const update: JsonObject = {
    ...{ ...place, type: "conversationUpdate", id: `f:${randomUUID()}` },
    [on ? "membersAdded" : "membersRemoved"]: [{ id: BOT.id }, ...(kind === "personal" && on ? [from] : [])],
    channelData: kind === "channel" ? inTeam : channelData(scene),
  };
  const installation: JsonObject = {
    ...{ ...place, type: "installationUpdate", id: `f:${randomUUID()}`, action: on ? "add" : "remove" },
    ...{ entities: [clientInfo(person)], locale: person.locale },
    channelData: { ...channelData(scene), ...selected, source: { name: "message" } },
  };
  // Who is blocked or uninstalled hears the first no more.
  return kind === "personal" && !on ? [installation] : [update, installation];
}
