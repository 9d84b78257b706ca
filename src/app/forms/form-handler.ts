import type { z } from "zod";
import type { FormName, FormRef, FormValues } from "../../domain/action.ts";
import { refuse } from "../../domain/refusal.ts";
import type { ParsedRow } from "../../domain/requests/address.ts";
import type { Reader } from "../../view/core/reader.ts";
import type { Form } from "../../view/core/view.ts";
import type { Caller, Errors, Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";

type RefOf<N extends FormName> = Extract<FormRef, { form: N }>;

type Fields = {
  /** The field in which people are chosen: they are looked up before the transaction. */
  readonly people?: string;
  /** The field for a file with addresses: it is read before the transaction as well. */
  readonly list?: string;
  /** The fields in which people write. */
  readonly texts?: readonly string[];
  /**
   * The fields that hold ids of people and channels: nobody typed those, and for whoever may open the form they are
   * looked at before the transaction.
   */
  readonly picked?: readonly string[];
};

/** One dialog: who may open it and with what in it, and what its submission does. */
export type FormHandler<N extends FormName> = Fields & {
  readonly open: (unit: ActorUnit, ref: RefOf<N>, caller: Caller) => Form;
  readonly submit: (
    unit: ActorUnit,
    ref: RefOf<N>,
    values: FormValues,
    caller: Caller,
    list: readonly ParsedRow[] | null,
  ) => Reply;
  /** What is begun when it opens; drawing it once more begins nothing. */
  readonly opened?: (unit: ActorUnit) => void;
};

type Course<N extends FormName, About, Input> = Fields &
  Pick<FormHandler<N>, "opened"> & {
    /** Throws the refusal; what it returns is what the form is about. */
    readonly may: (unit: ActorUnit, ref: RefOf<N>) => About;
    readonly draw: (unit: ActorUnit, about: About, ref: RefOf<N>, caller: Caller) => Form;
    readonly schema: (reader: Reader, about: About, unit: ActorUnit) => z.ZodType<Input>;
    readonly save: (unit: ActorUnit, about: About, input: Input, ref: RefOf<N>, caller: Caller) => Reply;
  };

/** The course of nearly all forms: the right to it, now and once more when it comes back, then its fields, then the deed. */
export function form<N extends FormName, About, Input>({
  may,
  draw,
  schema,
  save,
  ...rest
}: Course<N, About, Input>): FormHandler<N> {
  return {
    ...rest,
    open: (unit, ref, caller) => draw(unit, may(unit, ref), ref, caller),
    submit: (unit, ref, values, caller) => {
      const about = may(unit, ref);
      return save(unit, about, parseForm(schema(unit.reader, about, unit), values), ref, caller);
    },
  };
}

export function listOf(values: FormValues, name: string): readonly string[] {
  const value = values[name];
  if (typeof value === "string") return value === "" ? [] : [value];
  return value ?? [];
}

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

/** What waits for a second look, or for a form that is still to be filled in. Returns its id. */
export const keepDraft = ({ tx, actor, now }: ActorUnit, values: Record<string, unknown>): number =>
  tx.drafts.insert({ person: actor.person.id, values, createdAt: now }).id;

/** What this person's draft holds; another one's, or one of another form, is not there. */
export function draftOf<T>({ tx, actor }: ActorUnit, id: number, schema: z.ZodType<T>): T {
  const draft = tx.drafts.get(id);
  const read = schema.safeParse(draft?.values);
  if (draft?.person !== actor.person.id || !read.success) throw refuse("gone");
  return read.data;
}
