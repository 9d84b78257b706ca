import type { MistralAdmin } from "../../mistral/admin/admin.ts";
import type { Messenger } from "./messenger.ts";

/**
 * What a call says of the other side. `proof`: it answers. `known`: perhaps nothing, the answer may have been known.
 * `access`: that it lets us in, and no more.
 */
export type Says = "proof" | "known" | "access";

/** What is done around each call. */
export type Around = <T>(says: Says, call: () => Promise<T>) => Promise<T>;

/** null: no call, or one that needs no credentials because it is asked of somebody else. */
const SAYS: Readonly<Record<keyof Messenger, Says | null>> = {
  platform: null,
  home: null,
  letsIn: "access",
  account: "proof",
  findByAddress: "known",
  openDirect: "known",
  post: "proof",
  whyClosed: "proof",
  update: "proof",
  updateAnswer: null,
  lookFor: "known",
  maySendFiles: null,
  sendFile: "proof",
  lookForFile: "known",
  putFile: null,
  mayReadFiles: null,
  readFile: "proof",
  publishHome: "proof",
};

type Method = (...given: unknown[]) => Promise<unknown>;

function wrapped<T extends object>(target: T, says: (name: string) => Says | null, around: Around): T {
  const methods = target as Record<string, Method>;
  const all = Object.keys(target).map((name) => {
    const what = says(name);
    // Looked up at each call: what stands in for it may have come since.
    const through = (...given: unknown[]) => around(what ?? "known", async () => methods[name]?.(...given));
    return [name, what === null || typeof methods[name] !== "function" ? methods[name] : through];
  });
  return Object.fromEntries(all);
}

export const aroundMessenger = (messenger: Messenger, around: Around): Messenger =>
  wrapped(messenger, (name) => SAYS[name as keyof Messenger], around);

export function aroundMistral(mistral: MistralAdmin, around: Around): MistralAdmin {
  const proof = (): Says => "proof";
  return { ...wrapped(mistral, proof, around), audit: wrapped(mistral.audit, proof, around) };
}

/** Makes each only once. */
export function once<T extends object>(make: (given: T) => T): (given: T) => T {
  const made = new WeakMap<T, T>();
  return (given) => {
    const known = made.get(given) ?? make(given);
    made.set(given, known);
    return known;
  };
}
