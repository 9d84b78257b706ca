import { count, desc, eq, sql } from "drizzle-orm";
import type { PersonId } from "../../domain/accounts/person.ts";
import {
  INVITATION_STATUSES,
  type Invitation,
  type InvitationStatus,
  LISTED_STATUSES,
  type Watched,
} from "../../domain/invitations/invitation.ts";
import type { Request } from "../../domain/requests/request.ts";
import type { Task } from "../../domain/tasks/task.ts";
import type { Topic } from "../../domain/topic.ts";
import { invitations, requests, tasks } from "../schema/schema.ts";
import { given, is, isIn, numbered, onDemand, type Parts } from "../schema/table.ts";

type Row = typeof requests.$inferSelect;

function toRequest(found: Row): Request {
  const { decidedBy, decidedFor, decidedRule, decidedAt, decisionReason, ...rest } = found;
  const { heldBy, heldAt, heldAsk, heldReason, escalatedAt, escalatedFor, ...row } = rest;
  const isHeld = heldBy !== null && heldAt !== null;
  const ended = { by: decidedBy, of: decidedFor, rule: decidedRule, reason: decisionReason };
  return {
    ...row,
    decision: decidedAt === null ? null : { ...ended, at: decidedAt },
    escalation: escalatedAt === null ? null : { at: escalatedAt, why: escalatedFor ?? "time" },
    held: isHeld ? { by: heldBy, at: heldAt, ask: heldAsk, reason: heldReason } : null,
  };
}

function toRow({ decision, held, escalation, ...request }: Omit<Request, "id">): Omit<Row, "id"> {
  return {
    ...request,
    decidedBy: decision?.by ?? null,
    decidedFor: decision?.of ?? null,
    decidedRule: decision?.rule ?? null,
    decidedAt: decision?.at ?? null,
    decisionReason: decision?.reason ?? null,
    escalatedAt: escalation?.at ?? null,
    escalatedFor: escalation?.why ?? null,
    heldBy: held?.by ?? null,
    heldAt: held?.at ?? null,
    heldAsk: held?.ask ?? null,
    heldReason: held?.reason ?? null,
  };
}

const BY_RULE = `SELECT count(*) FROM requests JOIN invitations ON invitations.request = requests.id
  WHERE decided_rule = ? AND decided_at > ?`;

const ENDS = `SELECT DISTINCT until FROM invitations
  WHERE until IS NOT NULL AND id IN (SELECT value FROM json_each(?))`;

export function requestsStore(parts: Parts) {
  const ends = onDemand(() => parts.db.$client.prepare<[string], number>(ENDS).pluck());
  const extended = (ids: readonly number[]) =>
    ends()
      .all(JSON.stringify(ids))
      .map((until): Topic => `until:${until}`);
  const { rows, where } = numbered(
    parts,
    requests,
    ({ id, extends: ids }) => [`request:${id}`, "progress", ...extended(ids)],
    toRequest,
  );
  // The word itself, because the index of what is open does not serve a value that is filled in.
  const open = where(sql`${requests.state} = 'open'`, requests.id);
  const made = where(sql`${requests.createdAt} > ${given("since")}`, requests.id);
  const isExtending = sql`${requests.state} = 'approved' AND ${requests.extends} <> '[]'
    AND ${given("invitation")} IN (SELECT value FROM json_each(${requests.extends}))`;
  const extending = where(isExtending, desc(requests.decidedAt));
  const byRule = onDemand(() => parts.db.$client.prepare<[number, number], number>(BY_RULE).pluck());
  const newestOf = where(is(requests.requester, "person"), desc(requests.id));
  return {
    insert: (request: Omit<Request, "id">): Request => rows.insert(toRow(request)),
    // Each card of a Request and of its Invitations reads it several times.
    get: parts.once((id: number): Request | null => rows.get(id)),
    save: (request: Request): void => rows.save({ ...toRow(request), id: request.id }),
    open: (): Request[] => open.all(),
    /** The last approved one by which the access of this Invitation goes on. */
    extending: (invitation: number): Request | null => extending.first({ invitation }),
    /** How many people a rule has let in since then (epoch ms). */
    countByRule: (rule: number, since: number): number => byRule().get(rule, since) ?? 0,
    /** Those that were made since then (epoch ms), in that order. */
    madeSince: (since: number): Request[] => made.all({ since }),
    /** Newest first. */
    ofRequester: (person: PersonId, limit: number): Request[] => newestOf.some({ person, limit }),
  };
}

const topicsOf = ({ id, request, digest, sentAt, until, address }: Invitation): Topic[] => [
  `invitation:${id}`,
  `request:${request}`,
  `address:${address}`,
  "progress",
  ...(digest === null ? [] : [`digest:${digest}` as const]),
  ...(sentAt === null ? [] : [`sent:${sentAt}` as const]),
  ...(until === null ? [] : [`until:${until}` as const]),
];

const ADDRESSES = `SELECT address FROM json_each(?) AS asked
  JOIN invitations ON invitations.id = asked.value ORDER BY asked.key`;

type WatchedRow = Omit<Watched, "verified"> & { readonly verified: number };

/** There may be thousands; the plus keeps them in the order of ids. */
const WATCHED = `SELECT id, request, address, status, since, sent_at AS sentAt, mistral_id AS mistralId,
    coalesce(evidence ->> 'kind' = 'verified', 0) AS verified FROM invitations
  WHERE id > ? AND +status IN (${LISTED_STATUSES.map((word) => `'${word}'`).join(", ")}) AND NOT EXISTS
    (SELECT 1 FROM invitations AS newer WHERE newer.address = invitations.address AND newer.id > invitations.id)
  ORDER BY id LIMIT ?`;

export function invitationsStore(parts: Parts) {
  const { id, request, address, status, sentAt, evidence } = invitations;
  const { rows, where } = numbered(parts, invitations, topicsOf);
  const byRequest = where(is(request, "value"), id);
  const byDigest = where(is(invitations.digest, "value"), id);
  const begunBy = where(sql`${invitations.digest} <= ${given("value")}`, desc(invitations.digest));
  const byInvitee = where(is(invitations.invitee, "value"), id);
  const bySentAt = where(is(sentAt, "value"), id);
  const byUntil = where(is(invitations.until, "value"), id);
  const byStatus = where(isIn(status, "value"), id);
  const byAddress = where(eq(address, sql.param(given("value"), address)), desc(id));
  const young = sql`(${given("after")} IS NULL OR ${evidence} ->> 'at' > ${given("after")})`;
  const firstOf = where(sql`${is(status, "value")} AND ${young}`, id);
  const addresses = onDemand(() => parts.db.$client.prepare<[string], string>(ADDRESSES).pluck());
  const isNewest = sql`NOT EXISTS (SELECT 1 FROM ${invitations} AS newer
    WHERE newer.address = ${address} AND newer.id > ${id})`;
  const newestAmong = where(sql`${isIn(id, "value")} AND ${isNewest}`, id);
  const watched = onDemand(() => parts.db.$client.prepare<[number, number], WatchedRow>(WATCHED));
  const totals = onDemand(() =>
    parts.db.select({ status, total: count() }).from(invitations).groupBy(status).prepare(),
  );

  return {
    ...rows,
    ofRequest: parts.once((value: number): readonly Invitation[] => byRequest.all({ value })),
    ofDigest: (value: number): Invitation[] => byDigest.all({ value }),
    /** The newest digest that was begun by `now` (epoch ms), or null before there is one. */
    lastDigest: (value: number): number | null => begunBy.first({ value })?.digest ?? null,
    ofInvitee: (value: PersonId): Invitation[] => byInvitee.all({ value }),
    /** Those that were sent in the same moment. */
    ofSentAt: (value: number): Invitation[] => bySentAt.all({ value }),
    /** Those whose access ends in the same moment. */
    ofUntil: (value: number): Invitation[] => byUntil.all({ value }),
    inStatus: (...statuses: InvitationStatus[]): Invitation[] =>
      byStatus.all({ value: JSON.stringify(statuses) }),
    /** The first one in this status, or of those whose Evidence is younger than `knownAfter`. */
    first: (value: InvitationStatus, knownAfter?: number): Invitation | null =>
      firstOf.first({ value, after: knownAfter ?? null }),
    /** Every Invitation of that address, newest first. */
    ofAddress: (value: string): Invitation[] => byAddress.all({ value }),
    /**
     * Those whom Mistral's lists can still move and who are the newest of their address, by id, from behind `after`. They
     * are compared every minute or so, and as a rule nothing has changed since.
     */
    watched: parts.once((after: number, limit: number): Watched[] =>
      watched()
        .all(after, limit)
        .map((row) => ({ ...row, verified: row.verified === 1 })),
    ),
    /** In the order of these. */
    addresses: (ids: readonly number[]): string[] => addresses().all(JSON.stringify(ids)),
    /** Those of these that are the newest of their address. */
    newestAmong: (ids: readonly number[]): Invitation[] => newestAmong.all({ value: JSON.stringify(ids) }),
    count(): Record<InvitationStatus, number> {
      const none = INVITATION_STATUSES.map((each): [InvitationStatus, number] => [each, 0]);
      const counts = Object.fromEntries(none) as Record<InvitationStatus, number>;
      for (const { status: each, total } of totals().all()) counts[each] = total;
      return counts;
    },
  };
}

export function tasksStore(parts: Parts) {
  const { rows, where } = numbered(parts, tasks, ({ id }) => [`task:${id}`]);
  // The word itself, because the index of what is open does not serve a value that is filled in.
  const open = where(sql`${tasks.state} = 'open'`, tasks.id);
  // Whether the digits are in the text at all is soon seen; taking lists apart, of all Tasks there ever were, is not.
  const invitation = sql`CAST(${given("invitation")} AS INTEGER)`;
  const holding = where(
    sql`iif(instr(${tasks.invitations}, ${invitation}), ${invitation} IN (SELECT value FROM json_each(${tasks.invitations})), 0)`,
    tasks.id,
  );
  return {
    ...rows,
    open: (): Task[] => open.all(),
    /** Every Task that is or was about this Invitation. */
    ofInvitation: (invitation: number): Task[] => holding.all({ invitation }),
  };
}
