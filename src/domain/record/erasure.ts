import type { Account, PersonId, Platform } from "../accounts/person.ts";

export type Traces = {
  /** Their opaque ids, also those that became another: the Record keeps them. */
  readonly people: readonly PersonId[];
  readonly accounts: readonly Account[];
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  /** Of their accounts, and of conversations with them alone. */
  readonly chatIds: readonly string[];
  readonly invitations: readonly number[];
};

/** What is personal in how a person is reached: in the `data` of their conversation reference. */
export const PERSONAL_IDS: Record<Platform, string[]> = { slack: [], teams: ["user", "conversation"] };

/** What stands in the place of an erased address is its owner's opaque id. */
export const isErased = (address: string): boolean => !address.includes("@");

/** What is left out of somebody's words where a name or an address stood. */
const LEFT_OUT = "…";

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Nothing longer that ends or begins like it: jean.paul@example.com is somebody else than paul@example.com. */
const wholeAddress = (address: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}][._%+-]?)${escaped(address)}(?![\\p{L}\\p{N}]|[.-][\\p{L}\\p{N}])`, "giu");

export const hasAddress = (text: string, address: string): boolean => wholeAddress(address).test(text);

const wholeName = (name: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "gu");

/** Whole words only, and names as they are written: Max is not in "maximum", nor in "max". */
export function withoutTraces(
  text: string,
  { addresses, names }: Pick<Traces, "addresses" | "names">,
): string {
  const longestFirst = (all: readonly string[]) => all.toSorted((a, b) => b.length - a.length);
  const cut = [
    ...longestFirst(addresses).map(wholeAddress),
    ...longestFirst(names.filter((name) => name.trim() !== "")).map(wholeName),
  ];
  return cut.reduce((rest, one) => rest.replace(one, LEFT_OUT), text);
}
