import { eq } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { one } from "./one.ts";
import { saving } from "./saving.ts";
import { workspaces } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function workspacesStore(db: Connection): Tx["workspaces"] {
  const every = onDemand(() => db.select().from(workspaces).orderBy(workspaces.id).prepare());
  return {
    insert: (workspace) => one(db.insert(workspaces).values(workspace).returning().get()),
    get: (id) => db.select().from(workspaces).where(eq(workspaces.id, id)).get() ?? null,
    save: saving(db, workspaces),
    all: () => every().all(),
  };
}
