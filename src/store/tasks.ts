import { eq, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { one } from "./one.ts";
import { saving } from "./saving.ts";
import { tasks } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function tasksStore(db: Connection): Tx["tasks"] {
  const byId = onDemand(() =>
    db
      .select()
      .from(tasks)
      .where(eq(tasks.id, sql.placeholder("id")))
      .prepare(),
  );
  // The word itself, because the index of what is open does not serve a value that is filled in.
  const allOpen = onDemand(() =>
    db.select().from(tasks).where(sql`${tasks.state} = 'open'`).orderBy(tasks.id).prepare(),
  );

  // Whether the digits are in the text at all is soon seen; taking lists apart, of all Tasks there ever were, is not.
  const invitation = sql`CAST(${sql.placeholder("invitation")} AS INTEGER)`;
  const holding = onDemand(() =>
    db
      .select()
      .from(tasks)
      .where(
        sql`iif(instr(${tasks.invitations}, ${invitation}), ${invitation} IN (SELECT value FROM json_each(${tasks.invitations})), 0)`,
      )
      .orderBy(tasks.id)
      .prepare(),
  );

  return {
    insert: (task) => one(db.insert(tasks).values(task).returning().get()),
    get: (id) => byId().get({ id }) ?? null,
    save: saving(db, tasks),
    ofInvitation: (invitation) => holding().all({ invitation }),
    open: () => allOpen().all(),
  };
}
