import type { Reader } from "./reader.ts";
import { list } from "./spans.ts";
import type { Block, Span } from "./view.ts";

/** Addresses or domains in one sentence: the first of them, and how many more there are. */
export function someNamed(reader: Reader, all: readonly Span[], most: number): Span[] {
  const first = all.slice(0, most);
  return reader.strings.listed(first, all.length - first.length);
}

/** The same as a list; nothing when there is nothing. */
export function someListed(
  { strings }: Reader,
  items: readonly (readonly Span[])[],
  most: number,
  rest = items.length - most,
): Block[] {
  if (items.length === 0) return [];
  return [list([...items.slice(0, most), ...(rest > 0 ? [strings.andMore(rest)] : [])])];
}
