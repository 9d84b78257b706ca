import { joined, type Piece, say } from "../../core/spans.ts";
import type { Span } from "../../core/view.ts";
import { isHour, listedWith, numbersIn } from "../grammar.ts";

export const number = numbersIn("de-DE");

export const counted = (n: number, one: string, many: string): string =>
  `${number(n)} ${n === 1 ? one : many}`;

/** After verbs and "für", where German has no other form for several. */
export const people = (n: number): string => (n === 1 ? "eine Person" : `${number(n)} Personen`);
export const addresses = (n: number): string => counted(n, "Adresse", "Adressen");
export const invitations = (n: number): string => counted(n, "Einladung", "Einladungen");

/** "a, b und c"; "a, b und 3 weitere". */
export const listed = (items: readonly Piece[], more: number): Span[] =>
  listedWith(() => " und ", more > 0 ? [...items, others(more)] : items);

/** Of anything: "1 weitere" would be wrong for what is neuter, so one is said as what goes on. */
export const others = (n: number): string => (n === 1 ? "noch 1" : `${number(n)} weitere`);

/** "um 14:02", "am 25. Nov. um 14:02". */
export const at = (when: Piece): Span[] => (isHour(when) ? say`um ${when}` : say`am ${when}`);
export const since = (when: Piece): Span[] => (isHour(when) ? say`seit ${when}` : say`seit dem ${when}`);
export const until = (when: Piece): Span[] => (isHour(when) ? say`bis ${when}` : say`bis zum ${when}`);
/** "von 9:00 bis 14:02", "vom 25. Nov. um 9:00 bis zum 26. Nov. um 14:02". */
export const between = (from: Piece, to: Piece): Span[] =>
  joined([isHour(from) ? say`von ${from}` : say`vom ${from}`, until(to)], " ");
