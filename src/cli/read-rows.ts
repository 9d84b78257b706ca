import { LONGEST } from "./read-lines.ts";

/** `line`: where it begins. `text`: with its end; null where it is not UTF-8, far too long, or never ends. */
export type Row = { readonly line: number; readonly text: string | null };

/** The rows of a CSV file from its lines: inside of quotes a cell goes on with the next line. */
export function* rowsOf(lines: Iterable<string | null>): Generator<Row> {
  let [number, start, text, quoted] = [0, 1, "", false];
  for (const line of lines) {
    number += 1;
    if (line !== null) {
      text += `${line}\n`;
      if (line.split('"').length % 2 === 0) quoted = !quoted;
      if (quoted && text.length < LONGEST) continue;
    }
    yield { line: start, text: line === null || quoted ? null : text };
    [start, text, quoted] = [number + 1, "", false];
  }
  if (text !== "") yield { line: start, text: null };
}
