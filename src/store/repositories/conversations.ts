import { and, desc, eq, gte, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { PersonId, Place, Platform } from "../../domain/accounts/person.ts";
import type { ConversationReference, ReferenceKind } from "../../domain/conversation-reference.ts";
import { partsOf, rangeOf, type Subject, subjectOf } from "../../domain/message.ts";
import { rangesOf, type Topic } from "../../domain/topic.ts";
import { postedMessages as posted, conversationReferences as references } from "../schema/schema-traffic.ts";
import { given, is, numbered, type Parts, tableOf } from "../schema/table.ts";

/** That a page is still open is written down this often at most. */
const OPEN_NOTED_MS = 60_000;
/** No hash of a drawing looks like this. */
const MISSED = "missed";

export function postedStore(parts: Parts) {
  const { rows, where } = numbered(parts, posted);
  // A range, so that the index on subjects serves it.
  const isWithin = and(gte(posted.subject, given("from")), lt(posted.subject, given("to")));
  const within = where(isWithin, posted.id);
  const inRange = ([from, to]: readonly [string, string]) => within.all({ from, to });
  const isHere = and(is(posted.platform, "platform"), is(posted.channel, "channel"));
  const newestHere = where(and(is(posted.subject, "subject"), isHere), desc(posted.id));
  const byMessage = where(and(is(posted.message, "message"), isHere));
  const isOpen = or(isNull(posted.openedAt), gte(posted.openedAt, given("since")));
  const homes = where(and(isWithin, isOpen), posted.id);
  const readBy = where(sql`${posted.person} IS ${given("person")}`, posted.id);
  const every = where(undefined, posted.id);
  const missed = where(eq(posted.drawn, MISSED), posted.id);

  const set = (values: Partial<typeof posted.$inferSelect>, which: SQL | undefined): void =>
    void parts.db.update(posted).set(values).where(which).run();
  const setDrawn = (id: number, drawn: string | null): void => set({ drawn }, eq(posted.id, id));

  return {
    ...rows,
    /** Of a subject and of its parts. */
    ofSubject: (subject: Subject) => inRange(partsOf(subject)),
    showing: (topic: Topic) => rangesOf(topic).flatMap(inRange),
    /** The one that is this message of that conversation. */
    at: ({ platform, channel }: Place, message: string) => byMessage.first({ platform, channel, message }),
    /** The one of a subject in one conversation. */
    find: (subject: Subject, { platform, channel }: Place) =>
      newestHere.first({ subject, platform, channel }),
    /** Every Home that is a message, and the pages that were opened since then (epoch ms). */
    homes(since: number) {
      const [from, to] = rangeOf("home", null);
      return homes.all({ from, to, since });
    },
    /** In somebody's own messages and on their Home; null: in channels. */
    readBy: (person: PersonId | null) => readBy.all({ person }),
    all: () => every.all(),
    /** Those that changed while their platform was not connected. */
    missed: () => missed.all(),
    setMissed: (id: number) => setDrawn(id, MISSED),
    setDrawn,
    /** It shows nothing that counts until it is published again. */
    setOpened: (id: number, openedAt: number): void => set({ openedAt, drawn: null }, eq(posted.id, id)),
    /** Somebody has done something, perhaps on the page that they opened some time ago. */
    stillOpen(person: PersonId, now: number): void {
      const isTheirs = eq(posted.subject, subjectOf({ kind: "home", person }));
      set({ openedAt: now }, and(isTheirs, lt(posted.openedAt, now - OPEN_NOTED_MS)));
    },
  };
}

const toReference = ({ platform: _, ...row }: typeof references.$inferSelect): ConversationReference => row;

export function referencesStore(parts: Parts) {
  const { where, putting } = tableOf(parts, references, undefined, toReference);
  const { once, forget } = parts;
  const ofKind = and(is(references.platform, "platform"), is(references.kind, "kind"));
  const every = where(ofKind, references.id);
  const byId = where(and(ofKind, is(references.id, "id")));
  const hasData = sql`json_extract(${references.data}, ${given("path")}) = ${given("value")}`;
  const byData = where(and(ofKind, hasData), references.id);
  const put = putting(references.platform, references.kind, references.id);
  return {
    // Each message in Teams asks several times where it goes.
    get: once((platform: Platform, kind: ReferenceKind, id: string) => byId.first({ platform, kind, id })),
    /** By id. */
    all: once((platform: Platform, kind: ReferenceKind): readonly ConversationReference[] =>
      every.all({ platform, kind }),
    ),
    /** The first one whose `data` has this value under that name. */
    find: once((platform: Platform, kind: ReferenceKind, name: string, value: string) =>
      byData.first({ platform, kind, path: `$.${JSON.stringify(name)}`, value }),
    ),
    save: (platform: Platform, reference: ConversationReference): void => put({ platform, ...reference }),
    remove(platform: Platform, kind: ReferenceKind, id: string): void {
      const isThis = and(eq(references.platform, platform), eq(references.kind, kind), eq(references.id, id));
      parts.db.delete(references).where(isThis).run();
      forget();
    },
  };
}
