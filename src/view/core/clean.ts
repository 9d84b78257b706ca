import { holdsKey } from "../../domain/key/secret.ts";

/** Whatever hides or reorders what is read: controls, bidi marks, zero width, halves of pairs. Joiners stay (emoji). */
const INVISIBLE = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Text without characters that hide or reorder what is read, cut to `limit` UTF-16 units with "…". */
export function clean(text: string, limit: number): string {
  return cut(text.replace(/\r\n?/g, "\n").replace(INVISIBLE, ""), limit);
}

/** The same on one line: for labels, titles and everything that a chat shows in a single line. No-break spaces stay. */
export function cleanLine(text: string, limit: number): string {
  return cut(
    clean(text, Number.POSITIVE_INFINITY)
      .replace(/[^\S\u00a0]+/g, " ")
      .trim(),
    limit,
  );
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = limit - 1;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end -= 1;
  return `${text.slice(0, end)}…`;
}

/** Long text in at most four pieces of `limit`, split at line ends so that nothing of it is lost; none is blank. */
export function piecesOf(whole: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = clean(whole, 4 * limit).replace(/(?<!\n)\n+$/, "");
  while (rest.length > limit && pieces.length < 3) {
    const lineEnd = rest.lastIndexOf("\n", limit);
    const end = lineEnd > 0 ? lineEnd : limit;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(lineEnd > 0 ? end + 1 : end);
  }
  return [...pieces, clean(rest, limit)].filter((piece) => piece.trim() !== "");
}

/** Only what a chat may open; anything else is shown as words. */
export function webAddress(url: string): string | null {
  if (url.length > 3000 || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return ["https:", "http:", "mailto:"].includes(parsed.protocol) ? parsed.href : null;
}

/** Text that may be kept where others keep it; null when somebody typed an API key in it. */
export const keyless = (text: string): string | null => (holdsKey(text) ? null : text);
