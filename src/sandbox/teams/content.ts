import { z } from "zod";
import { refuse } from "../refusal.ts";
import { problemsOf } from "../schema.ts";
import type { JsonObject } from "../snapshot.ts";
import { CARD } from "./card-check.ts";
import type { Content, StoredConversation, TeamsState } from "./state.ts";

/** Counted as UTF-16. */
const LARGEST_BYTES = 100 * 1024;

export const CARD_TYPE = "application/vnd.microsoft.card.adaptive";
export const cardAttachment = z.object({ contentType: z.literal(CARD_TYPE), content: CARD });

const FILE = "application/vnd.microsoft.teams.card.file";
const given = z.record(z.string(), z.json()).default({}) as z.ZodType<JsonObject>;
const consent = z.object({
  contentType: z.literal(`${FILE}.consent`),
  name: z.string().min(1),
  content: z.object({
    description: z.string().default(""),
    sizeInBytes: z.int().min(1),
    acceptContext: given,
    declineContext: given,
  }),
});
const info = z.object({
  contentType: z.literal(`${FILE}.info`),
  name: z.string().min(1),
  contentUrl: z.string(),
  content: z.object({ uniqueId: z.string() }),
});

/** Besides files the sandbox knows Adaptive Cards alone. */
const ACTIVITY = z.object({
  type: z.literal("message"),
  text: z.string().default(""),
  summary: z.string().default(""),
  textFormat: z.enum(["plain", "markdown", "xml"]).default("markdown"),
  attachments: z.array(z.discriminatedUnion("contentType", [cardAttachment, consent, info])).default([]),
});

export const badSyntax = (...problems: string[]): never => refuse("BadSyntax", { status: 400, problems });

export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, success } = schema.safeParse(value);
  return success ? data : badSyntax(...problemsOf(schema, value));
}

export function readActivity(
  activity: unknown,
  { kind, members }: StoredConversation,
  { drive }: TeamsState,
): Content {
  if (JSON.stringify(activity ?? null).length * 2 > LARGEST_BYTES)
    refuse("MessageSizeTooBig", { status: 413, problems: ["Message size too large."] });
  const { text, summary, attachments } = read(ACTIVITY, activity);
  const cards = attachments.filter((each) => each.contentType === CARD_TYPE).map(({ content }) => content);
  const file = attachments.find((each) => each.contentType !== CARD_TYPE);
  const content = { text, summary, cards, offer: null, put: null };
  // Teams makes two messages of it, and tells the id of neither.
  if (text.trim() !== "" && attachments.length > 0) badSyntax("Activity resulted into multiple messages.");
  if (file === undefined)
    return text.trim() === "" && cards.length === 0 ? badSyntax("The message is empty.") : content;
  // Teams may well show more at once, but nothing here needs it.
  if (attachments.length > 1) badSyntax("Activity resulted into multiple messages.");
  // Nowhere else a bot has files.
  if (kind !== "personal") badSyntax("Files of bots are for personal chats only.");
  const { name } = file;
  if (file.contentType === `${FILE}.info`) {
    const put = drive.find(({ id, owner }) => id === file.content.uniqueId && members.includes(owner));
    if (put?.text == null || put.link !== file.contentUrl) return badSyntax("This file is not there.");
    return { ...content, put: { name, link: put.link } };
  }
  const { description, sizeInBytes: size, acceptContext: accept, declineContext: decline } = file.content;
  return { ...content, offer: { name, description, size, accept, decline } };
}
