import { isDeepStrictEqual } from "node:util";
import type { Platform } from "../../domain/accounts/person.ts";
import type { ConversationReference, ReferenceKind } from "../../domain/conversation-reference.ts";
import type { Store } from "../../store/tx.ts";

export interface References {
  get(kind: ReferenceKind, id: string): ConversationReference | null;
  all(kind: ReferenceKind): ConversationReference[];
  /** The first one whose `data` has this value under that name. */
  find(kind: ReferenceKind, name: string, value: string): ConversationReference | null;
  /** Replaces what was known of it; writes nothing when nothing changed, so that every inbound request can call it. */
  note(reference: ConversationReference): void;
  forget(kind: ReferenceKind, id: string): void;
}

/** Each call is a transaction of its own: never call it inside another. */
export function createReferences(store: Store, platform: Platform): References {
  const get = (kind: ReferenceKind, id: string) => store.read((tx) => tx.references.get(platform, kind, id));
  return {
    get,
    all: (kind) => store.read((tx) => tx.references.all(platform, kind)),
    find: (kind, name, value) => store.read((tx) => tx.references.find(platform, kind, name, value)),
    note(reference) {
      const known = get(reference.kind, reference.id);
      if (!isDeepStrictEqual(known, reference))
        store.transact((tx) => tx.references.save(platform, reference));
    },
    forget: (kind, id) => store.transact((tx) => tx.references.remove(platform, kind, id)),
  };
}
