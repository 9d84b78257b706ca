import type { Form, View } from "../../src/view/view.ts";
import { cardSamples } from "./sample-cards.ts";
import { driftSamples } from "./sample-drift.ts";
import { feedSamples } from "./sample-feed.ts";
import { formSamples } from "./sample-forms.ts";
import { keySamples } from "./sample-keys.ts";
import { listSamples } from "./sample-lists.ts";
import { securitySamples } from "./sample-security.ts";

export type Sample = { readonly name: string; readonly view?: View; readonly form?: Form };

/** Every View and every Form in its main states, for whoever has to draw them. */
export const samples = (): Sample[] => [
  ...cardSamples(),
  ...listSamples(),
  ...keySamples(),
  ...securitySamples(),
  ...formSamples(),
  ...driftSamples(),
  ...feedSamples(),
];
