import { and, desc, eq, gte, isNull, lt, or, sql } from "drizzle-orm";
import { rangeOf, subjectOf } from "../../domain/message.ts";
import { copies } from "../schema/schema-traffic.ts";
import { given, is, onDemand, type Parts, reading, rowsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

/** That a page is still open is written down this often at most. */
const OPEN_NOTED_MS = 60_000;
/** No digest looks like this. */
const MISSED = "missed";

export function copiesStore({ db }: Parts): Tx["copies"] {
  const where = reading(db, copies);
  const { get, insert } = rowsOf(db, copies);
  // Ranges, so that the index on subjects serves them: "/" follows "." and ";" follows ":".
  const parts = and(gte(copies.subject, given("from")), lt(copies.subject, given("to")));
  const ofSubject = where(or(is(copies.subject, "subject"), parts), copies.id);
  const isHere = and(is(copies.platform, "platform"), is(copies.channel, "channel"));
  const newestHere = where(and(is(copies.subject, "subject"), isHere), desc(copies.id));
  const byMessage = where(and(is(copies.message, "message"), isHere));
  const [from, to] = rangeOf("home", null);
  const isHome = and(gte(copies.subject, sql`${from}`), lt(copies.subject, sql`${to}`));
  const homes = where(
    and(isHome, or(isNull(copies.openedAt), gte(copies.openedAt, given("since")))),
    copies.id,
  );
  const readBy = where(sql`${copies.person} IS ${given("person")}`, copies.id);
  const every = where(undefined, copies.id);
  const missed = where(eq(copies.drawn, MISSED), copies.id);

  const draw = onDemand(() =>
    db
      .update(copies)
      .set({ drawn: sql`${given("drawn")}` })
      .where(is(copies.id, "id"))
      .prepare(),
  );
  const setDrawn = (id: number, drawn: string | null): void => void draw().run({ id, drawn });
  const stillOpen = onDemand(() =>
    db
      .update(copies)
      .set({ openedAt: sql`${given("now")}` })
      .where(and(is(copies.subject, "subject"), lt(copies.openedAt, given("before"))))
      .prepare(),
  );

  return {
    insert,
    get,
    ofSubject: (subject) => ofSubject.all({ subject, from: `${subject}.`, to: `${subject}/` }),
    at: ({ platform, channel }, message) => byMessage.first({ platform, channel, message }),
    find: (subject, { platform, channel }) => newestHere.first({ subject, platform, channel }),
    homes: (since) => homes.all({ since }),
    readBy: (person) => readBy.all({ person }),
    all: () => every.all(),
    missed: () => missed.all(),
    setDrawn,
    setOpened: (id, openedAt) =>
      void db.update(copies).set({ openedAt, drawn: null }).where(eq(copies.id, id)).run(),
    stillOpen: (person, now) =>
      void stillOpen().run({
        subject: subjectOf({ kind: "home", person }),
        now,
        before: now - OPEN_NOTED_MS,
      }),
    setMissed: (id) => setDrawn(id, MISSED),
    remove(id) {
      db.delete(copies).where(eq(copies.id, id)).run();
    },
  };
}
