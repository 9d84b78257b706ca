/** A spreadsheet takes what begins like this for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (words: string): string =>
  `"${(FORMULA.test(words) ? `'${words}` : words).replaceAll('"', '""')}"`;

/** A table that spreadsheets open as it is. The mark in front tells Excel that it is UTF-8. */
export const csv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")}`;
