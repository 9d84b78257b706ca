import { cleanLine } from "../../view/core/clean.ts";
import type { View } from "../../view/core/view.ts";
import { type Drawn, drawWhole, withoutMiddle } from "../../view/core/whole.ts";
import type { TeamsWords } from "../../view/strings/strings.ts";
import { drawBlocks } from "./blocks.ts";
import { backButton, type CardContext, type Within } from "./buttons.ts";
import type { Under } from "./codec.ts";
import { escapeMarkdown, sentence } from "./spans.ts";
import type { Action, AdaptiveCard, Element } from "./types.ts";

export type CardOptions = {
  /** Whether this client opens dialogs; one that does not gets forms as cards in the chat. */
  readonly dialogs: boolean;
  readonly words: TeamsWords;
  /** Where the card is shown; in the chat unless it says otherwise. */
  readonly within?: Within;
  /** The forms that it lies on: it gets a way back to the last one. */
  readonly under?: readonly Under[];
};

const SUMMARY_LIMIT = 300;
/** Far below what Teams refuses (a message of 100 KB in UTF-16, words and all), and quick to read on a phone. */
export const CARD_BYTES = 25_000;
/** The card around its body. */
const FRAME_BYTES = 300;

/** A View as an Adaptive Card. */
export function renderCard(view: View, options: CardOptions): AdaptiveCard {
  const { words, within = "chat", under = [] } = options;
  const shown = { form: null, under };
  const context: CardContext = { within, dialogs: options.dialogs, shown, next: numbering() };
  const back = under.length === 0 ? [] : [backButton(words.back, under, context)];
  const frame = framed(view.summary, [], back, words, within);
  const body = drawWhole(view.blocks, (blocks) =>
    fitted(drawBlocks(blocks, context), roomBeside(frame), words.more),
  );
  return { ...frame, body: body.length > 0 ? body : [sentence(view.summary || "…")] };
}

/** The card around a body. `summary` is what a client says that cannot show cards of this version. */
export function framed(
  summary: string,
  body: readonly Element[],
  actions: readonly Action[],
  words: TeamsWords,
  within: Within,
): AdaptiveCard {
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    lang: words.lang,
    fallbackText: escapeMarkdown(cleanLine(summary, SUMMARY_LIMIT)) || "…",
    body,
    ...(actions.length === 0 ? {} : { actions }),
    // Rows with their buttons need the width; a dialog has its own.
    ...(within === "chat" ? { msteams: { width: "Full" } } : {}),
  };
}

export function numbering(): () => number {
  let n = 0;
  return () => n++;
}

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
