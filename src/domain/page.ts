/** A page of something longer. While rows come and go, turning it may pass one over or show one twice. */
export type Page<Row> = PageAt & { readonly rows: readonly Row[] };

/** `page`: from 0; `pages`: at least one; `total`: how many rows there are in all. */
export type PageAt = { readonly page: number; readonly pages: number; readonly total: number };

export function pageAt(asked: number, size: number, total: number): PageAt {
  const pages = Math.max(1, Math.ceil(total / size));
  return { page: Math.min(asked, pages - 1), pages, total };
}

export function pageOf<Row>(all: readonly Row[], asked: number, size: number): Page<Row> {
  const at = pageAt(asked, size, all.length);
  return { ...at, rows: all.slice(at.page * size, (at.page + 1) * size) };
}
