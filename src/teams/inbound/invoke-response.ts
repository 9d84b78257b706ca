import type { Face } from "../cards/faces.ts";
import { attachmentOf } from "../outbound/message.ts";
import type { TeamsWords } from "../words.ts";
import type { Activity } from "./activity.ts";
import type { Dialog } from "./dialogs.ts";
import type { Outcome } from "./outcome.ts";

/** A dialog with a longer card is tall. */
const LONG = 4000;

/** The body of an answer to a button on a card. */
export function cardBody({ card, sentence }: Outcome, words: TeamsWords): object {
  if (card !== undefined) {
    return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card.card };
  }
  return {
    statusCode: 200,
    type: "application/vnd.microsoft.activity.message",
    value: sentence ?? words.done,
  };
}

/** The body of an answer to what is done in a dialog. None closes it. */
export function dialogBody(dialog: Dialog): object | undefined {
  if (dialog === null) return undefined;
  const { title, face } = dialog;
  return { task: { type: "continue", value: { title, ...sizeOf(face), card: attachmentOf(face.card) } } };
}

const sizeOf = ({ card }: Face) => ({
  width: "medium",
  height: JSON.stringify(card).length > LONG ? "large" : "medium",
});

/** A dialog gives way to one sentence. */
export const dialogSentence = (sentence: string): object => ({ task: { type: "message", value: sentence } });

/** Whoever pressed something gets a sentence, not an error of their client. */
export const troubleBody = ({ name }: Activity, words: TeamsWords): object =>
  name === "adaptiveCard/action"
    ? cardBody({ sentence: words.trouble }, words)
    : dialogSentence(words.trouble);
