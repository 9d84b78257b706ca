import { count, eq, sql } from "drizzle-orm";
import { type InvitationStatus, LISTED_STATUSES } from "../../domain/invitations/invitation.ts";
import { type Member, wordsToFind } from "../../domain/members/members-list.ts";
import { type Page, pageAt } from "../../domain/page.ts";
import { invitations, members } from "../schema/schema.ts";
import { given, is, isIn, onDemand, one, type Parts, tableOf } from "../schema/table.ts";

/** An address, and its Invitation that is furthest along; null: a Member whom nobody invited here. */
type ListedAddress = { readonly address: string; readonly invitation: number | null };

const SHOWN = "(SELECT value FROM json_each(:statuses))";
const RANKS = LISTED_STATUSES.map((status, rank) => `WHEN '${status}' THEN ${rank}`).join(" ");

/** That this is so for each of the words; `word` stands for one. */
const forEach = (found: string): string => `NOT EXISTS (SELECT 1 FROM words WHERE NOT (${found}))`;
const isNamed = (table: string, which: string): string =>
  `EXISTS (SELECT 1 FROM ${table} WHERE ${which} AND instr(folded(name), word) > 0)`;

/**
 * Everybody who is invited or listed at Mistral, once for each address. The addresses are compared as they are stored, so
 * that the indexes on them count. In one statement, because most of the work is to find out who is listed at all.
 */
const LISTING = `WITH words(word) AS MATERIALIZED (SELECT value FROM json_each(:words)),
  invited AS (SELECT address, id, min(CASE status ${RANKS} END * 1e12 - id) FROM invitations
    WHERE +status IN ${SHOWN} AND instr(address, '@') > 0 AND ${forEach(`instr(address, word) > 0
      OR ${isNamed("members", "members.address = invitations.address")}
      OR ${isNamed("accounts", "accounts.address = invitations.address")}
      OR ${isNamed("accounts", "accounts.person = invitations.invitee")}`)}
    GROUP BY address),
  listed AS MATERIALIZED (SELECT address, id FROM invited UNION ALL SELECT address, NULL FROM members
    WHERE NOT EXISTS (SELECT 1 FROM invitations WHERE invitations.address = members.address AND status IN ${SHOWN})
      AND ${forEach("instr(address, word) > 0 OR instr(folded(name), word) > 0")}),
  size AS (SELECT count(*) AS total FROM listed)
  SELECT address, id AS invitation, total FROM listed, size ORDER BY address LIMIT :size
  OFFSET :size * min(:asked, max(0, ((SELECT total FROM size) - 1) / CAST(:size AS INTEGER)))`;

export function membersStore(parts: Parts) {
  const { db, once, forget } = parts;
  const { where, putting } = tableOf(parts, members, ({ address }) => [`address:${address}`]);
  const every = where(undefined, members.address);
  const following = where(sql`${members.address} > ${given("after")}`, members.address);
  const byAddress = where(eq(members.address, sql.param(given("address"), members.address)));
  const byId = where(is(members.mistralId, "id"));
  const admins = where(eq(members.role, "admin"));
  const outside = where(
    sql`substr(${members.address}, instr(${members.address}, '@') + 1) NOT IN (SELECT value FROM json_each(${given("domains")}))`,
    members.address,
  );
  const isInvited = sql`EXISTS (SELECT 1 FROM ${invitations} WHERE ${invitations.address} = ${members.address}
    AND ${isIn(invitations.status, "statuses")})`;
  const counts = onDemand(() => {
    const without = sql<number>`count(*) FILTER (WHERE NOT ${isInvited})`;
    return db.select({ all: count(), without }).from(members).prepare();
  });
  const listing = onDemand(() =>
    db.$client.prepare<object, ListedAddress & { readonly total: number }>(LISTING),
  );
  return {
    all: (): Member[] => every.all(),
    /** By address, from behind `after`. Mistral's lists are compared with them every minute or so. */
    following: once((after: string, limit: number): Member[] => following.some({ after, limit })),
    byAddress: (address: string): Member | null => byAddress.first({ address }),
    byId: (id: string): Member | null => byId.first({ id }),
    admins: (): Member[] => admins.all(),
    /** Those whose address is in none of these domains, by address. */
    outside: (domains: readonly string[]): Member[] => outside.all({ domains: JSON.stringify(domains) }),
    /** `without`: those who have no Invitation in one of these statuses. */
    count: (statuses: readonly InvitationStatus[]) =>
      one(counts().get({ statuses: JSON.stringify(statuses) })),
    /** A page of everybody who is listed or invited, by address. Behind the last page is the last one. */
    page(find: string, asked: number, size: number, statuses = LISTED_STATUSES): Page<ListedAddress> {
      const given = { words: JSON.stringify(wordsToFind(find)), statuses: JSON.stringify(statuses) };
      const found = listing().all({ ...given, asked, size });
      const rows = found.map(({ address, invitation }) => ({ address, invitation }));
      return { ...pageAt(asked, size, found[0]?.total ?? 0), rows };
    },
    save: putting(members.address),
    remove(address: string): void {
      db.delete(members).where(eq(members.address, address)).run();
      forget();
      parts.mark(`address:${address}`);
    },
  };
}
