import type { KeyOutcome } from "../domain/key/key-reading.ts";
import { isPage, sentence } from "./call.ts";
import type { HttpAnswer } from "./http.ts";

const INACTIVE = /inactive subscription|usage limit reached/i;
const SPENT =
  /monthly|per month|spend|budget|quota|balance|credit(?! card)|included usage|(?:organi[sz]ation|workspace|usage) limit/i;
const SOON_OVER = /per (?:second|minute|hour)/i;
const UNPAID = /payment|invoice|past due|billing|subscri/i;

/**
 * What an answer that is no success says about the key. The wording counts before the status: unpaid accounts are on
 * record with 401, 402, 403 and 429, and a bare 401 can be a used-up quota as well as a wrong key.
 */
export function outcomeOf(answer: HttpAnswer): KeyOutcome {
  const { status } = answer;
  if (isPage(answer)) return "proxy";
  if (status >= 500 || status === 408) return "down";
  const words = wordsOf(answer.json);
  if (status === 401 || status === 403) return billingWords(words) ?? "refused";
  if (status === 402) return billingWords(words) ?? (/limit/i.test(words) ? "spent" : "inactive");
  if (status !== 429) return "proxy";
  if (INACTIVE.test(words)) return "inactive";
  return SPENT.test(words) && !SOON_OVER.test(words) ? "spent" : "busy";
}

/** A model that is gone, not allowed or not for chat: it is tried with another one. */
export const isAboutModel = (answer: HttpAnswer): boolean =>
  !isPage(answer) &&
  ([400, 404, 410, 422].includes(answer.status) ||
    (answer.status === 403 && isPermission(wordsOf(answer.json))));

/** "Not in your plan" is about billing only where it is not about one model. */
const isPermission = (words: string): boolean =>
  !INACTIVE.test(words) && (billingWords(words) === null || /\bmodel\b/i.test(words));

function billingWords(words: string): KeyOutcome | null {
  if (INACTIVE.test(words)) return "inactive";
  if (SPENT.test(words) || /limit (?:is |was )?reached/i.test(words)) return "spent";
  return UNPAID.test(words) ? "unpaid" : null;
}

/** Mistral's own sentence and its type, from any of the error bodies on record. */
function wordsOf(json: unknown): string {
  const type = typeof json === "object" && json !== null ? (json as { type?: unknown }).type : undefined;
  return [sentence(json), typeof type === "string" ? type.replaceAll("_", " ") : ""].join(" ");
}
