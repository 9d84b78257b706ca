import { verified } from "../../domain/evidence.ts";
import type { SpendingLimit } from "../../domain/setup/observed.ts";
import { problemsOf, type SpendingProblem } from "../../domain/setup/observed.ts";
import { page } from "../core/buttons.ts";
import { evidence, money, type Reader } from "../core/reader.ts";
import { actions, card, joined, note, type Piece, paragraph } from "../core/spans.ts";
import type { Block, Span, View } from "../core/view.ts";

const proofOf = (reader: Reader, { at }: SpendingLimit, now: number): Piece =>
  evidence(reader, verified("spend-limit", at), now);

/** The limit with its currency and what is wrong; nothing where Mistral was never asked. */
export function spendingWords(reader: Reader, said: SpendingLimit | null, now: number): Piece[] {
  if (said === null) return [];
  const { spending } = reader.strings;
  const proof = proofOf(reader, said, now);
  return [limitWords(reader, said, proof), ...problemsOf(said).map((key) => spending.problems[key].row)];
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
  const { row: title, now: words } = reader.strings.spending.problems[key];
  return { title, detail: words(said === null ? "" : proofOf(reader, said, now)) };
}

function limitWords(reader: Reader, { limit, currency }: SpendingLimit, proof: Piece): Piece {
  const { spending } = reader.strings;
  if (limit === "unknown") return spending.unknown;
  return limit === null ? spending.none(proof) : spending.limit(money(reader, limit, currency), proof);
}

type SpendingAlert = {
  readonly said: SpendingLimit;
  readonly found: readonly SpendingProblem[];
  readonly isOver: boolean;
  readonly now: number;
};

/** To the owner: what is wrong with spending, or that it is over. */
export function spendingCard(reader: Reader, { said, found, isOver, now }: SpendingAlert): View {
  const { spending } = reader.strings;
  const proof = proofOf(reader, said, now);
  const sentences = found.map((problem) => {
    const { over, now: wrong } = spending.problems[problem];
    return card(isOver ? over(proof) : joined(["⚠️ ", wrong(proof)]));
  });
  return {
    summary: sentences.map(({ summary }) => summary).join(" "),
    blocks: [
      ...sentences.flatMap(({ blocks }) => blocks),
      ...(!isOver && found.includes("limit-reached") ? [paragraph(limitWords(reader, said, proof))] : []),
      ...(isOver ? [] : actions(page(reader, "billing"))),
    ],
  };
}
