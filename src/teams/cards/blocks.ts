import { cleanLine, piecesOf } from "../../view/core/clean.ts";
import type { Block, Span } from "../../view/core/view.ts";
import type { Drawn } from "../../view/core/whole.ts";
import { actionSets, button, buttonRows, type CardContext, partsOf } from "./buttons.ts";
import { escapeMarkdown, paragraph, plainRuns, TEXT_LIMIT } from "./spans.ts";
import type { Element, TextBlock } from "./types.ts";

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
          ...(before?.kind === "row" || before?.kind === "actions" ? {} : { spacing: "small" }),
          look: { size: "small", isSubtle: true },
        }),
      ];
    case "copy":
      return piecesOf(block.text, TEXT_LIMIT).map((piece) => boxed(monospace(piece)));
    case "row":
      return [row(block, context, before?.kind === "row")];
    case "actions":
      return [buttonRows(block.buttons, context)];
    case "divider":
      return [];
  }
}

/** Our own words: the one text in a card that screen readers can jump to. */
export const heading = (text: string, size: "large" | "medium"): TextBlock => ({
  type: "TextBlock",
  text: escapeMarkdown(cleanLine(text, 150)),
  style: "heading",
  size,
  weight: "bolder",
  wrap: true,
  ...(size === "medium" ? { spacing: "large" } : {}),
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

function row(
  { title, detail, button: main, menu = [] }: Row,
  context: CardContext,
  divided: boolean,
): Element[] {
  const words = [
    ...paragraph([{ kind: "bold", text: cleanLine(title, 300) || "…" }]),
    ...paragraph(detail, { spacing: "small" }),
  ];
  const { actions, questions } = partsOf([
    ...(main === undefined ? [] : [button(main, context)]),
    ...menu.map((entry) => button(entry, context, "secondary")),
  ]);
  const sets = actionSets(actions);
  const said = detail.reduce((length, span) => length + ("text" in span ? span.text.length : 12), 0);
  const isBeside = (main?.label.length ?? 0) <= BESIDE.button && said <= BESIDE.detail && sets.length === 1;
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
