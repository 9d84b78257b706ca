import { type Drawn, withoutMiddle } from "../../view/whole.ts";
import { sentence } from "./spans.ts";
import type { Element } from "./types.ts";

/** Far below what Teams refuses (a message of 100 KB in UTF-16, words and all), and quick to read on a phone. */
export const CARD_BYTES = 25_000;
/** The card around its body. */
const FRAME_BYTES = 300;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1;

/** What fits into `room` bytes. */
export const fitted = (drawn: readonly Drawn<Element>[], room: number, more: string): Element[] =>
  withoutMiddle(drawn, sentence(more, { isSubtle: true }), (parts) => bytesOf(parts) <= room);

/** How much of a card is left for its body beside what must be in it. */
export const roomBeside = (...fixed: readonly unknown[]): number =>
  fixed.reduce<number>((room, part) => room - bytesOf(part), CARD_BYTES - FRAME_BYTES);
