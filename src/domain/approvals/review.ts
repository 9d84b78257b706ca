/** How often the owner hears that it is time to look who still needs access. */
export const REVIEWS = ["off", "monthly", "quarterly"] as const;
export type Reviews = (typeof REVIEWS)[number];

export const ANSWERS = ["keep", "release", "keep-all"] as const;

/** When the month, or else the quarter, began (epoch ms, UTC). Answers count until the next one. */
export function periodBegan(reviews: Reviews, now: number): number {
  const day = new Date(now);
  const month = day.getUTCMonth();
  return Date.UTC(day.getUTCFullYear(), reviews === "monthly" ? month : month - (month % 3));
}

/** The period in which this moment (epoch ms) lies: `2026-03`, or `2026-Q1`. */
export function periodName(reviews: Reviews, at: number): string {
  const day = new Date(at);
  const month = day.toISOString().slice(0, 7);
  return reviews === "monthly" ? month : `${month.slice(0, 4)}-Q${Math.floor(day.getUTCMonth() / 3) + 1}`;
}
