import type { Reader } from "./reader.ts";
import { code, joined } from "./spans.ts";
import type { Block, Span } from "./view.ts";

/** Addresses or domains in one sentence: the first of them, and how many more there are. */
export function someNamed(reader: Reader, words: readonly string[], most: number): Span[] {
  const { comma, andMore } = reader.strings;
  const first = words.slice(0, most).map((word) => code(word));
  const rest = words.length - first.length;
  return joined(rest > 0 ? [...first, andMore(rest)] : first, comma);
}

/** The same as a list; nothing when there is nothing. */
export function someListed(reader: Reader, items: readonly Span[][], most: number): Block[] {
  if (items.length === 0) return [];
  const rest = items.length - most;
  const more = rest > 0 ? [joined([reader.strings.andMore(rest)])] : [];
  return [{ kind: "list", items: [...items.slice(0, most), ...more] }];
}
