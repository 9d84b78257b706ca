import type { Block, Button, Form, Words } from "./view.ts";

type Line = { readonly said: string; readonly look: string };

/** What stands in the lines that a renderer made, and how it looks; neighbours that look alike read as one. */
function linesIn(made: unknown, lines: Line[] = []): Line[] {
  if (typeof made !== "object" || made === null) return lines;
  let line: Line = { said: "", look: "" };
  for (const part of Object.values(made) as unknown[]) {
    linesIn(part, lines);
    if (!Array.isArray(made) || typeof part !== "object" || part === null || !("text" in part)) continue;
    const { text, ...rest } = part;
    const look = JSON.stringify(rest);
    line = { said: look === line.look ? `${line.said}${text}` : `${text}`, look };
    lines.push(line);
  }
  return lines;
}

const PROBE = "probe";

/** Whether all of that stands in what was made, in its own look: a name that reads like an address is none. */
function shows(made: unknown, beside: readonly Words[], draw: (words: Words) => unknown): boolean {
  const shown = new Set(linesIn(made).map(({ said, look }) => `${look} ${said}`));
  const looks = new Map<Words["kind"], string | undefined>();
  for (const { kind } of beside)
    if (!looks.has(kind))
      looks.set(kind, linesIn(draw({ kind, text: PROBE })).find(({ said }) => said === PROBE)?.look);
  return beside.every(({ kind, text }) => shown.has(`${looks.get(kind)} ${text}`));
}

function withButtons(block: Block, change: (button: Button) => Button): Block {
  if (block.kind === "actions") return { ...block, buttons: block.buttons.map(change) };
  if (block.kind !== "row" || block.button === undefined) return block;
  return { ...block, button: change(block.button) };
}

const alone = (words: Words): Block[] => [{ kind: "text", spans: [words] }];

/** A button that stands for more than is shown gives way to the one that shows it. A row counts by itself. */
export function drawWhole<T>(blocks: readonly Block[], draw: (blocks: readonly Block[]) => T): T {
  const made = draw(blocks);
  let isWhole = true;
  const changed = blocks.map((block) =>
    withButtons(block, (button) => {
      if (!("beside" in button)) return button;
      const around = block.kind === "row" ? draw([block]) : made;
      if (shows(around, button.beside, (words) => draw(alone(words)))) return button;
      isWhole = false;
      return button.instead;
    }),
  );
  return isWhole ? made : drawWhole(changed, draw);
}

/** Draws a form. One that cannot show all that it is submitted for only shows what it can. */
export function drawWholeForm<T>(form: Form, draw: (form: Form) => T): T {
  const made = draw(form);
  const { beside = [] } = form;
  const drawn = (words: Words) => draw({ ...form, intro: alone(words), fields: [], submit: null });
  return shows(made, beside, drawn) ? made : draw({ ...form, submit: null });
}

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
