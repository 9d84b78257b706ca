import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { Form, View } from "../../../src/view/core/view.ts";
import { accountSamples } from "../samples/accounts.ts";
import { cardSamples } from "../samples/cards.ts";
import { driftSamples } from "../samples/drift.ts";
import { type Language, readIn } from "../samples/facts.ts";
import { feedSamples } from "../samples/feed.ts";
import { fileSamples } from "../samples/files.ts";
import { formSamples } from "../samples/forms.ts";
import { keySamples } from "../samples/keys.ts";
import { listSamples } from "../samples/lists.ts";
import { reachSamples } from "../samples/reach.ts";
import { securitySamples } from "../samples/security.ts";

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
