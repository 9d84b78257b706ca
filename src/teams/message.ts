import { cleanLine } from "../view/clean.ts";
import type { View } from "../view/view.ts";
import type { OutgoingActivity } from "./connector.ts";
import type { ConversationReference } from "./reference.ts";

const CARD_TYPE = "application/vnd.microsoft.card.adaptive";
const SUMMARY_LIMIT = 800;

const summaryOf = (text: string): string => cleanLine(text, SUMMARY_LIMIT) || "…";

export const attachmentOf = (card: object) => ({ contentType: CARD_TYPE, content: card });

/** Words and a card together would be shown as two messages, so the summary is only what the notification says. */
export const cardMessage = (card: object, summary: string) => ({
  type: "message",
  summary: summaryOf(summary),
  attachments: [attachmentOf(card)],
});

export const textMessage = (text: string) => ({ type: "message", text, textFormat: "plain" });

/** A View as a message that nobody has just asked for. `card` null: its words alone. */
export function messageOf(
  view: View,
  card: object | null,
  { bot, person }: ConversationReference,
  conversation: string,
): OutgoingActivity {
  const user = person?.data["user"];
  return {
    ...(card === null ? textMessage(summaryOf(view.summary)) : cardMessage(card, view.summary)),
    channelId: "msteams",
    from: bot,
    conversation: { id: conversation },
    ...(user ? { recipient: { id: user } } : {}),
  };
}
