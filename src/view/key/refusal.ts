import { isWarmingUp, type Setup } from "../../domain/setup/setup.ts";
import { page, toRefusal } from "../core/buttons.ts";
import { choiceField, dialog } from "../core/fields.ts";
import { mention, type Reader, untilMinute } from "../core/reader.ts";
import { actions, card, type Piece } from "../core/spans.ts";
import type { View } from "../core/view.ts";

/** What somebody gets in place of an answer: a status, or `page`: no answer of Mistral's, or `none`: no key. */
const REFUSALS = ["401", "402", "403", "429", "page", "none"] as const;
type Refusal = (typeof REFUSALS)[number];

/** These may mean that billing is not in force yet. */
const WHILE_WARMING: readonly Refusal[] = ["401", "402", "403"];

export function refusalForm(reader: Reader) {
  const { refusal } = reader.strings.key;
  const options = REFUSALS.map((value) => ({ value, label: refusal.codes[value] }));
  const fields = { code: choiceField(reader, refusal.code, { options }) };
  return dialog(reader, { form: "refused" }, refusal, { fields });
}

/** The one thing to do about it. */
export function refusalView(reader: Reader, code: Refusal, setup: Setup | null, now: number): View {
  const { key } = reader.strings;
  // Without billing Mistral answers 401 as well, and then the key itself may be right.
  const refusal = code === "401" && setup?.steps.billing.state === "open" ? "402" : code;
  const billing = setup?.billing ?? null;
  if (billing !== null && isWarmingUp(billing, now) && WHILE_WARMING.includes(refusal))
    return card(key.warming(untilMinute(reader, billing.warmUntil)));
  const advice = key.refusal.advice[refusal];
  const who: Piece = setup === null ? key.refusal.whoever : mention(reader, setup.owner);
  return card(
    typeof advice === "function" ? advice(who) : advice,
    ...actions(page(reader, refusal === "402" ? "billing" : "keys"), toRefusal(reader)),
  );
}
