import type { Setup } from "../domain/setup.ts";
import { evidence, moment, type Reader } from "./reader.ts";
import { paragraph, wordsOf } from "./spans.ts";
import { nextButton } from "./step-buttons.ts";
import { LINKS } from "./steps.ts";
import type { View } from "./view.ts";

type Facts = { readonly setup: Setup; readonly at: number; readonly now: number };

/** To the owner: a payment method that the audit log showed is gone, `at` (epoch ms). Whether another is there, it cannot say. */
export function paymentRemovedCard(reader: Reader, { setup, at, now }: Facts): View {
  const { checklist, steps } = reader.strings;
  const sentence = checklist.paymentRemoved(moment(reader, at, now));
  const { state, evidence: fact } = setup.steps.billing;
  if (state !== "open") {
    const settled = checklist.paymentSettled(evidence(reader, fact, now));
    return { summary: wordsOf(sentence), blocks: [paragraph(sentence, " ", settled)] };
  }
  return {
    summary: wordsOf(sentence),
    blocks: [
      paragraph("⚠️ ", sentence, " ", checklist.paymentRemovedNext),
      {
        kind: "actions",
        buttons: [
          { ...nextButton(reader, "billing"), style: "primary" },
          { label: steps.billing.link, url: LINKS.billing },
        ],
      },
    ],
  };
}
