import { opens } from "./buttons.ts";
import { besidesAddresses } from "./forms/review.ts";
import type { Reader } from "./reader.ts";
import { card } from "./saying.ts";
import { actions } from "./spans.ts";
import type { View } from "./view.ts";

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
