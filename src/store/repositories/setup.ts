import { topicsBetween } from "../../domain/setup/setup-topics.ts";
import { setup } from "../schema/schema.ts";
import { type Parts, putting, reading } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

export function setupStore({ db, mark, cache }: Parts): Tx["setup"] {
  const only = reading(db, setup)();
  const put = putting(db, setup, setup.id);
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
      put({ id: 1, ...after });
      forget();
      mark(...topicsBetween(before, after));
    },
  };
}
