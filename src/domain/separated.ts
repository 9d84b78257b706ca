const SEPARATORS = [",", ";", "\t"] as const;
type Separator = (typeof SEPARATORS)[number];

/** Excel's own way to say in the first line what separates the cells. */
const NAMED = /^"?sep=([,;\t])"?(?:\r\n?|\n|$)/i;

/**
 * The rows of a file with separated values, each as its cells without quotes; rows in which nothing stands are left out.
 * Whatever the text, it is read: a quote that is never closed would swallow the rest, so then quotes are only signs.
 */
export function separatedRows(text: string): string[][] {
  const named = NAMED.exec(text);
  const rest = named === null ? text : text.slice(named[0].length);
  const by = (named?.[1] ?? likeliest(rest)) as Separator;
  return cellsOf(rest, by, true) ?? cellsOf(rest, by, false) ?? [];
}

/** The one that stands most often in the first line that holds something, outside quotes. */
function likeliest(text: string): Separator {
  const [first = ""] = /\S.*/.exec(text) ?? [];
  const bare = first.replace(/"[^"]*"/g, "");
  const countOf = (sign: string): number => bare.split(sign).length;
  return SEPARATORS.reduce((best, sign) => (countOf(sign) > countOf(best) ? sign : best));
}

/** null: a quote is never closed. */
function cellsOf(text: string, by: Separator, quoting: boolean): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    row.push(cell.trim());
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += sign;
        at += 1;
      } else quoted = false;
    } else if (quoting && sign === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (sign === by) {
      row.push(cell.trim());
      cell = "";
    } else if (sign === "\n" || sign === "\r") endRow();
    else cell += sign;
  }
  if (quoted) return null;
  endRow();
  return rows.filter((cells) => cells.some((one) => one !== ""));
}
