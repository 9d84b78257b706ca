import type { Block, Button, Form } from "./view.ts";

/** The words in the lines that a renderer made; neighbours that look alike read as one. */
function wordsIn(made: unknown, words = new Set<string>()): Set<string> {
  if (typeof made !== "object" || made === null) return words;
  let line = { said: "", look: "" };
  for (const part of Object.values(made) as unknown[]) {
    wordsIn(part, words);
    if (!Array.isArray(made) || typeof part !== "object" || part === null || !("text" in part)) continue;
    const { text, ...rest } = part;
    const look = JSON.stringify(rest);
    line = { said: look === line.look ? `${line.said}${text}` : `${text}`, look };
    words.add(line.said);
  }
  return words;
}

type Change = (button: Button) => Button;

function withButtons(block: Block, change: Change): Block {
  if (block.kind === "actions") return { ...block, buttons: block.buttons.map(change) };
  if (block.kind !== "row" || block.button === undefined) return block;
  return { ...block, button: change(block.button) };
}

/** Draws blocks as they fit. A button that stands for more than is shown then gives way to the one that shows it. */
export function drawWhole<T>(blocks: readonly Block[], draw: (blocks: readonly Block[]) => T): T {
  const made = draw(blocks);
  let words: Set<string> | null = null;
  let isWhole = true;
  const safe: Change = (button) => {
    if (!("beside" in button)) return button;
    words ??= wordsIn(made);
    const shown = words;
    if (button.beside.every((text) => shown.has(text))) return button;
    isWhole = false;
    return button.instead;
  };
  const changed = blocks.map((block) => withButtons(block, safe));
  return isWhole ? made : drawWhole(changed, draw);
}

/** Draws a form. One that cannot show all that it is submitted for only shows what it can. */
export function drawWholeForm<T>(form: Form, draw: (form: Form) => T): T {
  const made = draw(form);
  const { beside = [] } = form;
  const words = beside.length === 0 ? null : wordsIn(made);
  return beside.every((text) => words?.has(text)) ? made : draw({ ...form, submit: null });
}

/** What was drawn of one block. */
export type Drawn<T> = { readonly kind: Block["kind"]; readonly parts: readonly T[] };

/** What fits of a view: too long a one loses its middle, never half a block, and keeps the buttons at its end. */
export function withoutMiddle<T>(
  drawn: readonly Drawn<T>[],
  gap: T,
  fits: (parts: readonly T[]) => boolean,
): T[] {
  const all = drawn.flatMap(({ parts }) => parts);
  if (fits(all)) return all;
  const end = drawn.findLastIndex(({ kind }) => kind !== "actions") + 1;
  const tail = upTo(drawn.slice(end), (kept) => fits([gap, ...kept]));
  return [...upTo(drawn.slice(0, end), (kept) => fits([...kept, gap, ...tail])), gap, ...tail];
}

function upTo<T>(drawn: readonly Drawn<T>[], fits: (parts: readonly T[]) => boolean): T[] {
  let kept: T[] = [];
  for (const { parts } of drawn) {
    if (!fits([...kept, ...parts])) break;
    kept = [...kept, ...parts];
  }
  return kept;
}
