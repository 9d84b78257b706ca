import { count, desc, eq, lte, max, sql } from "drizzle-orm";
import type { PersonId } from "../../domain/accounts/person.ts";
import {
  INVITATION_STATUSES,
  type Invitation,
  type InvitationStatus,
  WATCHED_STATUSES,
  type Watched,
} from "../../domain/invitations/invitation.ts";
import type { Topic } from "../../domain/topic.ts";
import { invitations } from "../schema/schema.ts";
import { given, is, isIn, onDemand, type Parts, reading, rowsOf } from "../schema/table.ts";

const topicsOf = ({ id, request, digest, sentAt, address }: Invitation): Topic[] => [
  `invitation:${id}`,
  `request:${request}`,
  `address:${address}`,
  "progress",
  ...(digest === null ? [] : [`digest:${digest}` as const]),
  ...(sentAt === null ? [] : [`sent:${sentAt}` as const]),
];

export function invitationsStore({ db, mark, cache }: Parts) {
  const { id, request, address, status, since, sentAt, mistralId, evidence } = invitations;
  const where = reading(db, invitations);
  const byRequest = where(is(request, "value"), id);
  const byDigest = where(is(invitations.digest, "value"), id);
  const byInvitee = where(is(invitations.invitee, "value"), id);
  const bySentAt = where(is(sentAt, "value"), id);
  const byStatus = where(isIn(status, "value"), id);
  const byAddress = where(eq(address, sql.param(given("value"), address)), desc(id));
  const young = sql`(${given("after")} IS NULL OR ${evidence} ->> 'at' > ${given("after")})`;
  const firstOf = where(sql`${is(status, "value")} AND ${young}`, id);
  const addresses = onDemand(() =>
    db.$client
      .prepare<[string], string>(
        `SELECT address FROM json_each(?) AS asked JOIN invitations ON invitations.id = asked.value ORDER BY asked.key`,
      )
      .pluck(),
  );
  const isNewest = sql`NOT EXISTS (SELECT 1 FROM ${invitations} AS newer
    WHERE newer.address = ${address} AND newer.id > ${id})`;
  const newestAmong = where(sql`${isIn(id, "value")} AND ${isNewest}`, id);
  const isVerified = sql`coalesce(${evidence} ->> 'kind' = 'verified', 0)`;
  // As bare values, because there may be thousands; the plus keeps them in the order of ids.
  const watched = onDemand(() =>
    db
      .select({ id, request, address, status, since, sentAt, mistralId, isVerified })
      .from(invitations)
      .where(sql`${id} > ${given("after")} AND +${status} IN ${[...WATCHED_STATUSES]} AND ${isNewest}`)
      .orderBy(id)
      .limit(given("limit"))
      .prepare(),
  );
  const totals = onDemand(() =>
    db.select({ status, total: count() }).from(invitations).groupBy(status).prepare(),
  );

  // Mistral's lists are compared with these every minute or so, and as a rule nothing has changed since.
  const { once, forget } = cache();
  return {
    ...rowsOf(db, invitations, (row) => {
      forget();
      mark(...topicsOf(row));
    }),
    ofRequest: once((value: number): readonly Invitation[] => byRequest.all({ value })),
    ofDigest: (value: number): Invitation[] => byDigest.all({ value }),
    /** The newest digest that was begun by `now` (epoch ms), or null before there is one. */
    lastDigest: (now: number): number | null =>
      db
        .select({ last: max(invitations.digest) })
        .from(invitations)
        .where(lte(invitations.digest, now))
        .get()?.last ?? null,
    ofInvitee: (value: PersonId): Invitation[] => byInvitee.all({ value }),
    /** Those that were sent in the same moment. */
    ofSentAt: (value: number): Invitation[] => bySentAt.all({ value }),
    inStatus: (...statuses: InvitationStatus[]): Invitation[] =>
      byStatus.all({ value: JSON.stringify(statuses) }),
    /** The first one in this status, or of those whose Evidence is younger than `knownAfter`. */
    first: (value: InvitationStatus, knownAfter?: number): Invitation | null =>
      firstOf.first({ value, after: knownAfter ?? null }),
    /** Every Invitation of that address, newest first. */
    ofAddress: (value: string): Invitation[] => byAddress.all({ value }),
    /** Those whom Mistral's lists can still move and who are the newest of their address, by id, from behind `after`. */
    watched: once((after: number, limit: number): Watched[] =>
      (watched().values({ after, limit }) as WatchedRow[]).map(watchedFrom),
    ),
    /** In the order of these. */
    addresses: (ids: readonly number[]): string[] => addresses().all(JSON.stringify(ids)),
    /** Those of these that are the newest of their address. */
    newestAmong: (ids: readonly number[]): Invitation[] => newestAmong.all({ value: JSON.stringify(ids) }),
    count(): Record<InvitationStatus, number> {
      const none = INVITATION_STATUSES.map((each) => [each, 0]);
      const some = totals()
        .all()
        .map(({ status: each, total }) => [each, total]);
      return Object.fromEntries([...none, ...some]);
    },
  };
}

type WatchedRow = [
  ...[id: number, request: number, address: string, status: InvitationStatus, since: number],
  ...[sentAt: number | null, mistralId: string | null, verified: number],
];

function watchedFrom(row: WatchedRow): Watched {
  const [id, request, address, status, since, sentAt, mistralId, verified] = row;
  return { id, request, address, status, since, sentAt, mistralId, verified: verified === 1 };
}
