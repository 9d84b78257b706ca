import { card } from "./spans.ts";
import type { View } from "./view.ts";

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
