import { asText, isWire } from "../check.ts";
import type { Card } from "../snapshot.ts";
import { problemsInCard } from "./card-check.ts";
import { isFileCard, readFileCard } from "./file-cards.ts";
import { badSyntax, refuse } from "./refusal.ts";
import type { StoredConversation, StoredMessage, TeamsState } from "./state.ts";
import { nextId } from "./state.ts";

/** Counted as UTF-16. */
const LARGEST_BYTES = 100 * 1024;
const CARD_TYPE = "application/vnd.microsoft.card.adaptive";

export type Content = Pick<StoredMessage, "text" | "summary" | "cards" | "offer" | "put">;

function checkSize(activity: unknown): void {
  if (JSON.stringify(activity ?? null).length * 2 > LARGEST_BYTES)
    refuse(413, "MessageSizeTooBig", "Message size too large.");
}

/** The card inside of an attachment, or the refusal. Besides files the sandbox knows Adaptive Cards alone. */
export function readCard(attachment: unknown): Card {
  if (!isWire(attachment) || attachment["contentType"] !== CARD_TYPE)
    return badSyntax("Unknown attachment type.");
  const problems = problemsInCard(attachment["content"]);
  if (problems.length > 0) badSyntax(`Card is not valid: ${problems.join("; ")}`);
  return attachment["content"] as Card;
}

/** What a message says, once it is known to be in order; null: it only shows that the bot is typing. */
export function readActivity(
  activity: unknown,
  conversation: StoredConversation,
  state: TeamsState,
): Content | null {
  checkSize(activity);
  if (!isWire(activity)) return badSyntax("An activity is expected.");
  const { type, text = "", summary = "", attachments = [], textFormat = "markdown" } = activity;
  if (type === "typing") return null;
  if (type !== "message") badSyntax(`Unknown activity type: ${asText(type)}.`);
  if (typeof text !== "string" || typeof summary !== "string") return badSyntax("Text must be a string.");
  if (!["plain", "markdown", "xml"].includes(asText(textFormat))) badSyntax("Unknown text format.");
  if (!Array.isArray(attachments)) return badSyntax("Attachments must be a list.");
  const file = attachments.find(isFileCard);
  // Teams may well show more at once, but nothing here needs it.
  if (file !== undefined && (attachments.length > 1 || text.trim() !== ""))
    badSyntax("Activity resulted into multiple messages.");
  if (file !== undefined) return { text, summary, cards: [], ...readFileCard(file, conversation, state) };
  const cards = attachments.map(readCard);
  if (text.trim() === "" && cards.length === 0) badSyntax("The message is empty.");
  return { text, summary, cards, offer: null, put: null };
}

type Written = {
  conversation: StoredConversation;
  root: string | null;
  author: string | null;
  content: Content;
};

export function addMessage(draft: TeamsState, now: number, written: Written): StoredMessage {
  const { conversation, root, author, content } = written;
  const message: StoredMessage = {
    ...{ conversation: conversation.id, id: nextId(draft, now), root, author, ...content },
    ...{ edits: 0, deleted: false, own: {} },
  };
  draft.messages.push(message);
  return message;
}
