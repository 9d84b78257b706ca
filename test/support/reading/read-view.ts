import { wordsOf } from "../../../src/view/core/spans.ts";
import type { ActionButton, Block, Button, Form, Span, View } from "../../../src/view/core/view.ts";

export function spansOf(block: Block): readonly Span[] {
  switch (block.kind) {
    case "text":
    case "quote":
    case "note":
      return block.spans;
    case "list":
      return block.items.flat();
    case "row":
      return block.detail;
    case "heading":
    case "copy":
    case "actions":
    case "divider":
      return [];
  }
}

/** One block as a person reads it. */
export function wordsIn(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "copy":
      return block.text;
    case "text":
    case "quote":
    case "note":
      return wordsOf(block.spans);
    case "list":
      return block.items.map(wordsOf).join("\n");
    case "row":
      return `${block.title}\n${wordsOf(block.detail)}`;
    case "actions":
    case "divider":
      return "";
  }
}

export function buttonsIn(blocks: readonly Block[]): Button[] {
  return blocks.flatMap((block): Button[] => {
    if (block.kind === "actions") return [...block.buttons, ...(block.menu ?? [])];
    if (block.kind !== "row") return [];
    return [block.button ?? [], block.also ?? [], block.menu ?? []].flat();
  });
}

export const actionsIn = (blocks: readonly Block[]): ActionButton[] =>
  buttonsIn(blocks).filter((button) => "action" in button);

export const labelsIn = (view: View): string[] => buttonsIn(view.blocks).map(({ label }) => label);

/** Everything that a View says, without its buttons. */
export const read = (view: View): string => [view.summary, ...view.blocks.map(wordsIn)].join("\n");

export const readForm = (form: Form): string =>
  [
    form.title,
    ...form.intro.map(wordsIn),
    ...form.fields.flatMap(({ label, hint }) => [label, hint ?? ""]),
  ].join("\n");
