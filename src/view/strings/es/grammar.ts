import { joined, type Piece, say, wordsOf } from "../../core/spans.ts";
import type { Span } from "../../core/view.ts";
import { isHour, listedWith, numbersIn } from "../grammar.ts";

export const number = numbersIn("es-ES");

export const counted = (n: number, one: string, many: string): string =>
  `${number(n)} ${n === 1 ? one : many}`;

export const people = (n: number): string => (n === 1 ? "una persona" : `${number(n)} personas`);

/** "Ana y Ben", but "Ana e Inés", because two of that sound run together; "Ana y Hielo" has another sound. */
function and(next: Piece): string {
  const said = wordsOf(joined([next]))
    .replace(/^[@#]/, "")
    .normalize("NFC");
  return /^(?:[ií]|h[ií](?![aeoáéó]))/i.test(said) ? " e " : " y ";
}

/** "a, b y c"; "a, b y 3 más". */
export const listed = (items: readonly Piece[], more: number): Span[] =>
  listedWith(and, more > 0 ? [...items, others(more)] : items);

export const others = (n: number): string => `${number(n)} más`;

/** "a las 14:02", "el 25 nov a las 14:02". */
export const at = (when: Piece): Span[] => (isHour(when) ? say`a las ${when}` : say`el ${when}`);
export const since = (when: Piece): Span[] => (isHour(when) ? say`desde las ${when}` : say`desde el ${when}`);
export const until = (when: Piece): Span[] => (isHour(when) ? say`hasta las ${when}` : say`hasta el ${when}`);
/** "desde las 9:00 hasta las 14:02". */
export const between = (from: Piece, to: Piece): Span[] => joined([since(from), until(to)], " ");
