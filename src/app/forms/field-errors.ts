import type { z } from "zod";
import type { Errors } from "../app.ts";

/** A submission that is refused, with one sentence per field. Thrown, so that nothing of its transaction stays. */
export class FieldErrors extends Error {
  override readonly name = "FieldErrors";
  readonly errors: Errors;

  constructor(errors: Errors) {
    super(`refused: ${Object.keys(errors).join(", ")}`);
    this.errors = errors;
  }
}

/** Reads a submission with its form's schema; the first sentence per field is shown at that field. */
export function parseForm<T>(schema: z.ZodType<T>, values: unknown): T {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) errors[String(issue.path[0])] ??= issue.message;
  throw new FieldErrors(errors);
}
