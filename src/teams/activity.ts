import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Caller } from "../app/core/app.ts";

/** What is longer is cut: nobody reads so far. */
const upTo = (most: number) => z.string().transform((text) => text.slice(0, most));
const list = (most: number) =>
  z
    .array(z.unknown())
    .transform((all) => all.slice(0, most))
    .nullish();

const id = z.string().min(1).max(1000);
const word = upTo(1000).nullish();
const member = z.object({ id, name: word, aadObjectId: word, role: word });

/** What we read of an activity; whatever else it has is dropped before anything looks at it. */
export const activitySchema = z.object({
  type: z.string().min(1).max(100),
  ...{ id: word, name: word, channelId: id, serviceUrl: id, from: member, recipient: member.nullish() },
  conversation: z.object({
    ...{ id, conversationType: word, tenantId: word, isGroup: z.boolean().nullish(), name: word },
  }),
  channelData: z
    .object({
      tenant: z.object({ id: word }).nullish(),
      team: z.object({ id: word, name: word }).nullish(),
      channel: z.object({ id, name: word }).nullish(),
      eventType: word,
    })
    .nullish(),
  // As long as Teams takes a message, with all that it writes into one.
  text: upTo(100_000).nullish(),
  ...{ locale: word, localTimezone: word, replyToId: word, action: word, value: z.unknown().optional() },
  ...{ entities: list(200), attachments: list(20).catch(null) },
  ...{ membersAdded: z.array(member).nullish(), membersRemoved: z.array(member).nullish() },
});

export type Activity = z.infer<typeof activitySchema>;

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

const SHARED = /@thread\./;

/** `19:…@thread.tacv2;messageid=17…` is a thread in the channel before the semicolon: a channel is one conversation. */
export const withoutThread = (id: string): string => id.replace(/;messageid=.*$/s, "");

export const threadOf = (channel: string, message: string): string => `${channel};messageid=${message}`;

/** A thread is named after its first message. Where a client names it otherwise, a message is stored with that name. */
export const storedMessage = (channel: string, id: string, thread: string): string =>
  thread === threadOf(channel, id) ? id : `${id} ${thread}`;

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

/** Clients tell it, so it may be anything; what cannot be used as a zone would break every time that is shown. */
export function zoneOf(told: string | null | undefined): string | null {
  if (!told) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: told }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

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

function pressedOn(activity: Activity, id: string) {
  const channel = conversationOf(activity);
  const thread = activity.conversation.id;
  return { channel, message: thread === channel ? id : storedMessage(channel, id, thread) };
}

const hashOf = (parts: unknown): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** The same for each time that one activity arrives. */
export function activityKey(kind: string, activity: Activity): string {
  const { conversation, from, replyToId, value, text } = activity;
  const once = activity.id || randomUUID();
  return `teams:${kind}:${hashOf([conversation.id, from.id, once, replyToId, text, value])}`;
}

/** The same for one form with the same values in it, however often its button is pressed. */
export function submissionKey(who: Caller, once: string, values: unknown): string {
  return `teams:submission:${hashOf([who.account, once, values])}`;
}

const mention = z.object({
  type: z.literal("mention"),
  mentioned: z.object({ id: z.string() }),
  text: z.string().trim().min(1).max(200),
});

/** Each is looked for in the whole text. Clients write the bot's name in one way, or in a few pieces. */
const MOST_CALLS = 10;
const CALL = /<at(?:\s[^<>]*)?>[^<>]*<\/at>/gi;

/** Tags that Teams writes into a text; anything else between angle brackets was typed, such as an address. */
const TAG =
  /<\/?(?:at|p|div|span|b|i|u|s|strong|em|code|pre|ul|ol|li|blockquote|attachment|emoji|img)(?:\s[^<>]*)?\/?>/gi;
const BREAK = /<br(?:\s[^<>]*)?\/?>|<\/(?:p|div|li)>/gi;
const LINK = /<a\s[^<>]*>([^<]*)<\/a>/gi;
const MARKDOWN_MAIL = /\[[^[\]\n]*\]\(mailto:([^()\s]+)\)/gi;
const ENTITIES = new Map(Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " }));

/**
 * The words of a message as they were typed: without the mention of the bot, without what Teams adds to links, and with other
 * mentions as `<@ID|name>`. `accountOf`: by the id that Teams gives people in mentions.
 */
export function wordsOf(activity: Activity, accountOf: (user: string) => string): string {
  const plain = withoutBot(activity, accountOf)
    .replace(LINK, "$1")
    .replace(MARKDOWN_MAIL, "$1")
    .replace(BREAK, "\n")
    .replace(TAG, "")
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,4}));/gi, entity)
    .replace(/[\u00a0\u200b\ufeff]/g, " ")
    .trim();
  return plain.replace(/^\/(?=\w)/, "").replace(/^mistral-setup(?:\s+|$)/i, "");
}

/** Without every mention of the bot, and its name at the beginning from clients that send none. */
function withoutBot({ text, entities, recipient }: Activity, accountOf: (user: string) => string): string {
  let words = text ?? "";
  const mentions = (entities ?? []).flatMap((entity) => mention.safeParse(entity).data ?? []);
  const isOwn = ({ mentioned }: z.infer<typeof mention>) => mentioned.id === recipient?.id;
  for (const call of mentions.filter(isOwn).slice(0, MOST_CALLS)) words = words.replaceAll(call.text, " ");
  const others = mentions.filter((one) => !isOwn(one));
  const idsOf = new Map(others.map(({ text: call }) => [call, [] as string[]]));
  for (const { text: call, mentioned } of others) idsOf.get(call)?.push(mentioned.id);
  words = words.replace(CALL, (call) => {
    const id = idsOf.get(call)?.shift();
    return id === undefined ? call : `<@${accountOf(id)}|${call.replace(TAG, "")}>`;
  });
  const name = recipient?.name;
  if (!name) return words;
  const called = [`<at>${name}</at>`, `@${name}`].find((call) => words.trimStart().startsWith(call));
  return called === undefined ? words : words.trimStart().slice(called.length);
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  const point = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
  if (point === null) return ENTITIES.get(name?.toLowerCase() ?? "") ?? whole;
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}
