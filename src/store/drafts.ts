import { eq } from "drizzle-orm";
import type { Parts } from "./parts.ts";
import { drafts } from "./schema.ts";
import { rowsOf } from "./table.ts";
import type { Tx } from "./tx.ts";

export const draftsStore = ({ db }: Parts): Tx["drafts"] => ({
  ...rowsOf(db, drafts),
  remove(id) {
    db.delete(drafts).where(eq(drafts.id, id)).run();
  },
});
