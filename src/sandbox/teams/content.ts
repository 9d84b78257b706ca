import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { StoredMessage, StoredPlace } from "../chat.ts";
import type { Outcome } from "../delivery.ts";
import { parseJson } from "../http.ts";
import { fail, OK, refuse } from "../refusal.ts";
import { problemsOf } from "../schema.ts";
import type { Answer, JsonObject } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { actionsOf, CARD } from "./card-parts.ts";
import type { StoredDialog, TeamsState } from "./state.ts";

/** Counted as UTF-16. */
const LARGEST_BYTES = 100 * 1024;

const CARD_TYPE = "application/vnd.microsoft.card.adaptive";
const cardAttachment = z.object({ contentType: z.literal(CARD_TYPE), content: CARD });

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
  textFormat: z.enum(["plain", "markdown", "xml"]).default("markdown"),
  attachments: z.array(z.discriminatedUnion("contentType", [cardAttachment, consent, info])).default([]),
});

export const badSyntax = (...problems: string[]): never => refuse("BadSyntax", { status: 400, problems });

export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, success } = schema.safeParse(value);
  return success ? data : badSyntax(...problemsOf(schema, value));
}

export type Content = Pick<StoredMessage, "text" | "cards" | "offer" | "put">;

export function readActivity(
  activity: unknown,
  { kind, members }: StoredPlace,
  { drive }: TeamsState,
): Content {
  if (JSON.stringify(activity ?? null).length * 2 > LARGEST_BYTES)
    refuse("MessageSizeTooBig", { status: 413, problems: ["Message size too large."] });
  const { text, attachments } = read(ACTIVITY, activity);
  const cards = attachments.filter((each) => each.contentType === CARD_TYPE).map(({ content }) => content);
  const file = attachments.find((each) => each.contentType !== CARD_TYPE);
  const content = { text, cards, offer: null, put: null };
  // Teams makes two messages of it, and tells the id of neither.
  if (text.trim() !== "" && attachments.length > 0) badSyntax("Activity resulted into multiple messages.");
  if (file === undefined)
    return text.trim() === "" && cards.length === 0 ? badSyntax("The message is empty.") : content;
  // Teams may well show more at once, but nothing here needs it.
  if (attachments.length > 1) badSyntax("Activity resulted into multiple messages.");
  // Nowhere else a bot has files.
  if (kind !== "direct") badSyntax("Files of bots are for personal chats only.");
  const { name } = file;
  if (file.contentType === `${FILE}.info`) {
    const put = drive.find(({ id, owner }) => id === file.content.uniqueId && members.includes(owner));
    if (put?.text == null || put.link !== file.contentUrl) return badSyntax("This file is not there.");
    return { ...content, put: { name, link: put.link } };
  }
  const { description, sizeInBytes: size, acceptContext: accept, declineContext: decline } = file.content;
  return { ...content, offer: { name, description, size, accept, decline } };
}

export const TROUBLE = "Unable to reach app. Please try again.";
export const WRONG = "Something went wrong. Please try again.";

export const hasArrived = ({ status }: Outcome): boolean => status >= 200 && status < 300;

const sentence = z.string().min(1);
const statusCode = z.literal(200);
const ERROR = "application/vnd.microsoft.error";
const MESSAGE = "application/vnd.microsoft.activity.message";

const ACTION = z.discriminatedUnion("type", [
  z.object({ type: z.literal(ERROR), value: z.object({ message: sentence }) }),
  z.object({ type: z.literal(MESSAGE), statusCode, value: sentence }),
  z.object({ type: z.literal(CARD_TYPE), statusCode, value: CARD }),
]);

export function applyAction(
  section: Section<TeamsState>,
  person: string,
  message: StoredMessage,
  outcome: Outcome,
): Answer {
  if (!hasArrived(outcome) || outcome.body === "") return fail(TROUBLE);
  const answer = read(ACTION, parseJson(outcome.body));
  if (answer.type === ERROR) return fail(answer.value.message);
  if (answer.type === MESSAGE) return { ok: true, notice: answer.value };
  section.patch(message, { own: { ...message.own, [person]: answer.value } });
  return OK;
}

/** A dialog sends what `Action.Submit` submits; an `Action.Execute` has nobody to go to. */
const inDialog = cardAttachment.refine(
  ({ content }) => !actionsOf(content).some(({ type }) => type === "Action.Execute"),
  "Action.Execute does nothing in a dialog.",
);
const TASK = z.object({
  task: z
    .discriminatedUnion("type", [
      z.object({ type: z.literal("message"), value: sentence }),
      z.object({ type: z.literal("continue"), value: z.object({ title: sentence, card: inDialog }) }),
    ])
    .nullish(),
});

type Opener = Pick<StoredDialog, "person" | "conversation" | "message">;

export function applyTask(section: Section<TeamsState>, opener: Opener, outcome: Outcome): Answer {
  if (!hasArrived(outcome)) return fail(TROUBLE);
  const { task } = read(TASK, outcome.body === "" ? {} : parseJson(outcome.body));
  const { person, conversation, message } = opener;
  section.change((draft) => {
    draft.dialogs = draft.dialogs.filter((each) => each.person !== person);
    if (task == null) return;
    const shown =
      task.type === "message"
        ? { title: "", card: null, text: task.value }
        : { title: task.value.title, card: task.value.card.content, text: "" };
    draft.dialogs.push({ id: randomUUID(), person, conversation, message, ...shown });
  });
  return OK;
}
