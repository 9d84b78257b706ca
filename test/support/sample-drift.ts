import { adminKeyCard, keyAgainCard } from "../../src/view/admin-key-card.ts";
import { checklistView } from "../../src/view/checklist.ts";
import type { View } from "../../src/view/view.ts";
import { OWNER } from "./sample-cards.ts";
import { counts, NOW, readerOf, warm } from "./sample-facts.ts";

type ViewSample = { readonly name: string; readonly view: View };

const ana = readerOf("p_ana");
const refusal = { since: NOW - 3_600_000, by: "people", until: null };
const over = { ...refusal, until: NOW };
const refused = { ...warm, observed: { ...warm.observed, adminKey: refusal } };

/** What the bot watches at Mistral beside people and steps. */
export const driftSamples = (): ViewSample[] => [
  { name: "admin key card, refused", view: adminKeyCard(ana, refusal, NOW) },
  { name: "admin key card, over", view: adminKeyCard(ana, over, NOW) },
  { name: "admin key card, again", view: keyAgainCard(ana, over, NOW) },
  {
    name: "checklist, admin key refused",
    view: checklistView(ana, {
      setup: refused,
      counts: counts({}),
      now: NOW,
      rights: OWNER,
      mode: "automatic",
    }),
  },
];
