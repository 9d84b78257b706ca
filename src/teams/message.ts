import { cleanLine } from "../view/clean.ts";
import type { View } from "../view/view.ts";
import type { Activity } from "./connector.ts";
import type { Place } from "./reach.ts";

export const CARD_TYPE = "application/vnd.microsoft.card.adaptive";
const SUMMARY_LIMIT = 800;

/**
 * A View as a message. `card` null: its words alone. Words and a card together would be shown as two messages, so beside
 * a card they are only what the notification says.
 */
export function messageOf(view: View, card: object | null, place: Place, conversation: string): Activity {
  const words = cleanLine(view.summary, SUMMARY_LIMIT) || "…";
  const user = place.person?.data["user"];
  return {
    type: "message",
    channelId: "msteams",
    from: place.bot,
    conversation: { id: conversation },
    ...(user ? { recipient: { id: user } } : {}),
    summary: words,
    ...(card === null
      ? { text: words, textFormat: "plain" }
      : { attachments: [{ contentType: CARD_TYPE, content: card }] }),
  };
}
