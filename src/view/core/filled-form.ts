import type { Platform } from "../../domain/accounts/person.ts";
import type { FormValues } from "../../domain/action.ts";
import type { Field, Form } from "./view.ts";

/** A form that begins with what somebody typed on that platform; a field without a value was left empty. */
export function withValues(form: Form, platform: Platform, values: FormValues): Form {
  return { ...form, fields: form.fields.map((field) => filled(field, platform, values[field.name] ?? null)) };
}

function filled(field: Field, platform: Platform, value: string | readonly string[] | null): Field {
  const all = [value ?? []].flat().filter((each) => each !== "");
  const [first] = all;
  const [id, ...ids] = all.map((each) => ({ [platform]: each }));
  const number = Number(first ?? Number.NaN);
  const initials: { readonly [K in Field["kind"]]: unknown } = {
    ...{ text: first, choice: first, choices: all, file: undefined },
    ...{ person: id, channel: id, people: id === undefined ? [] : [id, ...ids] },
    number: Number.isFinite(number) ? number : undefined,
  };
  const initial = initials[field.kind];
  if (initial !== undefined) return { ...field, initial } as Field;
  return Object.fromEntries(Object.entries(field).filter(([key]) => key !== "initial")) as Field;
}
