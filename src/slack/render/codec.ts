import type { z } from "zod";
import { type FormRef, formRef, type UserAction, userAction } from "../../domain/action.ts";
import { parseJson } from "../../lib/json.ts";

/** The action as the value of a button (2,000 characters). */
export function encodeAction(action: UserAction): string {
  return JSON.stringify(action);
}

/** What a pressed value means; null when it is not ours, or from a version that knew other actions. */
export function decodeAction(value: unknown): UserAction | null {
  return decode(userAction, value);
}

/** What travels with a modal as `private_metadata`. */
export function encodeForm(ref: FormRef): string {
  return JSON.stringify(ref);
}

export function decodeForm(metadata: unknown): FormRef | null {
  return decode(formRef, metadata);
}

function decode<T>(schema: z.ZodType<T>, text: unknown): T | null {
  if (typeof text !== "string" || text.length > 3000) return null;
  const result = schema.safeParse(parseJson(text));
  return result.success ? result.data : null;
}
