/** A page of a list that is `pages` long. */
export const pageOf = <Row>(rows: readonly Row[], page = 0, pages = 1) => ({
  list: { rows, skipped: page * 10, total: pages === 1 ? rows.length : pages * 10 },
  at: { page },
});
