import type { PageAt } from "../../domain/page.ts";
import { button } from "./buttons.ts";
import type { Reader } from "./reader.ts";
import { note } from "./spans.ts";
import type { Block, OtherButton } from "./view.ts";

/** Where in a list one is; nothing where all of it is shown. */
export const pageNote = ({ strings }: Reader, { page, pages, total }: PageAt): Block[] =>
  pages > 1 ? [note(strings.lists.pageOf(page + 1, pages, total))] : [];

export const pageSummary = ({ strings }: Reader, title: string, { page, pages }: PageAt): string =>
  `${title}. ${strings.lists.page(page + 1, pages)}.`;

/** Back and on, where there is more. */
export const turnButtons = (
  { strings }: Reader,
  { page, pages }: PageAt,
  to: (page: number) => OtherButton["action"],
): OtherButton[] => [
  ...(page > 0 ? [button(strings.buttons.previous, to(page - 1))] : []),
  ...(page + 1 < pages ? [button(strings.buttons.next, to(page + 1))] : []),
];
