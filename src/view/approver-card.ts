import type { Setup } from "../domain/setup.ts";
import { mention, type Reader } from "./reader.ts";
import type { View } from "./view.ts";

/** To somebody who decides from now on. */
export function approverCard(reader: Reader, { owner }: Setup): View {
  const { youApprove, youApproveSummary } = reader.strings.answers;
  return {
    summary: youApproveSummary,
    blocks: [{ kind: "text", spans: youApprove(mention(reader, owner)) }],
  };
}
