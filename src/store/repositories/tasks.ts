import { sql } from "drizzle-orm";
import { tasks } from "../schema/schema.ts";
import { given, type Parts, reading, rowsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

export function tasksStore({ db, mark }: Parts): Tx["tasks"] {
  const where = reading(db, tasks);
  // The word itself, because the index of what is open does not serve a value that is filled in.
  const open = where(sql`${tasks.state} = 'open'`, tasks.id);
  // Whether the digits are in the text at all is soon seen; taking lists apart, of all Tasks there ever were, is not.
  const invitation = sql`CAST(${given("invitation")} AS INTEGER)`;
  const holding = where(
    sql`iif(instr(${tasks.invitations}, ${invitation}), ${invitation} IN (SELECT value FROM json_each(${tasks.invitations})), 0)`,
    tasks.id,
  );
  return {
    ...rowsOf(db, tasks, ({ id }) => mark(`task:${id}`)),
    ofInvitation: (invitation) => holding.all({ invitation }),
    open: () => open.all(),
  };
}
