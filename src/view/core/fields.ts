import type { Platform } from "../../domain/accounts/person.ts";
import type { FormRef, FormValues } from "../../domain/action.ts";
import type { Role } from "../../domain/invitations/invitation.ts";
import type { Reader } from "./reader.ts";
import { LONGEST_TEXT, REASON_LENGTH } from "./values.ts";
import type { Block, Field, Form, Ids, Option } from "./view.ts";

export const dialog = (
  { strings }: Reader,
  ref: FormRef,
  { title, submit }: { readonly title: string; readonly submit: string },
  { intro = [], fields }: { readonly intro?: readonly Block[]; readonly fields: readonly Field[] },
): Form => ({ ref, title, submit, close: strings.buttons.cancel, intro, fields });

type Kind<K extends Field["kind"]> = Extract<Field, { kind: K }>;
type More<K extends Field["kind"]> = Partial<Omit<Kind<K>, "kind" | "name" | "label">>;

const field = <K extends Field["kind"]>(kind: K, name: string, label: string, more: More<K>): Field =>
  ({ kind, name, label, ...more }) as Kind<K>;

export const textField = (name: string, label: string, more: More<"text"> = {}): Field =>
  field("text", name, label, more);

export const listField = (name: string, label: string, more: More<"text"> = {}): Field =>
  textField(name, label, { multiline: true, maxLength: LONGEST_TEXT, ...more });

export const reasonField = (label: string, hint: string, more: More<"text"> = {}): Field =>
  textField("reason", label, { hint, multiline: true, maxLength: REASON_LENGTH, ...more });

export const numberField = (name: string, label: string, more: More<"number">): Field =>
  field("number", name, label, more);

type Choice = More<"choice"> & { readonly options: readonly Option[] };
export const choiceField = (name: string, label: string, more: Choice): Field =>
  field("choice", name, label, { as: "radio", ...more });

type Boxes = More<"choices"> & { readonly options: readonly Option[] };
export const boxesField = (name: string, label: string, more: Boxes): Field =>
  field("choices", name, label, { as: "boxes", optional: true, ...more });

export const tickField = (name: string, label: string, box: Omit<Option, "value">, isOn: boolean): Field =>
  boxesField(name, label, { options: [{ value: "on", ...box }], initial: isOn ? ["on"] : [] });

export const channelField = (name: string, label: string, hint: string, initial?: Ids): Field =>
  field("channel", name, label, { hint, optional: true, initial });

export const peopleField = (name: string, label: string, more: More<"people">): Field =>
  field("people", name, label, { optional: true, ...more });

export const personField = (name: string, label: string, more: More<"person">): Field =>
  field("person", name, label, more);

export const optionsOf = <T extends string>(
  values: readonly T[],
  words: Readonly<Record<T, string | readonly [label: string, description: string]>>,
): Option[] =>
  values.map((value) => {
    const said: string | readonly [string, string] = words[value];
    return typeof said === "string"
      ? { value, label: said }
      : { value, label: said[0], description: said[1] };
  });

export const roleOptions = ({ strings }: Reader, roles: readonly Role[]): Option[] =>
  roles.map((value) => ({ value, label: strings.roles[value], description: strings.rolePermissions[value] }));

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
  return { ...field, initial: initials[field.kind] } as Field;
}
