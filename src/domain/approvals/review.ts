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
