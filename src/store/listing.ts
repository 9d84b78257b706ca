import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { InvitationStatus } from "../domain/invitations/invitation.ts";
import { LISTED_STATUSES, type Narrowed, STATUSES_IN, wordsToFind } from "../domain/members/members-list.ts";
import type { Page, PageAt } from "../domain/page.ts";
import type { Connection } from "./db/sqlite.ts";
import { accounts, invitations, members } from "./schema/schema.ts";

/** An address, and its Invitation that is furthest along; null: a Member whom nobody invited here. */
type ListedAddress = { readonly address: string; readonly invitation: number | null };

/** Everybody who is invited or listed at Mistral, once for each address, by address. */
type Listing = {
  page(which: Narrowed, at: PageAt<string>, size: number): Page<ListedAddress>;
  count(which: Narrowed): number;
  /** The Invitations by which the list shows somebody in this status. */
  showing(status: InvitationStatus): number[];
};

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

export function listingStore(db: Connection): Listing {
  /** The addresses are compared as they are stored, so that the indexes on them count. */
  function listed({ find = "", only }: Narrowed, statuses = only && STATUSES_IN[only]): SQL {
    const words = wordsToFind(find);
    const isShown = statuses === undefined ? sql`` : sql`HAVING status IN ${[...statuses]}`;
    const invited = sql`SELECT ${invitations.address} AS address, ${invitations.id} AS id,
        ${invitations.status} AS status, min(${RANK} * ${STEP} - ${invitations.id})
      FROM ${invitations}
      WHERE +${invitations.status} IN ${SHOWN} AND instr(${invitations.address}, '@') > 0
        ${allOf(words.map((word) => sql`(${isPartOf(word, invitations.address)} OR ${isNamed(word)})`))}
      GROUP BY ${invitations.address} ${isShown}`;
    if (statuses !== undefined && !statuses.includes("active"))
      return sql`SELECT address, id FROM (${invited})`;
    const others = sql`SELECT ${members.address}, NULL FROM ${members}
      WHERE NOT EXISTS (SELECT 1 FROM ${invitations} WHERE ${invitations.address} = ${members.address}
        AND ${invitations.status} IN ${SHOWN})
        ${allOf(words.map((word) => sql`(${isPartOf(word, members.address)} OR ${holds(members.name, word)})`))}`;
    return sql`SELECT address, id FROM (${invited}) UNION ALL ${others}`;
  }

  /** In one statement, because most of the work is to find out who is listed at all. */
  function read(which: Narrowed, rest: SQL): Page<ListedAddress> {
    const found = db.all<ListedAddress & { readonly skipped: number; readonly total: number }>(
      sql`WITH listed AS MATERIALIZED (${listed(which)}),
          here AS MATERIALIZED (SELECT address, id AS invitation FROM listed ${rest})
        SELECT address, invitation, (SELECT count(*) FROM listed) AS total,
          (SELECT count(*) FROM listed WHERE address < (SELECT min(address) FROM here)) AS skipped
        FROM here ORDER BY address`,
    );
    const rows = found.map(({ address, invitation }) => ({ address, invitation }));
    return { rows, skipped: found[0]?.skipped ?? 0, total: found[0]?.total ?? 0 };
  }

  const fromStart = (which: Narrowed, page: number, size: number) =>
    read(which, sql`ORDER BY address LIMIT ${size} OFFSET ${page * size}`);

  const count = (which: Narrowed): number =>
    db.get<{ total: number }>(sql`SELECT count(*) AS total FROM (${listed(which)})`).total;

  function pageAt(which: Narrowed, at: PageAt<string>, size: number): Page<ListedAddress> {
    if ("page" in at) return fromStart(which, at.page, size);
    if ("after" in at) return read(which, sql`WHERE address > ${at.after} ORDER BY address LIMIT ${size}`);
    const found = read(which, sql`WHERE address < ${at.before} ORDER BY address DESC LIMIT ${size}`);
    return found.rows.length < size ? fromStart(which, 0, size) : found;
  }

  const lastPage = (which: Narrowed, size: number): Page<ListedAddress> =>
    fromStart(which, Math.max(0, Math.ceil(count(which) / size) - 1), size);

  return {
    count,
    showing(status) {
      const rows = db.all<{ id: number | null }>(sql`SELECT id FROM (${listed({}, [status])})`);
      return rows.flatMap(({ id }) => id ?? []);
    },
    page(which, at, size) {
      const found = pageAt(which, at, size);
      return found.rows.length === 0 ? lastPage(which, size) : found;
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
