import type { Reader } from "./reader.ts";
import { joined } from "./spans.ts";
import type { Block, Span } from "./view.ts";

/** Addresses or domains in one sentence: the first of them, and how many more there are. */
export function someNamed(reader: Reader, all: readonly Span[], most: number): Span[] {
  const first = all.slice(0, most);
  return reader.strings.listed(first, all.length - first.length);
}

/** The same as a list; nothing when there is nothing. */
export function someListed(reader: Reader, items: readonly Span[][], most: number): Block[] {
  if (items.length === 0) return [];
  const rest = items.length - most;
  const more = rest > 0 ? [joined([reader.strings.andMore(rest)])] : [];
  return [{ kind: "list", items: [...items.slice(0, most), ...more] }];
}
