/** The value, which a test takes for granted. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("expected a value and there is none");
  return value;
}
