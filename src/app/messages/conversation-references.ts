import { isDeepStrictEqual } from "node:util";
import type { Platform } from "../../domain/accounts/person.ts";
import type { ConversationReference, ReferenceKind } from "../../domain/conversation-reference.ts";
import type { Store } from "../../store/tx.ts";

export type References = ReturnType<typeof createReferences>;

/** Each call is a transaction of its own: never call it inside another. */
export function createReferences(store: Store, platform: Platform) {
  const get = (kind: ReferenceKind, id: string) => store.read((tx) => tx.references.get(platform, kind, id));
  return {
    get,
    all: (kind: ReferenceKind) => store.read((tx) => tx.references.all(platform, kind)),
    find: (kind: ReferenceKind, name: string, value: string) =>
      store.read((tx) => tx.references.find(platform, kind, name, value)),
    /** Replaces what was known of it; writes nothing when nothing changed, so that every inbound request can call it. */
    note(reference: ConversationReference): void {
      const isKnown = isDeepStrictEqual(get(reference.kind, reference.id), reference);
      if (!isKnown) store.transact((tx) => tx.references.save(platform, reference));
    },
    forget: (kind: ReferenceKind, id: string): void =>
      store.transact((tx) => tx.references.remove(platform, kind, id)),
  };
}
