import { and, desc, eq, gte, isNull, lt, or, sql } from "drizzle-orm";
import { rangeOf, subjectOf } from "../../domain/message.ts";
import { postedMessages as posted } from "../schema/schema-traffic.ts";
import { given, is, onDemand, type Parts, reading, rowsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

/** That a page is still open is written down this often at most. */
const OPEN_NOTED_MS = 60_000;
/** No digest looks like this. */
const MISSED = "missed";

export function postedStore({ db }: Parts): Tx["posted"] {
  const where = reading(db, posted);
  const { get, insert } = rowsOf(db, posted);
  // Ranges, so that the index on subjects serves them: "/" follows "." and ";" follows ":".
  const parts = and(gte(posted.subject, given("from")), lt(posted.subject, given("to")));
  const ofSubject = where(or(is(posted.subject, "subject"), parts), posted.id);
  const isHere = and(is(posted.platform, "platform"), is(posted.channel, "channel"));
  const newestHere = where(and(is(posted.subject, "subject"), isHere), desc(posted.id));
  const byMessage = where(and(is(posted.message, "message"), isHere));
  const [from, to] = rangeOf("home", null);
  const isHome = and(gte(posted.subject, sql`${from}`), lt(posted.subject, sql`${to}`));
  const homes = where(
    and(isHome, or(isNull(posted.openedAt), gte(posted.openedAt, given("since")))),
    posted.id,
  );
  const readBy = where(sql`${posted.person} IS ${given("person")}`, posted.id);
  const every = where(undefined, posted.id);
  const missed = where(eq(posted.drawn, MISSED), posted.id);

  const draw = onDemand(() =>
    db
      .update(posted)
      .set({ drawn: sql`${given("drawn")}` })
      .where(is(posted.id, "id"))
      .prepare(),
  );
  const setDrawn = (id: number, drawn: string | null): void => void draw().run({ id, drawn });
  const stillOpen = onDemand(() =>
    db
      .update(posted)
      .set({ openedAt: sql`${given("now")}` })
      .where(and(is(posted.subject, "subject"), lt(posted.openedAt, given("before"))))
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
      void db.update(posted).set({ openedAt, drawn: null }).where(eq(posted.id, id)).run(),
    stillOpen: (person, now) =>
      void stillOpen().run({
        subject: subjectOf({ kind: "home", person }),
        now,
        before: now - OPEN_NOTED_MS,
      }),
    setMissed: (id) => setDrawn(id, MISSED),
    remove(id) {
      db.delete(posted).where(eq(posted.id, id)).run();
    },
  };
}
