import { count, desc, eq, type SQL, sql } from "drizzle-orm";
import {
  INVITATION_STATUSES,
  type InvitationStatus,
  WATCHED_STATUSES,
  type Watched,
} from "../domain/invitation.ts";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { one } from "./one.ts";
import { saving } from "./saving.ts";
import { invitations } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function invitationsStore(db: Connection): Tx["invitations"] {
  const where = (condition: SQL) =>
    onDemand(() => db.select().from(invitations).where(condition).orderBy(invitations.id).prepare());
  const value = sql.placeholder("value");
  const byId = where(eq(invitations.id, value));
  const byRequest = where(eq(invitations.request, value));
  const byDigest = where(eq(invitations.digest, value));
  const byInvitee = where(eq(invitations.invitee, value));
  const bySentAt = where(eq(invitations.sentAt, value));
  // However many statuses: the list is one value.
  const byStatus = where(sql`${invitations.status} IN (SELECT value FROM json_each(${value}))`);
  const byAddress = onDemand(() =>
    db
      .select()
      .from(invitations)
      .where(eq(invitations.address, sql.param(value, invitations.address)))
      .orderBy(desc(invitations.id))
      .prepare(),
  );
  const young = sql`(${sql.placeholder("after")} IS NULL
    OR ${invitations.evidence} ->> 'at' > ${sql.placeholder("after")})`;
  const firstOf = onDemand(() =>
    db
      .select()
      .from(invitations)
      .where(sql`${invitations.status} = ${value} AND ${young}`)
      .orderBy(invitations.id)
      .limit(1)
      .prepare(),
  );
  const addresses = onDemand(() =>
    db.$client
      .prepare<[string], string>(
        `SELECT address FROM json_each(?) AS asked JOIN invitations ON invitations.id = asked.value ORDER BY asked.key`,
      )
      .pluck(),
  );
  const isNewest = sql`NOT EXISTS (SELECT 1 FROM ${invitations} AS newer
    WHERE newer.address = ${invitations.address} AND newer.id > ${invitations.id})`;
  const newestAmong = where(
    sql`${invitations.id} IN (SELECT value FROM json_each(${value})) AND ${isNewest}`,
  );
  const { id, request, address, status, since, sentAt, mistralId, missed } = invitations;
  const verified = sql`coalesce(${invitations.evidence} ->> 'kind' = 'verified', 0)`;
  // As bare values, because there may be thousands; the plus keeps them in the order of ids.
  const watched = onDemand(() =>
    db
      .select({ id, request, address, status, since, sentAt, mistralId, missed, verified })
      .from(invitations)
      .where(
        sql`${id} > ${sql.placeholder("after")} AND +${status} IN ${[...WATCHED_STATUSES]} AND ${isNewest}`,
      )
      .orderBy(id)
      .limit(sql.placeholder("limit"))
      .prepare(),
  );
  const totals = onDemand(() =>
    db
      .select({ status: invitations.status, total: count() })
      .from(invitations)
      .groupBy(invitations.status)
      .prepare(),
  );

  return {
    insert: (invitation) => one(db.insert(invitations).values(invitation).returning().get()),
    get: (id) => byId().get({ value: id }) ?? null,
    save: saving(db, invitations),
    ofRequest: (request) => byRequest().all({ value: request }),
    ofDigest: (digest) => byDigest().all({ value: digest }),
    ofInvitee: (person) => byInvitee().all({ value: person }),
    ofSentAt: (sentAt) => bySentAt().all({ value: sentAt }),
    inStatus: (...statuses) => byStatus().all({ value: JSON.stringify(statuses) }),
    first: (status, knownAfter) => firstOf().get({ value: status, after: knownAfter ?? null }) ?? null,
    ofAddress: (address) => byAddress().all({ value: address }),
    watched: (after, limit) => (watched().values({ after, limit }) as WatchedRow[]).map(watchedFrom),
    addresses: (ids) => addresses().all(JSON.stringify(ids)),
    newestAmong: (ids) => newestAmong().all({ value: JSON.stringify(ids) }),
    count() {
      const counted = new Map(
        totals()
          .all()
          .map((row) => [row.status, row.total]),
      );
      return Object.fromEntries(
        INVITATION_STATUSES.map((status) => [status, counted.get(status) ?? 0]),
      ) as Record<InvitationStatus, number>;
    },
  };
}

type WatchedRow = [
  id: number,
  request: number,
  address: string,
  status: InvitationStatus,
  since: number,
  sentAt: number | null,
  mistralId: string | null,
  missed: number,
  verified: number,
];

function watchedFrom(row: WatchedRow): Watched {
  const [id, request, address, status, since, sentAt, mistralId, missed, verified] = row;
  return { id, request, address, status, since, sentAt, mistralId, missed, verified: verified === 1 };
}
