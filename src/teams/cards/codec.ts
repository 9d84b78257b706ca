import { z } from "zod";
import {
  type FormRef,
  type FormValues,
  fitsForm,
  formRef,
  type UserAction,
  userAction,
} from "../../domain/action.ts";
import { keyless } from "../../view/core/clean.ts";
import type { Field, Form } from "../../view/core/view.ts";
import type { Data } from "./types.ts";

/** A form beneath the one that is shown, with everything typed in it: Teams has no stack of dialogs. */
export type Under = { readonly ref: FormRef; readonly values: FormValues };

/** How a field's value comes back: as it was typed, as one option, or as several in one text. */
const kind = z.enum(["text", "one", "many"]);
type Kind = z.infer<typeof kind>;
type Kinds = Readonly<Record<string, Kind>>;

export type FormStack = { readonly form: Form | null; readonly under: readonly Under[] };

/** What was pressed. `under` of a press: the forms that it was pressed in or on, the last one on top. */
export type Pressed =
  | { readonly kind: "press"; readonly action: UserAction; readonly under: readonly Under[] }
  | {
      readonly kind: "submit";
      readonly ref: FormRef;
      readonly under: readonly Under[];
      readonly values: FormValues;
      readonly once: string;
    }
  /** To the last form of `under`, as it was left; with none left the form is closed. */
  | { readonly kind: "back"; readonly under: readonly Under[] };

const MOST_UNDER = 4;
const MOST_FIELDS = 50;
/** One more than any form takes. */
const MOST_OPTIONS = 501;
const few = (record: object): boolean => Object.keys(record).length <= MOST_FIELDS;
const value = z.union([z.string(), z.array(z.string()), z.null()]);
const values = z.record(z.string(), value).refine(few).refine(fitsForm);
const under = z.array(z.object({ ref: formRef, values })).max(MOST_UNDER);
const kinds = z.record(z.string(), kind).refine(few);

const setup = z.union([
  z.object({
    action: userAction,
    in: formRef.optional(),
    under: under.default([]),
    fields: kinds.default({}),
  }),
  z.object({ submit: formRef, under, fields: kinds, once: z.string().max(64) }),
  z.object({ back: under }),
]);
export const cardData = z.looseObject({ setup });

export const encodePress = (action: UserAction, shown: FormStack): Data => ({
  setup: {
    action,
    in: shown.form?.ref ?? undefined,
    ...(shown.form === null && shown.under.length === 0 ? {} : carried(shown)),
  },
});

/** `once` tells one card of a form from the next. */
export const encodeSubmit = (ref: FormRef, shown: FormStack, once: string): Data => ({
  setup: { submit: ref, ...carried(shown), once },
});

export const encodeBack = (under: readonly Under[]): Data => ({ setup: { back: under.slice(-MOST_UNDER) } });

const carried = ({ form, under }: FormStack) => ({
  under: under.slice(-MOST_UNDER),
  fields: Object.fromEntries((form?.fields ?? []).map((field) => [field.name, KINDS[field.kind]])),
});

const KINDS: Readonly<Record<Field["kind"], Kind>> = {
  ...{ text: "text", number: "text", day: "text", choice: "one", person: "one", channel: "one" },
  ...{ choices: "many", people: "many", file: "many" },
};

/** What the data of a button means, with the inputs that came along; null when it is not ours, or from an older version. */
export function decodeData(raw: unknown): Pressed | null {
  const result = cardData.safeParse(raw);
  if (!result.success) return null;
  const { setup, ...inputs } = result.data;
  if ("back" in setup) return { kind: "back", under: setup.back };
  const values = readValues(inputs, setup.fields);
  if ("submit" in setup) {
    const { submit: ref, under, once } = setup;
    return { kind: "submit", ref, under, values, once };
  }
  if (!fitsForm(values)) return null;
  const here = setup.in === undefined ? [] : [{ ref: setup.in, values: withoutKeys(values, setup.fields) }];
  return { kind: "press", action: setup.action, under: [...setup.under, ...here].slice(-MOST_UNDER) };
}

/** What is typed in a form travels on in the cards that lie on it, which Teams keeps: a key does not. */
const withoutKeys = (values: FormValues, fields: Kinds): FormValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, typed]) => [
      name,
      fields[name] === "text" && typeof typed === "string" ? keyless(typed) : typed,
    ]),
  );

/** The entry of a menu that stands for nothing: Teams has no way to empty one, and takes no empty value. */
export const NOTHING = "\u2205";

/** The fields' values by name; whatever else came along is passed over. Blank text is null, as if nothing had been typed. */
function readValues(inputs: Readonly<Record<string, unknown>>, fields: Kinds): FormValues {
  return Object.fromEntries(
    Object.entries(fields).map(([name, kind]) => {
      const input = Object.hasOwn(inputs, name) ? inputs[name] : null;
      const typed = Array.isArray(input) ? input.join(",") : input;
      const text = ["string", "number", "boolean"].includes(typeof typed) ? String(typed) : "";
      return [name, readValue(text, kind)];
    }),
  );
}

function readValue(text: string, kind: Kind): FormValues[string] {
  // Several chosen values come back joined by commas; no value of ours holds one.
  if (kind === "many") return text.split(",", MOST_OPTIONS).filter((option) => option !== "");
  return text.trim() === "" || (kind === "one" && text === NOTHING) ? null : text;
}
