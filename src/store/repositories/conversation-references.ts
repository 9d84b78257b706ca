import { and, eq, sql } from "drizzle-orm";
import type { Platform } from "../../domain/accounts/person.ts";
import type { ConversationReference, ReferenceKind } from "../../domain/conversation-reference.ts";
import { conversationReferences as references } from "../schema/schema-traffic.ts";
import { given, is, type Parts, putting, reading } from "../schema/table.ts";

const toReference = ({ kind, id, label, data }: typeof references.$inferSelect): ConversationReference => ({
  ...{ kind, id, label, data },
});

export function referencesStore({ db, clock, cache }: Parts) {
  const where = reading(db, references);
  const ofKind = and(is(references.platform, "platform"), is(references.kind, "kind"));
  const every = where(ofKind, references.id);
  const byId = where(and(ofKind, is(references.id, "id")));
  const hasData = sql`json_extract(${references.data}, ${given("path")}) = ${given("value")}`;
  const byData = where(and(ofKind, hasData), references.id);
  const put = putting(db, references, references.platform, references.kind, references.id);
  // Each message in Teams asks several times where it goes.
  const { once, forget } = cache();
  const all = once((platform: Platform, kind: ReferenceKind) =>
    every.all({ platform, kind }).map(toReference),
  );
  return {
    get: once((platform: Platform, kind: ReferenceKind, id: string) => {
      const found = byId.first({ platform, kind, id });
      return found && toReference(found);
    }),
    /** By id. */
    all: (platform: Platform, kind: ReferenceKind) => [...all(platform, kind)],
    /** The first one whose `data` has this value under that name. */
    find: once((platform: Platform, kind: ReferenceKind, name: string, value: string) => {
      const found = byData.first({ platform, kind, path: `$.${JSON.stringify(name)}`, value });
      return found && toReference(found);
    }),
    save(platform: Platform, { kind, id, label, data }: ConversationReference): void {
      put({ platform, kind, id, label, data, seenAt: clock() });
      forget();
    },
    remove(platform: Platform, kind: ReferenceKind, id: string): void {
      const isThis = and(eq(references.platform, platform), eq(references.kind, kind), eq(references.id, id));
      db.delete(references).where(isThis).run();
      forget();
    },
  };
}
