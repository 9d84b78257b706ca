import { type ChainEnd, headText } from "../../domain/record/record.ts";
import type { Reader } from "../core/reader.ts";
import { code, note } from "../core/spans.ts";
import type { View } from "../core/view.ts";

/** In small print: where the Record was when this was news, as the operator's check takes it. */
export const withHead = ({ strings }: Reader, view: View, end: ChainEnd): View => ({
  ...view,
  blocks: [...view.blocks, note(strings.record.head(end.seq, code(headText(end))))],
});
