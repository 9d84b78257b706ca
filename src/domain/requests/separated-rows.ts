import Papa from "papaparse";

/** Far more than a list may have; the reader looks no further. */
export const MOST_ROWS = 2_000;

const SEPARATORS = [",", ";", "\t"] as const;

/** Excel's own way to say in the first line which sign separates the cells. */
const NAMED = /^"?sep=([,;\t])"?(?:\n|$)/i;

const BLANK = /^[ \t,;]*$/gm;

/**
 * The first rows of a file with separated values, at most one more than MOST_ROWS, each as its trimmed cells; blank
 * rows are left out. It reads any text: a quote that is never closed would swallow the rest, so then quotes are
 * ordinary signs.
 */
export function separatedRows(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n");
  const named = NAMED.exec(lines);
  const rest = named === null ? lines : lines.slice(named[0].length);
  const delimiter = named?.[1] ?? likeliest(rest);
  return rowsOf(rest, delimiter, '"') ?? rowsOf(rest, delimiter, "") ?? [];
}

/** The separator that stands most often in the first line that holds something, outside quotes. */
function likeliest(text: string): string {
  const [first = ""] = /\S.*/.exec(text) ?? [];
  const bare = first.replace(/"[^"]*"/g, "");
  const countOf = (sign: string): number => bare.split(sign).length;
  return SEPARATORS.reduce((best, sign) => (countOf(sign) > countOf(best) ? sign : best));
}

/** null: a quote is never closed. */
function rowsOf(text: string, delimiter: string, quoteChar: string): string[][] | null {
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter,
    newline: "\n",
    quoteChar,
    transform: (cell) => cell.trim(),
    skipEmptyLines: "greedy",
    // Blank rows count among these.
    preview: MOST_ROWS + 1 + (text.match(BLANK) ?? []).length,
  });
  return errors.some(({ code }) => code === "MissingQuotes") ? null : data;
}
