/** The row that a statement with RETURNING or a key must give. */
export function one<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("a statement that must give a row gave none");
  return row;
}
