import type { Setup } from "../domain/setup.ts";
import { mention, type Reader } from "./reader.ts";
import { card } from "./saying.ts";
import type { View } from "./view.ts";

/** To somebody who decides from now on. */
export const approverCard = (reader: Reader, { owner }: Setup): View =>
  card(reader.strings.answers.youApprove(mention(reader, owner)));
