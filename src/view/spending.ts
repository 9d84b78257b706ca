import { verified } from "../domain/evidence.ts";
import type { SpendingLimit } from "../domain/observed.ts";
import { SPENDING_PROBLEMS, type SpendingProblem } from "../domain/spending.ts";
import { evidence, money, type Reader } from "./reader.ts";
import { joined, note, type Piece, paragraph } from "./spans.ts";
import { LINKS } from "./steps.ts";
import type { Block, Span, View } from "./view.ts";

const proofOf = (reader: Reader, { at }: SpendingLimit, now: number): Piece =>
  evidence(reader, verified("spend-limit", at), now);

/** The limit with its currency and what is wrong; nothing where Mistral was never asked. */
export function spendingWords(reader: Reader, said: SpendingLimit | null, now: number): Piece[] {
  if (said === null) return [];
  const { spending } = reader.strings;
  const proof = proofOf(reader, said, now);
  const problems = SPENDING_PROBLEMS.filter(({ isSo }) => isSo(said));
  return [limitWords(reader, said, proof), ...problems.map(({ key }) => spending.problems[key].row)];
}

export function spendingNote(reader: Reader, said: SpendingLimit | null, now: number): Block[] {
  return said === null ? [] : [note(joined(spendingWords(reader, said, now), " "))];
}

/** One problem as a row of a list. */
export function spendingProblem(
  reader: Reader,
  key: SpendingProblem,
  said: SpendingLimit | null,
  now: number,
): { title: string; detail: Span[] } {
  const { title, now: words } = reader.strings.spending.problems[key];
  return { title, detail: words(said === null ? "" : proofOf(reader, said, now)) };
}

function limitWords(reader: Reader, { limit, currency }: SpendingLimit, proof: Piece): Piece {
  const { spending } = reader.strings;
  if (limit === "unknown") return spending.unknown;
  return limit === null ? spending.none(proof) : spending.limit(money(reader, limit, currency), proof);
}

/** To the owner: what has become so or is over. `keys` names which; what is said of each is drawn from what is so now. */
export function spendingCard(
  reader: Reader,
  { said, keys, now }: { said: SpendingLimit; keys: readonly string[]; now: number },
): View {
  const { spending } = reader.strings;
  const proof = proofOf(reader, said, now);
  const about = SPENDING_PROBLEMS.filter(({ key }) => keys.includes(key));
  const bad = about.filter(({ isSo }) => isSo(said));
  const sentences = about.map(({ key, isSo }): Piece[] =>
    isSo(said) ? [spending.warning, spending.problems[key].now(proof)] : [spending.problems[key].over(proof)],
  );
  const limit = bad.some(({ key }) => key === "limit-reached")
    ? [paragraph(limitWords(reader, said, proof))]
    : [];
  return {
    summary: bad.map(({ key }) => spending.problems[key].summary).join(" ") || spending.overSummary,
    blocks: [
      ...sentences.map((sentence) => paragraph(...sentence)),
      ...limit,
      { kind: "actions", buttons: [{ label: spending.open, url: LINKS.billing }] },
    ],
  };
}
