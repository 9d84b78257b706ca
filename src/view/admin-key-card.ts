import type { KeyRefusal } from "../domain/observed.ts";
import { moment, type Reader } from "./reader.ts";
import { code, note, paragraph } from "./spans.ts";
import type { Block, View } from "./view.ts";

const VARIABLE = "MISTRAL_ADMIN_API_KEY";

/** To the owner: the Admin API key is refused, what to ask Mistral for, and that nothing is lost meanwhile. */
export function adminKeyCard(reader: Reader, { since, until }: KeyRefusal, now: number): View {
  const { adminKey } = reader.strings;
  const from = moment(reader, since, now);
  if (until !== null) {
    const over = adminKey.over(from, moment(reader, until, now));
    return { summary: adminKey.overSummary, blocks: [paragraph(over)] };
  }
  return {
    summary: adminKey.summary,
    blocks: [
      paragraph(adminKey.refused(code(VARIABLE), from)),
      paragraph(adminKey.ask),
      note(adminKey.restart),
    ],
  };
}

/** A message of its own: an edited one tells nobody. */
export function keyAgainCard(reader: Reader, { until, since }: KeyRefusal, now: number): View {
  const { adminKey } = reader.strings;
  const words = adminKey.again(moment(reader, until ?? since, now));
  return { summary: adminKey.overSummary, blocks: [paragraph(words)] };
}

/** On the checklist, the status and the Home page while it lasts. */
export function keyRefusedNote(reader: Reader, refusal: KeyRefusal | null, now: number): Block[] {
  if (refusal === null || refusal.until !== null) return [];
  return [paragraph(reader.strings.adminKey.row(moment(reader, refusal.since, now)))];
}
