import { topicsBetween } from "../domain/setup-topics.ts";
import { setup } from "./schema.ts";
import { type Parts, reading } from "./table.ts";
import type { Tx } from "./tx.ts";

export function setupStore({ db, mark, cache }: Parts): Tx["setup"] {
  const only = reading(db, setup)();
  // Every click looks at it several times, and reading it means checking its JSON.
  const { once, forget } = cache();
  const load = once(() => {
    const row = only.first();
    if (row === null) return null;
    const { id: _, ...stored } = row;
    return stored;
  });
  return {
    load,
    save(after) {
      const before = load();
      db.insert(setup)
        .values({ id: 1, ...after })
        .onConflictDoUpdate({ target: setup.id, set: after })
        .run();
      forget();
      mark(...topicsBetween(before, after));
    },
  };
}
