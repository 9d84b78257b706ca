import { joined, type Piece } from "../core/spans.ts";
import type { Span } from "../core/view.ts";

/** Made when it is needed: the first of a process takes some 20 ms, which nobody who writes English has to wait for. */
export function numbersIn(locale: string): (n: number) => string {
  let numbers: Intl.NumberFormat | undefined;
  return (n) => {
    numbers ??= new Intl.NumberFormat(locale);
    return numbers.format(n);
  };
}

/** "a, b and c". `and`: what stands before the last one. */
export function listedWith(and: (last: Piece) => string, all: readonly Piece[]): Span[] {
  const last = all.at(-1);
  if (last === undefined || all.length === 1) return joined(all);
  return joined([joined(all.slice(0, -1), ", "), last], and(last));
}

/** An hour and a day take other words in front of them. */
export const isHour = (at: Piece): boolean =>
  typeof at === "object" && "kind" in at && at.kind === "time" && at.style === "time";
