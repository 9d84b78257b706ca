import { asc, eq, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { marks } from "./schema-traffic.ts";
import type { Tx } from "./tx.ts";

export function marksStore(db: Connection): Tx["marks"] {
  const end = { seq: marks.seq, hash: marks.hash };
  const excluded = { seq: sql`excluded.seq`, hash: sql`excluded.hash` };
  const values = {
    subject: sql.placeholder("subject"),
    seq: sql.placeholder("seq"),
    hash: sql.placeholder("hash"),
  };
  const set = onDemand(() =>
    db.insert(marks).values(values).onConflictDoUpdate({ target: marks.subject, set: excluded }).prepare(),
  );
  const bySubject = onDemand(() =>
    db
      .select(end)
      .from(marks)
      .where(eq(marks.subject, sql.placeholder("subject")))
      .prepare(),
  );
  return {
    set: (subject, { seq, hash }) => void set().run({ subject, seq, hash }),
    get: (subject) => bySubject().get({ subject }) ?? null,
    all: () => db.select(end).from(marks).orderBy(asc(marks.seq)).all(),
  };
}
