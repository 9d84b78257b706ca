/** The value, which a test takes for granted. */
export function must<T>(value: T | null | undefined, otherwise = "expected a value and there is none"): T {
  if (value === null || value === undefined) throw new Error(otherwise);
  return value;
}
