import { joined, type Piece, say } from "../../core/spans.ts";
import type { Span } from "../../core/view.ts";
import { isHour, listedWith, numbersIn } from "../grammar.ts";

/** Zero is singular in French. */
export const isOne = (n: number): boolean => n < 2;

export const number = numbersIn("fr-FR");

export const counted = (n: number, one: string, many: string): string =>
  `${number(n)} ${isOne(n) ? one : many}`;

export const people = (n: number): string => (n === 1 ? "une personne" : counted(n, "personne", "personnes"));

/** "d’Ana", "d’Hugo", "d’Yves", but "de Ben", "de Yann". The h of a name is seldom aspirated. */
export const of = (name: string): string =>
  /^(?:[aeiouhàâäéèêëîïôöùûüœæ]|y(?![aeiouéèêë]))/i.test(name.normalize("NFC")) ? `d’${name}` : `de ${name}`;

/** "a, b et c"; "a, b et 3 autres". */
export const listed = (items: readonly Piece[], more: number): Span[] =>
  listedWith(() => " et ", more > 0 ? [...items, others(more)] : items);

export const others = (n: number): string => counted(n, "autre", "autres");

/** "à 14:02", "le 25 nov. à 14:02". */
export const at = (when: Piece): Span[] => (isHour(when) ? say`à ${when}` : say`le ${when}`);
export const since = (when: Piece): Span[] => (isHour(when) ? say`depuis ${when}` : say`depuis le ${when}`);
export const until = (when: Piece): Span[] => (isHour(when) ? say`jusqu’à ${when}` : say`jusqu’au ${when}`);
/** "de 9:00 à 14:02", "du 25 nov. à 9:00 au 26 nov. à 14:02". */
export const between = (from: Piece, to: Piece): Span[] =>
  joined([isHour(from) ? say`de ${from}` : say`du ${from}`, isHour(to) ? say`à ${to}` : say`au ${to}`], " ");
