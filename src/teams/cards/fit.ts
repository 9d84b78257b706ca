import type { Group } from "./blocks.ts";
import { sentence } from "./spans.ts";
import type { Action, Element } from "./types.ts";

/** Far below what Teams refuses (a message of 100 KB in UTF-16, words and all), and quick to read on a phone. */
export const CARD_BYTES = 25_000;
/** The card around its body. */
const FRAME_BYTES = 300;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1;

/**
 * The groups in at most `room` bytes. What is too long first loses what only clients of 2021 need, then its end, never
 * half a group; the buttons at the end stay.
 */
export function fitted(groups: readonly Group[], room: number, more: string): Element[] {
  const all = elementsOf(groups);
  if (bytesOf(all) <= room) return all;
  const lean = groups.map((group) => ({ ...group, elements: withoutFallbacks(group.elements) }));
  if (bytesOf(elementsOf(lean)) <= room) return elementsOf(lean);

  let tailStart = lean.length;
  while (tailStart > 0 && lean[tailStart - 1]?.isAction === true) tailStart -= 1;
  const ending = sentence(more, { isSubtle: true });
  const tail = upTo(lean.slice(tailStart), room - bytesOf(ending));
  return [...upTo(lean.slice(0, tailStart), room - bytesOf(ending) - bytesOf(tail)), ending, ...tail];
}

const elementsOf = (groups: readonly Group[]): Element[] => groups.flatMap(({ elements }) => elements);

function upTo(groups: readonly Group[], room: number): Element[] {
  const kept: Element[] = [];
  let left = room;
  for (const { elements } of groups) {
    left -= bytesOf(elements);
    if (left < 0) break;
    kept.push(...elements);
  }
  return kept;
}

/** How much of a card is left for its body beside what must be in it. */
export const roomBeside = (...fixed: readonly unknown[]): number =>
  fixed.reduce<number>((room, part) => room - bytesOf(part), CARD_BYTES - FRAME_BYTES);

const withoutFallbacks = (elements: readonly Element[]): Element[] => elements.map(withoutFallback);

function withoutFallback(element: Element): Element {
  switch (element.type) {
    case "ActionSet":
      return { ...element, actions: leanActions(element.actions) };
    case "Container":
      return { ...element, items: withoutFallbacks(element.items) };
    case "ColumnSet":
      return {
        ...element,
        columns: element.columns.map((column) => ({ ...column, items: withoutFallbacks(column.items) })),
      };
    case "TextBlock":
    case "RichTextBlock":
    case "Input.Text":
    case "Input.Number":
    case "Input.ChoiceSet":
      return element;
  }
}

export const leanActions = (actions: readonly Action[]): Action[] =>
  actions.map((action) => {
    if (action.type !== "Action.Execute") return action;
    const { fallback: _, ...rest } = action;
    return rest;
  });
