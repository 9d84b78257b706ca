import { asc, eq } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { marks } from "./schema-traffic.ts";
import type { Tx } from "./tx.ts";

export function marksStore(db: Connection): Tx["marks"] {
  const end = { seq: marks.seq, hash: marks.hash };
  return {
    set(subject, { seq, hash }) {
      db.insert(marks)
        .values({ subject, seq, hash })
        .onConflictDoUpdate({ target: marks.subject, set: { seq, hash } })
        .run();
    },
    get: (subject) => db.select(end).from(marks).where(eq(marks.subject, subject)).get() ?? null,
    all: () => db.select(end).from(marks).orderBy(asc(marks.seq)).all(),
  };
}
