import { and, desc, eq, gte, isNull, lt, or, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { one } from "./one.ts";
import { copies } from "./schema-traffic.ts";
import type { Tx } from "./tx.ts";

/** That a page is still open is written down this often at most. */
const OPEN_NOTED_MS = 60_000;
/** No digest looks like this. */
const MISSED = "missed";

export function copiesStore(db: Connection): Tx["copies"] {
  const byId = onDemand(() =>
    db
      .select()
      .from(copies)
      .where(eq(copies.id, sql.placeholder("id")))
      .prepare(),
  );
  // Ranges, so that the index on subjects serves them: "/" follows "." and ";" follows ":".
  const parts = and(gte(copies.subject, sql.placeholder("from")), lt(copies.subject, sql.placeholder("to")));
  const bySubject = onDemand(() =>
    db
      .select()
      .from(copies)
      .where(or(eq(copies.subject, sql.placeholder("subject")), parts))
      .orderBy(copies.id)
      .prepare(),
  );
  const here = and(
    eq(copies.subject, sql.placeholder("subject")),
    eq(copies.platform, sql.placeholder("platform")),
    eq(copies.channel, sql.placeholder("channel")),
  );
  const newestHere = onDemand(() =>
    db.select().from(copies).where(here).orderBy(desc(copies.id)).limit(1).prepare(),
  );
  const byMessage = onDemand(() =>
    db
      .select()
      .from(copies)
      .where(
        and(
          eq(copies.message, sql.placeholder("message")),
          eq(copies.channel, sql.placeholder("channel")),
          eq(copies.platform, sql.placeholder("platform")),
        ),
      )
      .limit(1)
      .prepare(),
  );
  const isShown = or(isNull(copies.openedAt), gte(copies.openedAt, sql.placeholder("since")));
  const shownHomes = onDemand(() =>
    db
      .select()
      .from(copies)
      .where(and(gte(copies.subject, "home:"), lt(copies.subject, "home;" as "home:"), isShown))
      .orderBy(copies.id)
      .prepare(),
  );

  const draw = onDemand(() =>
    db
      .update(copies)
      .set({ drawn: sql`${sql.placeholder("drawn")}` })
      .where(eq(copies.id, sql.placeholder("id")))
      .prepare(),
  );
  const setDrawn = (id: number, drawn: string | null): void => void draw().run({ id, drawn });

  const stillOpen = onDemand(() =>
    db
      .update(copies)
      .set({ openedAt: sql`${sql.placeholder("now")}` })
      .where(
        and(eq(copies.subject, sql.placeholder("subject")), lt(copies.openedAt, sql.placeholder("before"))),
      )
      .prepare(),
  );

  return {
    insert: (copy) => one(db.insert(copies).values(copy).returning().get()),
    get: (id) => byId().get({ id }) ?? null,
    ofSubject: (subject) => bySubject().all({ subject, from: `${subject}.`, to: `${subject}/` }),
    at: ({ platform, channel }, message) => byMessage().get({ platform, channel, message }) ?? null,
    find: (subject, { platform, channel }) => newestHere().get({ subject, platform, channel }) ?? null,
    homes: (since) => shownHomes().all({ since }),
    readBy: (person) =>
      db
        .select()
        .from(copies)
        .where(person === null ? isNull(copies.person) : eq(copies.person, person))
        .orderBy(copies.id)
        .all(),
    all: () => db.select().from(copies).orderBy(copies.id).all(),
    missed: () => db.select().from(copies).where(eq(copies.drawn, MISSED)).orderBy(copies.id).all(),
    setDrawn,
    setOpened: (id, openedAt) =>
      void db.update(copies).set({ openedAt, drawn: null }).where(eq(copies.id, id)).run(),
    stillOpen: (person, now) =>
      void stillOpen().run({ subject: `home:${person}`, now, before: now - OPEN_NOTED_MS }),
    setMissed: (id) => setDrawn(id, MISSED),
    remove(id) {
      db.delete(copies).where(eq(copies.id, id)).run();
    },
  };
}
