import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Platform } from "../../domain/accounts/person.ts";
import { type FormName, type FormRef, type FormValues, fitsForm, type Seen } from "../../domain/action.ts";
import { holdsKey } from "../../domain/key/secret.ts";
import { refuse } from "../../domain/refusal.ts";
import { holdsConfigured } from "../../lib/redact.ts";
import type { Dialog } from "../../view/core/fields.ts";
import type { Reader } from "../../view/core/reader.ts";
import { LONGEST_TEXT } from "../../view/core/values.ts";
import type { Form } from "../../view/core/view.ts";
import type { Strings } from "../../view/strings/strings.ts";
import type { Errors, Reply } from "./app.ts";
import type { ActorUnit } from "./context.ts";

/** A form as one person finds it. */
export type Drawn = { readonly form: Form; readonly reader: Reader; readonly platform: Platform };

/** What somebody can do with a form that they may open. */
export type Opened = {
  readonly draw: () => Form;
  readonly submit: (values: FormValues) => Reply;
  /** What is begun when it opens; drawing it once more begins nothing. */
  readonly begin?: () => void;
};

/** Throws the refusal, when the form opens and once more when it comes back. `list`: in the file that came with it. */
export type FormHandler<N extends FormName> = (
  unit: ActorUnit,
  ref: Extract<FormRef, { form: N }>,
  list: readonly string[] | null,
) => Opened;

/** The course of nearly all forms: what comes back in its fields is read, and then the deed is done. */
export const asking = <T>(form: Dialog<T>, save: (input: T) => Reply): Opened => ({
  draw: () => form,
  submit: (values) => save(parseForm(form.input(), values)),
});

/** In every form these fields hold what somebody typed, and those what they picked: ids of their platform. */
export const TYPED = ["name", "names", "addresses", "reason", "list", "domains", "domain", "record"];
export const PICKED = [
  "approvals",
  "news",
  "feed",
  "approvers",
  "alternates",
  "groups",
  "askedGroups",
  "person",
  "standIn",
];

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

function parseForm<T>(schema: z.ZodType<T>, values: unknown): T {
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
const OF_PICKED = { most: 50, longest: 255 };
const OF_OTHERS = { most: 500, longest: 2 * LONGEST_TEXT };

/** Nothing is done with a form that holds too much, or a key. */
export function requireReadable(values: FormValues, refusals: () => Strings["refusals"]): void {
  const names = Object.keys(values);
  const overfull = names.filter((name) => {
    const { most, longest } = PICKED.includes(name) ? OF_PICKED : OF_OTHERS;
    const all = listOf(values, name);
    return all.length > most || all.some(({ length }) => length > longest);
  });
  const tooMuch = fitsForm(values) ? overfull : names;
  const at = tooMuch.length > 0 ? tooMuch : fieldsWithKeys(values);
  if (at.length === 0) return;
  const sentence = refusals()[tooMuch.length > 0 ? "too_much" : "key_typed"];
  throw new FieldErrors(Object.fromEntries(at.map((field) => [field, sentence])));
}

/** The fields in which somebody typed a key; what they picked is none. */
export const fieldsWithKeys = (values: FormValues): string[] =>
  Object.keys(values).filter((name) => {
    const isTyped = (value: string) => !PICKED.includes(name) || !PICKED_ID.test(value);
    return holdsSecret(listOf(values, name).filter(isTyped).join("\n"));
  });

export const writtenIn = (values: FormValues): string[] =>
  TYPED.flatMap((name) => listOf(values, name).filter((text) => text.trim() !== ""));

/** What was typed is shown again, but never a key. */
export function withoutKeys(values: FormValues): FormValues {
  const unsafe = fieldsWithKeys(values);
  return { ...values, ...Object.fromEntries(unsafe.map((name) => [name, null])) };
}

/** Whether somebody typed what must not be kept: what looks like a key or a token, or is one that the operator configured. */
export const holdsSecret = (text: string): boolean => holdsKey(text) || holdsConfigured(text);
