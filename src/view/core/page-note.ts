import type { Page } from "../../domain/page.ts";
import { button } from "./buttons.ts";
import type { Reader } from "./reader.ts";
import { note } from "./spans.ts";
import type { Block, OtherButton } from "./view.ts";

/** From 1. Where rows came or went meanwhile a page begins between two, and counts as the later one. */
export function pagesOf({ skipped, total }: Page<unknown>, size: number): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(total / size));
  return { page: Math.min(pages, Math.ceil(skipped / size) + 1), pages };
}

/** Where in a list one is; nothing where all of it is shown. */
export function pageNote({ strings }: Reader, list: Page<unknown>, size: number): Block[] {
  const { page, pages } = pagesOf(list, size);
  return pages > 1 ? [note(strings.lists.pageOf(page, pages, list.total))] : [];
}

export function pageSummary({ strings }: Reader, title: string, list: Page<unknown>, size: number): string {
  const { page, pages } = pagesOf(list, size);
  return `${title}. ${strings.lists.page(page, pages)}.`;
}

type Turn = OtherButton["action"] | null;

/** Back and on, where there is more. */
export function turnButtons({ strings }: Reader, list: Page<unknown>, back: Turn, on: Turn): OtherButton[] {
  const { previous, next } = strings.buttons;
  const { skipped, rows, total } = list;
  return [
    ...(back !== null && skipped > 0 ? [button(previous, back)] : []),
    ...(on !== null && skipped + rows.length < total ? [button(next, on)] : []),
  ];
}
