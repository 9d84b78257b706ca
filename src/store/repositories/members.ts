import { count, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { InvitationStatus } from "../../domain/invitations/invitation.ts";
import { LISTED_STATUSES } from "../../domain/invitations/invitation.ts";
import { type Member, wordsToFind } from "../../domain/members/members-list.ts";
import { type Page, pageAt } from "../../domain/page.ts";
import type { Connection } from "../db/sqlite.ts";
import { accounts, invitations, members } from "../schema/schema.ts";
import { given, is, isIn, onDemand, one, type Parts, tableOf } from "../schema/table.ts";

const topicsOf = ({ address }: Pick<Member, "address">) => [`address:${address}` as const];

export function membersStore(parts: Parts) {
  const { db } = parts;
  const { where, once, forget, putting } = tableOf(parts, members, topicsOf);
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
    save: putting(members.address),
    remove(address: string): void {
      db.delete(members).where(eq(members.address, address)).run();
      forget();
      parts.mark(...topicsOf({ address }));
    },
  };
}

/** An address, and its Invitation that is furthest along; null: a Member whom nobody invited here. */
type ListedAddress = { readonly address: string; readonly invitation: number | null };

const SHOWN = sql`(${sql.join(
  LISTED_STATUSES.map((status) => sql`${status}`),
  sql`, `,
)})`;
const RANK = sql`CASE ${invitations.status} ${sql.join(
  LISTED_STATUSES.map((status, rank) => sql`WHEN ${status} THEN ${rank}`),
  sql` `,
)} END`;
/** More than there are Invitations. */
const STEP = 1e12;

/** Everybody who is invited or listed at Mistral, once for each address, by address. */
export function listingStore(db: Connection) {
  /** The addresses are compared as they are stored, so that the indexes on them count. */
  function listed(find: string): SQL {
    const words = wordsToFind(find);
    const invited = sql`SELECT ${invitations.address} AS address, ${invitations.id} AS id,
        min(${RANK} * ${STEP} - ${invitations.id})
      FROM ${invitations}
      WHERE +${invitations.status} IN ${SHOWN} AND instr(${invitations.address}, '@') > 0
        ${allOf(words.map((word) => sql`(${isPartOf(word, invitations.address)} OR ${isNamed(word)})`))}
      GROUP BY ${invitations.address}`;
    const others = sql`SELECT ${members.address}, NULL FROM ${members}
      WHERE NOT EXISTS (SELECT 1 FROM ${invitations} WHERE ${invitations.address} = ${members.address}
        AND ${invitations.status} IN ${SHOWN})
        ${allOf(words.map((word) => sql`(${isPartOf(word, members.address)} OR ${holds(members.name, word)})`))}`;
    return sql`SELECT address, id FROM (${invited}) UNION ALL ${others}`;
  }

  return {
    /** Behind the last page is the last one. */
    page(find: string, asked: number, size: number): Page<ListedAddress> {
      // In one statement, because most of the work is to find out who is listed at all.
      const found = db.all<ListedAddress & { readonly total: number }>(
        sql`WITH listed AS MATERIALIZED (${listed(find)}), size AS (SELECT count(*) AS total FROM listed)
          SELECT address, id AS invitation, total FROM listed, size ORDER BY address LIMIT ${size}
          OFFSET ${size} * min(${asked}, max(0, ((SELECT total FROM size) - 1) / CAST(${size} AS INTEGER)))`,
      );
      const rows = found.map(({ address, invitation }) => ({ address, invitation }));
      return { ...pageAt(asked, size, found[0]?.total ?? 0), rows };
    },
  };
}

const holds = (name: SQLWrapper, word: string): SQL => sql`instr(folded(${name}), ${word}) > 0`;
const isPartOf = (word: string, address: SQLWrapper): SQL => sql`instr(${address}, ${word}) > 0`;

/** What Mistral calls whoever has that address, or a chat does. */
const isNamed = (word: string): SQL => sql`EXISTS (SELECT 1 FROM ${members}
    WHERE ${members.address} = ${invitations.address} AND ${holds(members.name, word)})
  OR EXISTS (SELECT 1 FROM ${accounts} WHERE ${accounts.address} = ${invitations.address}
    AND ${holds(accounts.name, word)})
  OR EXISTS (SELECT 1 FROM ${accounts} WHERE ${accounts.person} = ${invitations.invitee}
    AND ${holds(accounts.name, word)})`;

const allOf = (conditions: readonly SQL[]): SQL =>
  sql.join(
    conditions.map((condition) => sql` AND ${condition}`),
    sql``,
  );
