import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Caller } from "../../app/core/app.ts";
import { zoneOf } from "../account.ts";
import { storedMessage, withoutThread } from "../conversation.ts";

/** What is longer is cut: nobody reads so far. */
const upTo = (most: number) => z.string().transform((text) => text.slice(0, most));
const list = (most: number) =>
  z
    .array(z.unknown())
    .transform((all) => all.slice(0, most))
    .nullish();

const id = z.string().min(1).max(1000);
const word = upTo(1000).nullish();
const named = z.object({ id, name: word }).nullish();
const member = z.object({ id, name: word, aadObjectId: word, role: word });

/** What we read of an activity; whatever else it has is dropped before anything looks at it. */
export const activitySchema = z.object({
  type: z.string().min(1).max(100),
  id: word,
  name: word,
  channelId: id,
  serviceUrl: id,
  from: member,
  recipient: member.nullish(),
  conversation: z.object({
    id,
    conversationType: word,
    tenantId: word,
    isGroup: z.boolean().nullish(),
    name: word,
  }),
  channelData: z
    .object({
      tenant: z.object({ id: word }).nullish(),
      team: z.object({ id: word, name: word }).nullish(),
      channel: named,
      eventType: word,
    })
    .nullish(),
  // As long as Teams takes a message, with all that it writes into one.
  text: upTo(100_000).nullish(),
  locale: word,
  localTimezone: word,
  entities: list(200),
  attachments: list(20).catch(null),
  value: z.unknown().optional(),
  replyToId: word,
  action: word,
  membersAdded: z.array(member).nullish(),
  membersRemoved: z.array(member).nullish(),
});

export type Activity = z.infer<typeof activitySchema>;

/** The tenants that it names; in Teams there is at least one. */
export function tenantsOf({ conversation, channelData }: Activity): string[] {
  const named = [conversation.tenantId, channelData?.tenant?.id];
  return named.flatMap((tenant) => (tenant ? [tenant.toLowerCase()] : []));
}

/** Local clients may name none. */
export const tenantOf = (activity: Activity): string => tenantsOf(activity)[0] ?? "";

/** When in doubt it is not: what only one person is to read must not stand where others read it. */
export function isPersonal({ conversation, channelData }: Activity): boolean {
  if (conversation.conversationType) return conversation.conversationType === "personal";
  const isShared = channelData?.team != null || channelData?.channel != null || SHARED.test(conversation.id);
  return conversation.isGroup !== true && !isShared;
}

/** The ids of channels and of group chats. */
const SHARED = /@thread\./;

export const conversationOf = ({ conversation }: Activity): string => withoutThread(conversation.id);

/** Who did it, as the core knows them: the id of their directory, else the one that the bot has for them. */
export const senderOf = ({ from }: Activity): string => from.aadObjectId || from.id;

/** Ourselves, and whatever else is no person. */
export function isFromBot({ from, recipient }: Activity): boolean {
  return (
    from.id === recipient?.id || from.role === "bot" || from.role === "skill" || from.id.startsWith("28:")
  );
}

const clientInfo = z.object({ type: z.literal("clientInfo"), locale: word, timezone: word });

/** The language and the time zone of whoever wrote; not every client tells both, nor in the same place. */
export function reading({ locale, localTimezone, entities }: Activity): { locale: string; timezone: string } {
  const told = entities?.map((entity) => clientInfo.safeParse(entity).data).find(Boolean);
  return {
    locale: locale || told?.locale || "",
    timezone: zoneOf(localTimezone) ?? zoneOf(told?.timezone) ?? "",
  };
}

export function callerOf(activity: Activity): Caller {
  const channel = isPersonal(activity) ? null : conversationOf(activity);
  const { locale, timezone } = reading(activity);
  return {
    platform: "teams",
    account: senderOf(activity),
    team: tenantOf(activity),
    channel,
    locale: locale || undefined,
    timezone: timezone || undefined,
    ...(activity.replyToId ? { pressed: pressedOn(activity, activity.replyToId) } : {}),
  };
}

/** As a message is stored: with its thread, where that is not named after it. */
function pressedOn(activity: Activity, id: string) {
  const channel = conversationOf(activity);
  const thread = activity.conversation.id;
  return { channel, message: thread === channel ? id : storedMessage(channel, id, thread) };
}

const digest = (parts: unknown): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 32);

/** The same for each time that one activity arrives. */
export function activityKey(kind: string, activity: Activity): string {
  const { conversation, from, replyToId, value, text } = activity;
  const once = activity.id || randomUUID();
  return `teams:${kind}:${digest([conversation.id, from.id, once, replyToId, text, value])}`;
}

/** The same for one form with the same values in it, however often its button is pressed. */
export function submissionKey(who: Caller, once: string, values: unknown): string {
  return `teams:submission:${digest([who.account, once, values])}`;
}
