import type { View } from "../view/view.ts";

/** One sentence as a View. */
export function sayingOnly(sentence: string): View {
  return { summary: sentence, blocks: [{ kind: "text", spans: [{ kind: "text", text: sentence }] }] };
}

/** Errors where there are no fields to put them at. */
export function errorsView(errors: Readonly<Record<string, string>>): View {
  const sentences = Object.values(errors);
  return { summary: sentences.join(" "), blocks: sentences.flatMap((each) => sayingOnly(each).blocks) };
}
