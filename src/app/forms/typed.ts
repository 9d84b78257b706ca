import type { FormValues } from "../../domain/action.ts";
import { holdsSecret } from "../secrets-typed.ts";

/** The fields of a form in which the platform's picker fills in an id. */
type Picking = { readonly picked?: readonly string[] };

/** What a platform's picker sends, such as `19:…@thread.tacv2`: by itself it can look like a key. */
const PICKED_ID = /^\d+:\S+$/;

/** The fields in which somebody typed a key; what they picked is none. */
export const fieldsWithKeys = (form: Picking, values: FormValues): string[] =>
  Object.keys(values).filter((name) => typedAt(form, values, name).some(holdsSecret));

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
