import { z } from "zod";
import type { Platform } from "../../domain/accounts/person.ts";
import type { FormName, FormRef, FormValues } from "../../domain/action.ts";
import type { Role } from "../../domain/invitations/invitation.ts";
import { STEP_NAMES, type StepName } from "../../domain/setup/setup.ts";
import type { Reader } from "./reader.ts";
import {
  chosen,
  chosenOf,
  LONGEST_TEXT,
  oneOf,
  optionalId,
  optionalText,
  REASON_LENGTH,
  requiredText,
  ticked,
  typed,
} from "./values.ts";
import type { Block, Field, Form, Ids, Option } from "./view.ts";

type Unnamed<F extends Field = Field> = F extends Field ? Omit<F, "name"> : never;
/** A field, and how what comes back in it is read. `field` null: it is not asked for, and our forms leave it out. */
type Input<T> = { readonly field: Unnamed | null; readonly read: z.ZodType<T> };

type Inputs = Readonly<Record<string, Input<unknown>>>;
type Read<F extends Inputs> = { [Name in keyof F]: z.infer<F[Name]["read"]> };

/** A form, and how a submission of it is read. */
export type Dialog<T> = Form & { readonly input: () => z.ZodType<T> };

/** The title of a step, or of its form, begins with the step's number. */
export function numbered(name: StepName | FormName, title: string): string {
  const at = STEP_NAMES.indexOf(name as StepName);
  return at === -1 ? title : `${at + 1}. ${title}`;
}

export function dialog<F extends Inputs>(
  { strings }: Reader,
  ref: FormRef,
  { title, submit }: { readonly title: string; readonly submit: string },
  { intro = [], fields: inputs }: { readonly intro?: readonly Block[]; readonly fields: F },
): Dialog<Read<F>> {
  const all = Object.entries(inputs);
  const fields = all.flatMap(([name, { field }]): Field[] => (field === null ? [] : [{ name, ...field }]));
  const schemas = Object.fromEntries(all.map(([name, { read }]) => [name, read]));
  const input = () => z.object(schemas) as unknown as z.ZodType<Read<F>>;
  const close = strings.buttons.cancel;
  return { ref, title: numbered(ref.form, title), submit, close, intro, fields, input };
}

type Kind<K extends Field["kind"]> = Extract<Field, { kind: K }>;
type More<K extends Field["kind"]> = Partial<Omit<Kind<K>, "kind" | "name" | "label">>;

const asked = <K extends Field["kind"], T>(
  kind: K,
  label: string,
  more: More<K>,
  read: z.ZodType<T>,
): Input<T> => ({ field: { kind, label, ...more } as Unnamed<Kind<K>>, read });

export const askedIf = <T>(isAsked: boolean, input: Input<T>): Input<T> =>
  isAsked ? input : { ...input, field: null };

export const textField = <T>(label: string, more: More<"text">, read: z.ZodType<T>): Input<T> =>
  asked("text", label, more, read);

export const listField = <T>(label: string, more: More<"text">, read: z.ZodType<T>): Input<T> =>
  textField(label, { multiline: true, maxLength: LONGEST_TEXT, ...more }, read);

export function reasonField(
  { strings }: Reader,
  { reason, reasonHint: hint }: { readonly reason: string; readonly reasonHint: string },
  optional?: true,
): Input<string> {
  const { missing, long } = strings.forms.errors;
  const most = [REASON_LENGTH, long(REASON_LENGTH)] as const;
  const read = optional ? optionalText(...most) : requiredText(missing, ...most);
  return textField(reason, { hint, multiline: true, maxLength: REASON_LENGTH, optional }, read);
}

export const numberField = <T>(label: string, more: More<"number">, read: z.ZodType<T>): Input<T> =>
  asked("number", label, more, read);

/** A day, as `2026-12-01`. */
export function dayField({ strings }: Reader, label: string, more: More<"day">): Input<string> {
  const day = z.string({ error: strings.forms.errors.missing }).pipe(z.iso.date(strings.away.errors.noDay));
  return asked("day", label, more, day);
}

type Offered<K extends "choice" | "choices", T extends string> = More<K> & {
  readonly options: readonly Option<T>[];
};

const valuesOf = <T extends string>(options: readonly Option<T>[]): T[] => options.map(({ value }) => value);

export const choiceField = <T extends string>(
  { strings }: Reader,
  label: string,
  more: Offered<"choice", T>,
): Input<T> =>
  asked(
    "choice",
    label,
    { as: "radio", ...more },
    oneOf(valuesOf(more.options), strings.forms.errors.choose),
  );

/** null: nothing was chosen, as in a form that was opened before there was a choice. */
export const menuField = <T extends string>(label: string, more: Offered<"choice", T>): Input<T | null> => {
  const read = typed.transform((value) => valuesOf(more.options).find((one) => one === value) ?? null);
  return asked("choice", label, { as: "menu", ...more }, read);
};

export const boxesField = <T extends string>(label: string, more: Offered<"choices", T>): Input<T[]> =>
  asked("choices", label, { as: "boxes", optional: true, ...more }, chosenOf(valuesOf(more.options)));

export const tickField = (label: string, box: Omit<Option, "value">, isOn: boolean): Input<boolean> => ({
  ...boxesField(label, { options: [{ value: "on", ...box }], initial: isOn ? ["on"] : [] }),
  read: ticked,
});

export const channelField = (label: string, hint: string, initial?: Ids): Input<string | null> =>
  asked("channel", label, { hint, optional: true, initial }, optionalId);

export const peopleField = (label: string, more: More<"people">): Input<string[]> =>
  asked("people", label, { optional: true, ...more }, chosen);

export function personField({ strings }: Reader, label: string, more: More<"person">): Input<string> {
  const { choose } = strings.forms.errors;
  return asked("person", label, more, requiredText(choose, 255, choose));
}

/** Not read here: the app reads the file itself before. */
export const fileField = (label: string, hint: string, types: readonly string[]): Input<undefined> =>
  asked("file", label, { hint, optional: true, types }, nothing);

const nothing = z
  .unknown()
  .optional()
  .transform(() => undefined);

export const optionsOf = <T extends string>(
  values: readonly T[],
  words: Readonly<Record<T, string | readonly [label: string, description: string]>>,
): Option<T>[] =>
  values.map((value) => {
    const said: string | readonly [string, string] = words[value];
    return typeof said === "string"
      ? { value, label: said }
      : { value, label: said[0], description: said[1] };
  });

export const roleOptions = ({ strings }: Reader, roles: readonly Role[]): Option<Role>[] =>
  roles.map((value) => ({ value, label: strings.roles[value], description: strings.rolePermissions[value] }));

/** A form that begins with what somebody typed on that platform; null: they left it empty. */
export function withValues(form: Form, platform: Platform, values: FormValues): Form {
  const asTyped = (field: Field): Field => {
    const value = values[field.name];
    return value === undefined ? field : filled(field, platform, value);
  };
  return { ...form, fields: form.fields.map(asTyped) };
}

function filled(field: Field, platform: Platform, value: string | readonly string[] | null): Field {
  const all = [value ?? []].flat().filter((each) => each !== "");
  const [first] = all;
  const [id, ...ids] = all.map((each) => ({ [platform]: each }));
  const number = Number(first ?? Number.NaN);
  const initials: { readonly [K in Field["kind"]]: unknown } = {
    ...{ text: first, day: first, choice: first, choices: all, file: undefined },
    ...{ person: id, channel: id, people: id === undefined ? [] : [id, ...ids] },
    number: Number.isFinite(number) ? number : undefined,
  };
  return { ...field, initial: initials[field.kind] } as Field;
}
