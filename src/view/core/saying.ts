import { joined, type Piece, paragraph, wordsOf } from "./spans.ts";
import type { Block, View } from "./view.ts";

const SIGNS = /^(?:\p{Extended_Pictographic}\uFE0F? ?)+/u;

/** A message whose first words announce it as well, without the sign in front of them. */
export const card = (sentence: Piece, ...blocks: readonly Block[]): View => ({
  summary: wordsOf(joined([sentence])).replace(SIGNS, ""),
  blocks: [paragraph(sentence), ...blocks],
});

/** One sentence as a View. */
export const saying = (sentence: string, lang?: string): View => ({
  ...card(sentence),
  ...(lang === undefined ? {} : { lang }),
});

/** Errors where there are no fields to put them at. */
export function sayingErrors(errors: Readonly<Record<string, string>>): View {
  const sentences = Object.values(errors);
  return { summary: sentences.join(" "), blocks: sentences.flatMap((each) => saying(each).blocks) };
}
