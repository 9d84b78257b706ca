import { opens } from "../core/buttons.ts";
import type { Reader } from "../core/reader.ts";
import { actions, card } from "../core/spans.ts";
import type { View } from "../core/view.ts";
import { besidesAddresses } from "./review-form.ts";

type Data = {
  readonly addresses: readonly string[];
  readonly ignored: readonly string[];
  readonly without: number;
  readonly draft: number;
};

/** What was read from a file that somebody sent to the bot. */
export function listCard(reader: Reader, { addresses, draft, ...rest }: Data): View {
  const { found, open } = reader.strings.addressFile;
  return card(
    found(addresses.length),
    ...besidesAddresses(reader, rest),
    ...actions(opens(open, { form: "invite", list: draft }, { style: "primary" })),
  );
}
