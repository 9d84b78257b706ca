import type { TeamsWords } from "../../view/strings/strings.ts";
import { attachmentOf } from "../outbound/message.ts";
import type { Activity } from "./activity.ts";
import type { Next, Outcome } from "./outcome.ts";

/** A dialog with a longer card is tall. */
const LONG = 4000;

/** The body of an answer to a button on a card. */
export function cardBody({ card, sentence }: Outcome): object {
  if (card !== undefined) {
    return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card.card };
  }
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: sentence };
}

/** The body of an answer to what is done in a dialog. None closes it; a sentence takes its place. */
export function dialogBody(next: Next): object | undefined {
  if (next === null) return undefined;
  if ("sentence" in next) return { task: { type: "message", value: next.sentence } };
  const { title, face } = next;
  const height = JSON.stringify(face.card).length > LONG ? "large" : "medium";
  const value = { title, width: "medium", height, card: attachmentOf(face.card) };
  return { task: { type: "continue", value } };
}

/** Whoever pressed something gets a sentence, not an error of their client. */
export const troubleBody = ({ name }: Activity, { trouble }: TeamsWords): object | undefined =>
  name === "adaptiveCard/action" ? cardBody({ sentence: trouble }) : dialogBody({ sentence: trouble });
