import { joined, type Piece, say } from "../../core/spans.ts";
import type { Span } from "../../core/view.ts";

/** Zero is singular in French. */
export const isOne = (n: number): boolean => n < 2;

/** Made when it is needed: the first of a process takes some 20 ms, which nobody who writes English has to wait for. */
let numbers: Intl.NumberFormat | undefined;
export function number(n: number): string {
  numbers ??= new Intl.NumberFormat("fr-FR");
  return numbers.format(n);
}

export const counted = (n: number, one: string, many: string): string =>
  `${number(n)} ${isOne(n) ? one : many}`;

export const people = (n: number): string => (n === 1 ? "une personne" : counted(n, "personne", "personnes"));

/** "d’Ana", "d’Hugo", "d’Yves", but "de Ben", "de Yann". The h of a name is seldom aspirated. */
export const of = (name: string): string =>
  /^(?:[aeiouhàâäéèêëîïôöùûüœæ]|y(?![aeiouéèêë]))/i.test(name.normalize("NFC")) ? `d’${name}` : `de ${name}`;

/** "a, b et c"; "a, b et 3 autres". */
export function listed(items: readonly Piece[], more: number): Span[] {
  const all = more > 0 ? [...items, others(more)] : items;
  const last = all.at(-1);
  if (last === undefined || all.length === 1) return joined(all);
  return joined([joined(all.slice(0, -1), ", "), last], " et ");
}

export const others = (n: number): string => counted(n, "autre", "autres");

/** An hour and a day take other words in front of them. */
const isHour = (at: Piece): boolean =>
  typeof at === "object" && "kind" in at && at.kind === "time" && at.style === "time";

/** "à 14:02", "le 25 nov. à 14:02". */
export const at = (when: Piece): Span[] => (isHour(when) ? say`à ${when}` : say`le ${when}`);
export const since = (when: Piece): Span[] => (isHour(when) ? say`depuis ${when}` : say`depuis le ${when}`);
export const until = (when: Piece): Span[] => (isHour(when) ? say`jusqu’à ${when}` : say`jusqu’au ${when}`);
/** "de 9:00 à 14:02", "du 25 nov. à 9:00 au 26 nov. à 14:02". */
export const between = (from: Piece, to: Piece): Span[] =>
  joined([isHour(from) ? say`de ${from}` : say`du ${from}`, isHour(to) ? say`à ${to}` : say`au ${to}`], " ");
