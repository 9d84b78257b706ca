import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import type { Messenger } from "./messenger.ts";

/**
 * What a call says of the other side. `proof`: it answers. `known`: perhaps nothing, the answer may have been known.
 * `access`: that it lets us in, and no more.
 */
export type Says = "proof" | "known" | "access";

export type Around = <T>(says: Says, call: () => Promise<T>) => Promise<T>;

/** All others are proof. null: no call, or one that needs no credentials because it is asked of somebody else. */
const SAYS: Readonly<Partial<Record<string, Says | null>>> = {
  letsIn: "access",
  ...{ findByAddress: "known", openDirect: "known", lookFor: "known", lookForFile: "known" },
  ...{ updateAnswer: null, putFile: null, maySendFiles: null, mayReadFiles: null },
} satisfies Partial<Record<keyof Messenger, Says | null>>;

type Method = (...given: unknown[]) => Promise<unknown>;

/** The same methods, with that done around each call. */
export function wrapped<T extends object>(target: T, around: Around): T {
  const methods = target as Record<string, Method>;
  const all = Object.keys(target).map((name) => {
    const { [name]: says = "proof" } = SAYS;
    if (says === null || typeof methods[name] !== "function") return [name, methods[name]];
    // Looked up at each call: what stands in for it may have come since.
    return [name, (...given: unknown[]) => around(says, async () => methods[name]?.(...given))];
  });
  return Object.fromEntries(all);
}

export const aroundMistral = (mistral: MistralAdmin, around: Around): MistralAdmin => ({
  ...wrapped(mistral, around),
  audit: wrapped(mistral.audit, around),
});

export function once<T extends object>(make: (given: T) => T): (given: T) => T {
  const made = new WeakMap<T, T>();
  return (given) => {
    const known = made.get(given) ?? make(given);
    made.set(given, known);
    return known;
  };
}
