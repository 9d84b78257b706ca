import { z } from "zod";
import type { Activity } from "./activity.ts";

const mention = z.object({
  type: z.literal("mention"),
  mentioned: z.object({ id: z.string() }),
  text: z.string().trim().min(1).max(200),
});

/** Each is looked for in the whole text. Clients write a name in one way, or in a few pieces. */
const MOST_CALLS = 10;

/** Tags that Teams writes into a text; anything else between angle brackets was typed, such as an address. */
const TAG =
  /<\/?(?:at|p|div|span|b|i|u|s|strong|em|code|pre|ul|ol|li|blockquote|attachment|emoji|img)(?:\s[^<>]*)?\/?>/gi;
const BREAK = /<br(?:\s[^<>]*)?\/?>|<\/(?:p|div|li)>/gi;
const LINK = /<a\s[^<>]*>([^<]*)<\/a>/gi;
const MARKDOWN_MAIL = /\[[^[\]\n]*\]\(mailto:([^()\s]+)\)/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** The words of a message as they were typed: without the mention of the bot, and without what Teams adds to links. */
export function wordsOf(activity: Activity): string {
  const plain = withoutBot(activity)
    .replace(LINK, "$1")
    .replace(MARKDOWN_MAIL, "$1")
    .replace(BREAK, "\n")
    .replace(TAG, "")
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,4}));/gi, entity)
    .replace(/[\u00a0\u200b\ufeff]/g, " ")
    .trim();
  return plain.replace(/^\/(?=\w)/, "").replace(/^mistral-setup(?:\s+|$)/i, "");
}

/** Every mention of the bot, and its name at the beginning from clients that send none; those of others keep their names. */
function withoutBot({ text, entities, recipient }: Activity): string {
  let words = text ?? "";
  const mentions = (entities ?? []).flatMap((entity) => mention.safeParse(entity).data ?? []);
  const own = mentions.filter(({ mentioned }) => mentioned.id === recipient?.id);
  for (const call of own.slice(0, MOST_CALLS)) words = words.replaceAll(call.text, " ");
  const name = recipient?.name;
  if (!name) return words;
  const called = [`<at>${name}</at>`, `@${name}`].find((call) => words.trimStart().startsWith(call));
  return called === undefined ? words : words.trimStart().slice(called.length);
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  const point = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
  if (point === null) return ENTITIES[name?.toLowerCase() ?? ""] ?? whole;
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}
