import type { Platform } from "../../src/domain/person.ts";
import type { Form, View } from "../../src/view/view.ts";
import { accountSamples } from "./sample-accounts.ts";
import { cardSamples } from "./sample-cards.ts";
import { driftSamples } from "./sample-drift.ts";
import { type Language, readIn } from "./sample-facts.ts";
import { feedSamples } from "./sample-feed.ts";
import { fileSamples } from "./sample-files.ts";
import { formSamples } from "./sample-forms.ts";
import { keySamples } from "./sample-keys.ts";
import { listSamples } from "./sample-lists.ts";
import { reachSamples } from "./sample-reach.ts";
import { securitySamples } from "./sample-security.ts";

export type Sample = { readonly name: string; readonly view?: View; readonly form?: Form };

/** Every View and every Form in its main states as it is said on a platform in a language, for whoever has to draw them. */
export const samples = (platform: Platform = "slack", language: Language = "en"): Sample[] =>
  readIn(platform, language, () => [
    ...cardSamples(),
    ...listSamples(),
    ...fileSamples(),
    ...keySamples(),
    ...securitySamples(),
    ...formSamples(),
    ...driftSamples(),
    ...feedSamples(),
    ...reachSamples(),
    ...accountSamples(),
  ]);
