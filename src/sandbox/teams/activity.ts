import { randomUUID } from "node:crypto";
import type { Seat, StoredMessage, StoredPerson } from "../chat.ts";
import type { JsonObject } from "../snapshot.ts";
import { BOT, TEAM, TENANT } from "./state.ts";

/** `root`: in a channel, the message that begins the thread; null for the channel as a whole. */
export type Scene = Seat & { root: string | null; now: number; serviceUrl: string };

const KINDS: Record<string, string> = { direct: "personal", group: "groupChat", channel: "channel" };
const BOT_ACCOUNT = { id: BOT.id, name: BOT.name };
const tenant = { id: TENANT };

function inPlace({ person, place, root, now, serviceUrl }: Scene): JsonObject {
  const { id, kind } = place;
  return {
    ...{ timestamp: new Date(now).toISOString(), serviceUrl, channelId: "msteams", recipient: BOT_ACCOUNT },
    from: { id: person.userId, name: person.name, aadObjectId: person.aadObjectId },
    conversation: {
      ...(kind === "direct" ? {} : { isGroup: true }),
      ...{ conversationType: KINDS[kind] ?? "", tenantId: TENANT },
      id: root === null ? id : `${id};messageid=${root}`,
    },
  };
}

/** What comes from a person's own client, with the language and the time zone that it tells. */
function fromClient(scene: Scene, entities: JsonObject[] = []): JsonObject {
  const { locale, timezone } = scene.person;
  const { id, kind } = scene.place;
  const info = { type: "clientInfo", locale, country: locale.split("-")[1] ?? "", platform: "Web", timezone };
  return {
    ...{ ...inPlace(scene), locale, localTimezone: timezone, entities: [...entities, info] },
    channelData: { tenant, ...(kind === "channel" && { channel: { id }, team: { id: TEAM.id } }) },
  };
}

/** `people`: who can be mentioned, besides the bot. */
export function messageActivity(
  scene: Scene,
  { id, text: shown, file }: Pick<StoredMessage, "id" | "text" | "file">,
  people: readonly StoredPerson[] = [],
): JsonObject {
  const text = file === undefined ? shown : "";
  const all = [BOT_ACCOUNT, ...people.map(({ userId, name }) => ({ id: userId, name }))];
  const mentioned = all.filter(({ name }) => text.includes(`@${name}`));
  const marked = ({ name }: { name: string }) => `<at>${name}</at>`;
  const mentions = mentioned.map((one) => ({ type: "mention", mentioned: one, text: marked(one) }));
  const words = mentioned.reduce((said, one) => said.replaceAll(`@${one.name}`, marked(one)), text);
  const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return {
    ...fromClient(scene, mentions),
    ...{ type: "message", id, textFormat: "plain" },
    text: mentioned.length > 0 ? `${words}\n` : text,
    attachments: [
      ...(file === undefined ? [] : [fileAttachment(scene, file)]),
      { contentType: "text/html", content: `<p>${html}</p>` },
    ],
  };
}

export const endOf = (name: string): string => name.split(".").at(-1) ?? "";

/** What is sent in the chat with a bot lies in the sender's OneDrive; the address needs no token. */
const fileAttachment = ({ serviceUrl }: Scene, { id, name }: { id: string; name: string }): JsonObject => ({
  contentType: "application/vnd.microsoft.teams.file.download.info",
  contentUrl: `${serviceUrl}personal/${encodeURIComponent(name)}`,
  name,
  content: { downloadUrl: `${serviceUrl}files/${id}`, uniqueId: id, fileType: endOf(name) },
});

/** `Action.Submit`: a message without words. */
export const submitActivity = (scene: Scene, card: string, id: string, value: JsonObject): JsonObject => ({
  ...{ ...fromClient(scene), replyToId: card, type: "message", id, value },
});

export const invokeActivity = (scene: Scene, card: string, name: string, value: JsonObject): JsonObject => ({
  ...{ ...fromClient(scene), replyToId: card, type: "invoke", id: `f:${randomUUID()}`, name, value },
});

/** The app came or went. Neither of these two says a name, and the first no language either. */
export function installActivities(scene: Scene, on: boolean): JsonObject[] {
  const { userId, aadObjectId, locale } = scene.person;
  const isPersonal = scene.place.kind === "direct";
  const from = { id: userId, aadObjectId };
  const team = { id: TEAM.id, name: TEAM.name };
  const inTeam = { team, eventType: on ? "teamMemberAdded" : "teamMemberRemoved" };
  const common = {
    ...{ ...inPlace(scene), from, id: `f:${randomUUID()}` },
    channelData: { tenant, ...(scene.place.kind === "channel" && inTeam) },
  };
  const who = [{ id: BOT.id }, ...(isPersonal && on ? [from] : [])];
  const update = { ...common, type: "conversationUpdate", [on ? "membersAdded" : "membersRemoved"]: who };
  const installation = { ...common, type: "installationUpdate", action: on ? "add" : "remove", locale };
  // Who is blocked or uninstalled hears the first no more.
  return isPersonal && !on ? [installation] : [update, installation];
}
