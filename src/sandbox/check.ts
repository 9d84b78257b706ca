export type Wire = Record<string, unknown>;

export const isWire = (value: unknown): value is Wire =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `String` throws for an object with a `toString` of its own, which JSON can hold. */
export const asText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");
