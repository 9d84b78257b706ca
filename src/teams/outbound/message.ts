import { cleanLine } from "../../view/core/clean.ts";
import type { View } from "../../view/core/view.ts";
import type { Conversation } from "../conversation.ts";
import type { OutgoingActivity } from "./connector.ts";

const CARD_TYPE = "application/vnd.microsoft.card.adaptive";
const SUMMARY_LIMIT = 800;

const summaryOf = (text: string): string => cleanLine(text, SUMMARY_LIMIT) || "…";

export type Attachment = { readonly contentType: string; readonly content: object } & {
  readonly name?: string;
  readonly contentUrl?: string;
};

export const attachmentOf = (card: object): Attachment => ({ contentType: CARD_TYPE, content: card });

/** Words and a card together would be shown as two messages, so the summary is only what the notification says. */
const attachedMessage = (attachment: Attachment, summary: string) => ({
  type: "message",
  summary: summaryOf(summary),
  attachments: [attachment],
});

export const cardMessage = (card: object, summary: string) => attachedMessage(attachmentOf(card), summary);

export const textMessage = (text: string) => ({ type: "message", text, textFormat: "plain" });

/** A View as a message that nobody has just asked for. `attachment` null: its words alone. */
export function messageOf(
  view: View,
  attachment: Attachment | null,
  { bot, person }: Conversation,
  id: string,
): OutgoingActivity {
  const user = person?.data["user"];
  return {
    ...(attachment === null
      ? textMessage(summaryOf(view.summary))
      : attachedMessage(attachment, view.summary)),
    channelId: "msteams",
    from: bot,
    conversation: { id },
    ...(user ? { recipient: { id: user } } : {}),
  };
}
