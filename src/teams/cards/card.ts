import { cleanLine, piecesOf } from "../../view/core/clean.ts";
import type { Block, Span, View } from "../../view/core/view.ts";
import { type Drawn, drawWhole, withoutMiddle } from "../../view/core/whole.ts";
import type { TeamsWords } from "../../view/strings/strings.ts";
import { backButton, button, buttonRows, buttonSets, type CardContext, type Within } from "./buttons.ts";
import type { Under } from "./codec.ts";
import { escapeMarkdown, paragraph, plainRuns, sentence, TEXT_LIMIT } from "./spans.ts";
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
const FRAME_BYTES = 300;

export function renderCard(view: View, options: CardOptions): AdaptiveCard {
  const { words, within = "chat", under = [] } = options;
  const shown = { form: null, under };
  const context: CardContext = { within, dialogs: options.dialogs, shown, next: numbering() };
  const back = under.length === 0 ? [] : [backButton(words.back, under, context)];
  const frame = framed(view.summary, back, words, within);
  const body = drawWhole(view.blocks, (blocks) =>
    fitted(drawBlocks(blocks, context), roomBeside(frame), words.more),
  );
  return { ...frame, body: body.length > 0 ? body : [sentence(view.summary || "…")] };
}

/** The card without its body. `summary` is what a client says that cannot show cards of this version. */
export function framed(
  summary: string,
  actions: readonly Action[],
  words: TeamsWords,
  within: Within,
): AdaptiveCard {
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    lang: words.language,
    fallbackText: escapeMarkdown(cleanLine(summary, SUMMARY_LIMIT)) || "…",
    body: [],
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

/** The blocks of a View, each as what stays together when a card is cut; dividers become lines above what follows them. */
export function drawBlocks(blocks: readonly Block[], context: CardContext): Drawn<Element>[] {
  const groups: Drawn<Element>[] = [];
  let divided = false;
  for (const [at, block] of blocks.entries()) {
    const drawn = drawBlock(block, context, blocks[at - 1]).filter((elements) => elements.length > 0);
    for (const elements of drawn) {
      groups.push({ kind: block.kind, parts: divided ? separated(elements) : elements });
      divided = false;
    }
    if (block.kind === "divider") divided = groups.length > 0;
  }
  return groups;
}

const separated = ([first, ...rest]: readonly Element[]): Element[] =>
  first === undefined ? [] : [{ ...first, separator: true, spacing: "medium" }, ...rest];

function drawBlock(block: Block, context: CardContext, before: Block | undefined): Element[][] {
  switch (block.kind) {
    case "heading":
      return [[heading(block.text, before === undefined ? "large" : "medium")]];
    case "text":
      return [paragraph(block.spans)];
    case "quote":
      return [boxed(paragraph(block.spans))];
    case "list":
      return block.items.map((item, at) => listItem(item, at));
    case "note":
      return [
        paragraph(block.spans, {
          // Close to the words that it is about, but not to buttons.
          spacing: before?.kind === "row" || before?.kind === "actions" ? undefined : "small",
          look: { size: "small", isSubtle: true },
        }),
      ];
    case "copy":
      return piecesOf(block.text, TEXT_LIMIT).map((piece) => boxed(monospace(piece)));
    case "row":
      return [row(block, context, before?.kind === "row")];
    case "actions":
      return [buttonRows(block.buttons, context, block.menu)];
    case "divider":
      return [];
  }
}

/** Our own words: the one text in a card that screen readers can jump to. */
export const heading = (text: string, size: "large" | "medium"): Element => ({
  type: "TextBlock",
  text: escapeMarkdown(cleanLine(text, 150)),
  style: "heading",
  size,
  weight: "bolder",
  wrap: true,
  spacing: size === "medium" ? "large" : undefined,
});

const boxed = (items: readonly Element[]): Element[] =>
  items.length === 0 ? [] : [{ type: "Container", style: "emphasis", items }];

const listItem = (item: readonly Span[], at: number): Element[] =>
  paragraph(item, at === 0 ? {} : { spacing: "small" }).map((block) => ({
    ...block,
    inlines: [{ type: "TextRun", text: "•\u2002" }, ...block.inlines],
  }));

const monospace = (text: string): Element[] => [
  { type: "RichTextBlock", inlines: plainRuns(text, TEXT_LIMIT, { fontType: "monospace" }) },
];

type Row = Extract<Block, { kind: "row" }>;

/** Longer words on either side would leave the other no room in a narrow window. */
const BESIDE = { button: 12, detail: 90 };

function row(shown: Row, context: CardContext, divided: boolean): Element[] {
  const { title, detail, button: main, also, menu = [] } = shown;
  const words = [
    ...paragraph([{ kind: "bold", text: cleanLine(title, 300) || "…" }]),
    ...paragraph(detail, { spacing: "small" }),
  ];
  const { sets, questions } = buttonSets([
    ...[main ?? [], also ?? []].flat().map((each) => button(each, context)),
    ...menu.map((entry) => button(entry, context, "secondary")),
  ]);
  const said = detail.reduce((length, span) => length + ("text" in span ? span.text.length : 12), 0);
  const isShort = (main?.label.length ?? 0) <= BESIDE.button && said <= BESIDE.detail;
  // A menu alone is no wider than its dots.
  const isBeside = sets.length === 1 && also === undefined && (main === undefined || isShort);
  const lines: Element[] = isBeside ? [sideBySide(words, sets)] : [...words, ...sets];
  return [...(divided ? separated(lines) : lines), ...questions];
}

const sideBySide = (left: readonly Element[], right: readonly Element[]): Element => ({
  type: "ColumnSet",
  columns: [
    { type: "Column", width: "stretch", verticalContentAlignment: "center", items: left },
    { type: "Column", width: "auto", items: right },
  ],
});
