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
  switch (field.kind) {
    case "file":
      return field;
    case "text":
    case "choice": {
      const { initial: _, ...bare } = field;
      return first === undefined ? bare : { ...bare, initial: first };
    }
    case "number": {
      const { initial: _, ...bare } = field;
      const number = Number(first ?? Number.NaN);
      return Number.isFinite(number) ? { ...bare, initial: number } : bare;
    }
    case "choices":
      return { ...field, initial: all };
    case "people":
      return { ...field, initial: all.map((id) => ({ [platform]: id })) };
    case "person":
    case "channel": {
      const { initial: _, ...bare } = field;
      return first === undefined ? bare : { ...bare, initial: { [platform]: first } };
    }
  }
}
