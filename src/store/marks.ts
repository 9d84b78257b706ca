import { asc } from "drizzle-orm";
import { marks } from "./schema-traffic.ts";
import { is, onDemand, type Parts, reading, slotsOf } from "./table.ts";
import type { Tx } from "./tx.ts";

export function marksStore({ db }: Parts): Tx["marks"] {
  const where = reading(db, marks);
  const bySubject = where(is(marks.subject, "subject"));
  const inOrder = where(undefined, asc(marks.seq));
  const upsert = onDemand(() => {
    const { subject, ...end } = slotsOf(marks);
    return db
      .insert(marks)
      .values({ subject, ...end } as never)
      .onConflictDoUpdate({ target: marks.subject, set: end })
      .prepare();
  });
  const toEnd = ({ seq, hash }: typeof marks.$inferSelect) => ({ seq, hash });
  return {
    set: (subject, { seq, hash }) => void upsert().run({ subject, seq, hash }),
    get(subject) {
      const found = bySubject.first({ subject });
      return found && toEnd(found);
    },
    all: () => inOrder.all().map(toEnd),
  };
}
