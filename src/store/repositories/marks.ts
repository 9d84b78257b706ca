import { asc } from "drizzle-orm";
import { marks } from "../schema/schema-traffic.ts";
import { is, type Parts, putting, reading } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

export function marksStore({ db }: Parts): Tx["marks"] {
  const where = reading(db, marks);
  const bySubject = where(is(marks.subject, "subject"));
  const inOrder = where(undefined, asc(marks.seq));
  const put = putting(db, marks, marks.subject);
  const toEnd = ({ seq, hash }: typeof marks.$inferSelect) => ({ seq, hash });
  return {
    set: (subject, { seq, hash }) => put({ subject, seq, hash }),
    get(subject) {
      const found = bySubject.first({ subject });
      return found && toEnd(found);
    },
    all: () => inOrder.all().map(toEnd),
  };
}
