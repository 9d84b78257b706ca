import { type FormValues, fitsForm } from "../../domain/action.ts";
import { holdsKey } from "../../domain/key/secret.ts";
import { holdsConfigured } from "../../lib/redact.ts";
import { LONGEST_TEXT } from "../../view/core/values.ts";

/** The fields of a form in which the platform's picker fills in an id. */
type Picking = { readonly picked?: readonly string[] };

/** What a platform's picker sends, such as `19:…@thread.tacv2`: by itself it can look like a key. */
const PICKED_ID = /^\d+:\S+$/;

/** Some clients send a line break as two. What a field takes is for its form to say. */
const LONGEST_VALUE = 2 * LONGEST_TEXT;
const LONGEST_ID = 255;
const MOST_CHOSEN = 50;
const MOST_TICKED = 500;

/** Why nothing is done with what was written, and in which fields that stands; "" stands for a command. */
export type Unread = { readonly reason: "key_typed" | "too_much"; readonly at: readonly string[] };

export function unreadForm(form: Picking, values: FormValues): Unread | null {
  const full = overfull(form, values);
  if (full.length > 0) return { reason: "too_much", at: full };
  const at = fieldsWithKeys(form, values);
  return at.length > 0 ? { reason: "key_typed", at } : null;
}

/** The fields that hold more than a client lets anybody enter; all of them, where they do together. */
function overfull({ picked = [] }: Picking, values: FormValues): string[] {
  const names = Object.keys(values);
  if (!fitsForm(values)) return names;
  return names.filter((name) => {
    const isPicked = picked.includes(name);
    const all = [values[name] ?? []].flat();
    const longest = isPicked ? LONGEST_ID : LONGEST_VALUE;
    return all.length > (isPicked ? MOST_CHOSEN : MOST_TICKED) || all.some(({ length }) => length > longest);
  });
}

/** The fields in which somebody typed a key; what they picked is none. */
export const fieldsWithKeys = (form: Picking, values: FormValues): string[] =>
  Object.keys(values).filter((name) => holdsSecret(typedAt(form, values, name).join("\n")));

function typedAt({ picked }: Picking, values: FormValues, name: string): string[] {
  const all = [values[name] ?? []].flat();
  return picked?.includes(name) === true ? all.filter((value) => !PICKED_ID.test(value)) : all;
}

/** What people wrote in the fields for it, such as a reason. */
export const writtenIn = (
  { texts = [] }: { readonly texts?: readonly string[] },
  values: FormValues,
): string[] =>
  texts.flatMap((name) => {
    const value = values[name];
    return typeof value === "string" && value.trim() !== "" ? [value] : [];
  });

/** What was typed is shown again, but never a key. */
export function withoutKeys(form: Picking, values: FormValues): FormValues {
  const unsafe = fieldsWithKeys(form, values);
  const safe = Object.entries(values).filter(([name]) => !unsafe.includes(name));
  return Object.fromEntries(safe);
}

/** Whether somebody typed what must not be kept: what looks like a key or a token, or is one that the operator configured. */
export const holdsSecret = (text: string): boolean => holdsKey(text) || holdsConfigured(text);
