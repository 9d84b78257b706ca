import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { Form, View } from "../../../src/view/core/view.ts";
import { alertSamples } from "../samples/alerts.ts";
import { cardSamples } from "../samples/cards.ts";
import { readIn } from "../samples/facts.ts";
import { formSamples } from "../samples/forms.ts";
import { keySamples } from "../samples/keys.ts";
import { listSamples } from "../samples/lists.ts";
import { recordSamples } from "../samples/records.ts";
import { securitySamples } from "../samples/security.ts";

export type Sample = { readonly name: string; readonly view?: View; readonly form?: Form };

/** Each picture once, under the name of its first sample. */
const distinct = (all: readonly Sample[]): Sample[] => [
  ...new Map(all.toReversed().map((each) => [JSON.stringify(each.view ?? each.form), each])).values(),
];

/** Every View and every Form in its main states as it is said on a platform in a language, for whoever has to draw them. */
export const samples = (platform: Platform = "slack", language = "en"): Sample[] =>
  readIn(platform, language, () =>
    distinct([
      ...[...cardSamples(), ...listSamples(), ...keySamples(), ...securitySamples()],
      ...[...formSamples(), ...alertSamples(), ...recordSamples()],
    ]),
  );
