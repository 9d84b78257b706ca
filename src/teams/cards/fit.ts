import { type Drawn, withoutMiddle } from "../../view/core/whole.ts";
import { sentence } from "./spans.ts";
import type { Element } from "./types.ts";

/** Far below what Teams refuses (a message of 100 KB in UTF-16, words and all), and quick to read on a phone. */
export const CARD_BYTES = 25_000;
/** The card around its body. */
const FRAME_BYTES = 300;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1;

/** What fits into `room` bytes. What is too long first loses what only clients of 2021 need. */
export function fitted(drawn: readonly Drawn<Element>[], room: number, more: string): Element[] {
  const all = drawn.flatMap(({ parts }) => parts);
  const isSmall = (parts: readonly Element[]) => bytesOf(parts) <= room;
  return isSmall(all) ? all : withoutMiddle(lean(drawn), sentence(more, { isSubtle: true }), isSmall);
}

/** How much of a card is left for its body beside what must be in it. */
export const roomBeside = (...fixed: readonly unknown[]): number =>
  fixed.reduce<number>((room, part) => room - bytesOf(part), CARD_BYTES - FRAME_BYTES);

/** Without the fallbacks of buttons, which hold all that the button holds once more. */
export const lean = <T>(made: T): T =>
  JSON.parse(
    JSON.stringify(made, (_key, value) =>
      value?.type === "Action.Execute" ? { ...value, fallback: undefined } : value,
    ),
  );
