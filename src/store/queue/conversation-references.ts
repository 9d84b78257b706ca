import { and, eq, sql } from "drizzle-orm";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import { conversationReferences as references } from "../schema/schema-traffic.ts";
import { given, is, type Parts, putting, reading } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

const toReference = ({ kind, id, label, data }: typeof references.$inferSelect): ConversationReference => ({
  kind,
  id,
  label,
  data,
});

export function referencesStore({ db, clock, cache }: Parts): Tx["references"] {
  const where = reading(db, references);
  const ofKind = and(is(references.platform, "platform"), is(references.kind, "kind"));
  const every = where(ofKind, references.id);
  const byId = where(and(ofKind, is(references.id, "id")));
  const byData = where(
    and(ofKind, sql`json_extract(${references.data}, ${given("path")}) = ${given("value")}`),
    references.id,
  );
  const put = putting(db, references, references.platform, references.kind, references.id);
  // Each message in Teams asks several times where it goes.
  const { once, forget } = cache();
  const all = once<Parameters<Tx["references"]["all"]>, ConversationReference[]>((platform, kind) =>
    every.all({ platform, kind }).map(toReference),
  );
  return {
    get: once((platform, kind, id) => {
      const found = byId.first({ platform, kind, id });
      return found && toReference(found);
    }),
    all: (platform, kind) => [...all(platform, kind)],
    find: once((platform, kind, name, value) => {
      const found = byData.first({ platform, kind, path: `$.${JSON.stringify(name)}`, value });
      return found && toReference(found);
    }),
    save(platform, { kind, id, label, data }) {
      put({ platform, kind, id, label, data, seenAt: clock() });
      forget();
    },
    remove(platform, kind, id) {
      db.delete(references)
        .where(and(eq(references.platform, platform), eq(references.kind, kind), eq(references.id, id)))
        .run();
      forget();
    },
  };
}
