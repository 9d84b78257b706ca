import { createHash } from "node:crypto";
import type { z } from "zod";
import { type FormName, type FormRef, type FormValues, fitsForm, type Seen } from "../../domain/action.ts";
import { holdsKey } from "../../domain/key/secret.ts";
import { refuse } from "../../domain/refusal.ts";
import type { ParsedRow } from "../../domain/requests/address.ts";
import { holdsConfigured } from "../../lib/redact.ts";
import type { Reader } from "../../view/core/reader.ts";
import { LONGEST_TEXT } from "../../view/core/values.ts";
import type { Form } from "../../view/core/view.ts";
import type { Caller, Errors, Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";

type RefOf<N extends FormName> = Extract<FormRef, { form: N }>;

type Fields = {
  /** The field in which people are chosen: they are looked up before the transaction. */
  readonly people?: string;
  /** The field for a file with addresses: it is read before the transaction as well. */
  readonly list?: string;
  readonly texts?: readonly string[];
  /** The fields that hold ids from a platform's picker; if the person may open the form, they are looked at before the transaction. */
  readonly picked?: readonly string[];
};

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

export const listOf = (values: FormValues, name: string): readonly string[] =>
  values[name] === "" ? [] : [values[name] ?? []].flat();

/** A submission that is refused, with one sentence per field. Thrown, so that nothing of its transaction stays. */
export class FieldErrors extends Error {
  override readonly name = "FieldErrors";
  readonly errors: Errors;

  constructor(errors: Errors) {
    super(`refused: ${Object.keys(errors).join(", ")}`);
    this.errors = errors;
  }
}

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

/** One mark for each field, so that a submission tells what this person changed of what they saw. A list has no order. */
export const marksOf = (values: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, unknown]) => {
      const text = JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
      return [name, createHash("sha256").update(text).digest("base64url").slice(0, 8)];
    }),
  );

/** A field that somebody left alone stays as others saved it meanwhile; one that both changed differently is refused. */
export function onTopOf<T extends object>({ reader }: ActorUnit, now: T, typed: T, seen: Seen): T {
  if (seen === undefined) return typed;
  const [current, own] = [marksOf(now), marksOf(typed)];
  const names = Object.keys(own);
  const untouched = names.filter((name) => own[name] === seen[name]);
  const contested = names.filter(
    (name) => !untouched.includes(name) && current[name] !== seen[name] && own[name] !== current[name],
  );
  if (contested.length > 0) {
    const sentence = reader.strings.forms.errors.changedMeanwhile;
    throw new FieldErrors(Object.fromEntries(contested.map((name) => [name, sentence])));
  }
  const kept = Object.entries(now).filter(([name]) => untouched.includes(name));
  return { ...typed, ...Object.fromEntries(kept) };
}

/** What a platform's picker sends, such as `19:…@thread.tacv2`: by itself it can look like a key. */
const PICKED_ID = /^\d+:\S+$/;

/** How many values a field takes, and how long each is; some clients send a line break as two. */
const PICKED = { most: 50, longest: 255 };
const TYPED = { most: 500, longest: 2 * LONGEST_TEXT };

/** Why nothing is done with what was written, and in which fields that stands. */
type Unread = { readonly reason: "key_typed" | "too_much"; readonly at: readonly string[] };

export function unreadForm(form: Fields, values: FormValues): Unread | null {
  const names = Object.keys(values);
  const overfull = names.filter((name) => {
    const { most, longest } = form.picked?.includes(name) ? PICKED : TYPED;
    const all = listOf(values, name);
    return all.length > most || all.some(({ length }) => length > longest);
  });
  const tooMuch = fitsForm(values) ? overfull : names;
  if (tooMuch.length > 0) return { reason: "too_much", at: tooMuch };
  const at = fieldsWithKeys(form, values);
  return at.length > 0 ? { reason: "key_typed", at } : null;
}

/** The fields in which somebody typed a key; what they picked is none. */
export const fieldsWithKeys = ({ picked }: Fields, values: FormValues): string[] =>
  Object.keys(values).filter((name) => {
    const isTyped = (value: string) => !picked?.includes(name) || !PICKED_ID.test(value);
    return holdsSecret(listOf(values, name).filter(isTyped).join("\n"));
  });

export const writtenIn = ({ texts = [] }: Fields, values: FormValues): string[] =>
  texts.flatMap((name) => listOf(values, name).filter((text) => text.trim() !== ""));

/** What was typed is shown again, but never a key. */
export function withoutKeys(form: Fields, values: FormValues): FormValues {
  const unsafe = fieldsWithKeys(form, values);
  return Object.fromEntries(Object.entries(values).filter(([name]) => !unsafe.includes(name)));
}

/** Whether somebody typed what must not be kept: what looks like a key or a token, or is one that the operator configured. */
export const holdsSecret = (text: string): boolean => holdsKey(text) || holdsConfigured(text);
