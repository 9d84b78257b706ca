import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { setup } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function setupStore(db: Connection): Tx["setup"] {
  const only = onDemand(() => db.select().from(setup).prepare());
  return {
    load() {
      const row = only().get();
      if (row === undefined) return null;
      const { id: _, ...stored } = row;
      return stored;
    },
    save(value) {
      db.insert(setup)
        .values({ id: 1, ...value })
        .onConflictDoUpdate({ target: setup.id, set: value })
        .run();
    },
  };
}
