import { createHash } from "node:crypto";
import type { Seen } from "../../domain/action.ts";
import type { ActorUnit } from "../core/context.ts";
import { FieldErrors } from "./form-handler.ts";

/** The order in a list says nothing. */
const markOf = (value: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(Array.isArray(value) ? value.toSorted() : value))
    .digest("base64url")
    .slice(0, 8);

/** One mark for each field, so that a submission tells what this person changed of what they saw. */
export const marksOf = (values: object): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, markOf(value)]));

/**
 * What somebody typed, on top of what others saved while the form was open: a field that they left alone stays as it is
 * now. A field that both changed, and not alike, is refused.
 */
export function onTopOf<T extends object>({ reader }: ActorUnit, now: T, typed: T, seen: Seen): T {
  if (seen === undefined) return typed;
  const [current, own] = [marksOf(now), marksOf(typed)];
  const isUntouched = (name: string) => own[name] === seen[name];
  const changedByOthers = Object.keys(own).filter((name) => current[name] !== seen[name]);
  const contested = changedByOthers.filter((name) => !isUntouched(name) && own[name] !== current[name]);
  if (contested.length > 0) {
    const sentence = reader.strings.forms.errors.changedMeanwhile;
    throw new FieldErrors(Object.fromEntries(contested.map((name) => [name, sentence])));
  }
  const untouched = Object.entries(now).filter(([name]) => isUntouched(name));
  return { ...typed, ...Object.fromEntries(untouched) };
}
