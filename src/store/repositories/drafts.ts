import { eq } from "drizzle-orm";
import { drafts } from "../schema/schema.ts";
import { type Parts, rowsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

export const draftsStore = ({ db }: Parts): Tx["drafts"] => ({
  ...rowsOf(db, drafts),
  remove(id) {
    db.delete(drafts).where(eq(drafts.id, id)).run();
  },
});
