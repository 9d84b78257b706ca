/**
 * Where a page begins: behind what was last on the one before (`after`), before what was first on the next one, or at
 * a number from 0. Only the first two pass nobody over and show nobody twice while rows come and go.
 */
export type PageAt<Key> = { readonly after: Key } | { readonly before: Key } | { readonly page: number };

/** A page of something longer. */
export type Page<Row> = {
  readonly rows: readonly Row[];
  /** How many come before it. */
  readonly skipped: number;
  readonly total: number;
};

/** A page of what stands in the order of its ids. Behind the last one is the last page, and before the first the first. */
export function pageOf<Row extends { readonly id: number }>(
  all: readonly Row[],
  at: PageAt<number>,
  size: number,
): Page<Row> {
  const total = all.length;
  const last = Math.max(0, Math.ceil(total / size) - 1) * size;
  const skipped = Math.min(last, beginOf(all, at, size));
  return { rows: all.slice(skipped, skipped + size), skipped, total };
}

function beginOf(all: readonly { readonly id: number }[], at: PageAt<number>, size: number): number {
  if ("page" in at) return at.page * size;
  if ("after" in at) return all.filter(({ id }) => id <= at.after).length;
  return Math.max(0, all.filter(({ id }) => id < at.before).length - size);
}
