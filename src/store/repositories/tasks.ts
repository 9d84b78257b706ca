import { sql } from "drizzle-orm";
import type { Task } from "../../domain/tasks/task.ts";
import { tasks } from "../schema/schema.ts";
import { given, type Parts, reading, rowsOf } from "../schema/table.ts";

export function tasksStore({ db, mark }: Parts) {
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
    open: (): Task[] => open.all(),
    /** Every Task that is or was about this Invitation. */
    ofInvitation: (invitation: number): Task[] => holding.all({ invitation }),
  };
}
