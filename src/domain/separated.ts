import { CsvError, parse } from "csv-parse/sync";

const SEPARATORS = [",", ";", "\t"] as const;

/** Excel's own way to say in the first line what separates the cells. */
const NAMED = /^"?sep=([,;\t])"?(?:\r\n?|\n|$)/i;

/**
 * The rows of a file with separated values, each as its cells without quotes; rows in which nothing stands are left out.
 * Whatever the text, it is read: a quote that is never closed would swallow the rest, so then quotes are only signs.
 */
export function separatedRows(text: string): string[][] {
  const named = NAMED.exec(text);
  const rest = named === null ? text : text.slice(named[0].length);
  const by = named?.[1] ?? likeliest(rest);
  const rows = rowsOf(rest, by, true) ?? rowsOf(rest, by, false) ?? [];
  return rows
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ""));
}

/** The one that stands most often in the first line that holds something, outside quotes. */
function likeliest(text: string): string {
  const [first = ""] = /\S.*/.exec(text) ?? [];
  const bare = first.replace(/"[^"]*"/g, "");
  const countOf = (sign: string): number => bare.split(sign).length;
  return SEPARATORS.reduce((best, sign) => (countOf(sign) > countOf(best) ? sign : best));
}

/** null: a quote is never closed. */
function rowsOf(text: string, delimiter: string, quoting: boolean): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      quote: quoting,
      record_delimiter: ["\r\n", "\n", "\r"],
      ltrim: quoting,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") return null;
    throw error;
  }
}
