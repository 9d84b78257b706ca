import { type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { PersonId } from "../../domain/accounts/person.ts";
import { subjectOf } from "../../domain/message.ts";
import { hasAddress, PERSONAL_IDS, type Traces, withoutTraces } from "../../domain/record/erasure.ts";
import type { Connection } from "../db/sqlite.ts";
import { accounts, invitations, members } from "../schema/schema.ts";
import { postedMessages as posted, conversationReferences as references } from "../schema/schema-traffic.ts";
import { isIn, reading } from "../schema/table.ts";
import { newId, toAccount } from "./people.ts";

/** Accounts lead to addresses, those to Invitations, Invitations to accounts, and persons to those whom they became. */
const KNOWN = `WITH RECURSIVE links(person, address) AS (
    SELECT id, merged_into FROM people WHERE merged_into IS NOT NULL
    UNION SELECT person, address FROM accounts WHERE address IS NOT NULL
    UNION SELECT invitee, address FROM invitations WHERE invitee IS NOT NULL AND instr(address, '@') > 0),
  known(who) AS (
    VALUES (:who)
    UNION SELECT iif(known.who = links.person, links.address, links.person)
      FROM known JOIN links ON known.who IN (links.person, links.address))
  SELECT who FROM known`;

const filled = (words: readonly (string | null | undefined)[]): string[] => [
  ...new Set(words.flatMap((word) => word || [])),
];

/** Everything by which somebody is known here, from one address or opaque id on. */
function findTraces(db: Connection, who: string): Traces | null {
  const isAddress = (word: string) => word.includes("@");
  const start = isAddress(who) ? who.toLowerCase() : who;
  const known = db.$client.prepare<object, string>(KNOWN).pluck().all({ who: start });
  const addresses = known.filter(isAddress);
  const ids = known.filter((word) => !isAddress(word));
  const lists = { ids: JSON.stringify(ids), addresses: JSON.stringify(addresses) };

  const found = <T extends SQLiteTable>(table: T, which: SQL) => reading(db, table)(which).all(lists);
  const own = found(accounts, isIn(accounts.person, "ids"));
  const listed = found(members, isIn(members.address, "addresses"));
  const isTheirs = sql`(${isIn(invitations.address, "addresses")} OR ${isIn(invitations.invitee, "ids")})`;
  const invited = found(invitations, sql`${isTheirs} AND instr(${invitations.address}, '@') > 0`);
  if (own.length + listed.length + invited.length === 0) {
    // Somebody's words may still hold the address.
    if (!isAddress(who) || leftIn(db, { addresses: [start], chatIds: [] }).length === 0) return null;
  }
  const accountsOfTheirs = sql`SELECT ${accounts.platform}, ${accounts.id} FROM ${accounts}
    WHERE ${isIn(accounts.person, "ids")}`;
  const reached = found(
    references,
    sql`${references.kind} = 'person' AND (${references.platform}, ${references.id}) IN (${accountsOfTheirs})`,
  );
  const talks = found(posted, sql`${isIn(posted.person, "ids")} AND ${posted.channel} <> 'home'`);
  return {
    people: ids,
    accounts: own.map(toAccount),
    addresses,
    names: filled([...own, ...listed].map(({ name }) => name).concat(reached.map(({ label }) => label))),
    chatIds: filled([
      ...own.map(({ id }) => id),
      ...talks.map(({ channel }) => channel),
      ...reached.flatMap(({ id, data, platform }) => [id, ...PERSONAL_IDS[platform].map((key) => data[key])]),
    ]),
    invitations: invited.map(({ id }) => id),
  };
}

const IN = (list: string) => `IN (SELECT value FROM json_each(:traces, '$.${list}'))`;

/** `payload`: whom a job is for, or whose account, Invitation or conversation it is about. */
const THEIR_JOBS = `json_valid(payload) AND (payload ->> '$.to.person' ${IN("people")} OR payload ->> '$.person' ${IN("people")}
  OR payload ->> '$.account' ${IN("chatIds")} OR payload ->> '$.to.place.channel' ${IN("chatIds")}
  OR payload ->> '$.invitation' ${IN("invitations")} OR payload ->> '$.subject' ${IN("accountSubjects")})`;

const STATEMENTS: readonly string[] = [
  `DELETE FROM accounts WHERE person ${IN("people")}`,
  `DELETE FROM members WHERE address ${IN("addresses")}`,
  `DELETE FROM conversation_references WHERE kind = 'person' AND id ${IN("chatIds")}`,
  `DELETE FROM posted_messages WHERE person ${IN("people")}`,
  `UPDATE posted_messages SET subject = :erased WHERE subject ${IN("accountSubjects")}`,
  `DELETE FROM file_offers WHERE person ${IN("people")}`,
  `DELETE FROM drafts WHERE person ${IN("people")}
    OR EXISTS (SELECT 1 FROM json_each(:traces, '$.addresses') WHERE has_address("values", value))`,
  `DELETE FROM processed_requests WHERE EXISTS (SELECT 1 FROM json_each(:traces, '$.chatIds') WHERE instr(processed_requests.key, ':' || value || ':') > 0)`,
  `DELETE FROM jobs WHERE state <> 'running' AND ${THEIR_JOBS}`,
  `UPDATE jobs SET last_error = 'erased' WHERE EXISTS (SELECT 1 FROM json_each(:traces, '$.addresses')
    WHERE has_address(last_error, value))`,
  `UPDATE invitations SET address = :as, mistral_id = NULL WHERE id ${IN("invitations")}`,
  // Their own words, and those about nobody else.
  `UPDATE requests SET reason = '' WHERE requester ${IN("people")}`,
  `UPDATE requests SET reason = '', decision_reason = iif(decision_reason IS NULL, NULL, ''), held_reason = iif(held_reason IS NULL, NULL, '')
    WHERE id IN (SELECT request FROM invitations WHERE id ${IN("invitations")})
      AND NOT EXISTS (SELECT 1 FROM invitations WHERE request = requests.id AND instr(address, '@') > 0)`,
  // Where people write what they like, and where a group chat is called after them.
  `UPDATE requests SET reason = without_traces(reason), decision_reason = without_traces(decision_reason),
    held_reason = without_traces(held_reason)`,
  "UPDATE tasks SET reason = without_traces(reason)",
  "UPDATE conversation_references SET label = without_traces(label)",
];

function listsOf(traces: Traces): string {
  const subjects = traces.accounts.map(({ platform, id }) =>
    subjectOf({ kind: "account", of: platform, account: id }),
  );
  return JSON.stringify({ ...traces, accountSubjects: subjects });
}

/** Ids that are shorter stand in other words by chance. */
const TELLING = 8;

/** The columns in which an address or a chat's id still stands, as `table.column`. */
function leftIn(db: Connection, { addresses, chatIds }: Pick<Traces, "addresses" | "chatIds">): string[] {
  const ids = chatIds.filter((id) => id.length >= TELLING).map((id) => id.toLowerCase());
  const columns = db.$client
    .prepare<[], { table: string; column: string }>(
      `SELECT tables.name AS "table", columns.name AS "column" FROM sqlite_master AS tables
        JOIN pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND columns.type = 'TEXT' AND tables.name NOT LIKE 'sqlite%'`,
    )
    .all();
  return columns.flatMap(({ table, column }) => {
    const holding = db.$client.prepare(
      `SELECT 1 FROM "${table}" AS kept, json_each(:addresses) WHERE has_address(kept."${column}", value)
        UNION ALL SELECT 1 FROM "${table}" AS kept, json_each(:ids) WHERE instr(lower(kept."${column}"), value) > 0`,
    );
    const found = holding.get({ addresses: JSON.stringify(addresses), ids: JSON.stringify(ids) });
    return found === undefined ? [] : [`${table}.${column}`];
  });
}

/** `forget`: what is remembered of them. */
export function erasureStore(db: Connection, forget: () => void) {
  db.$client.function("has_address", { deterministic: true }, (text: unknown, address: unknown) =>
    hasAddress(String(text ?? ""), String(address)) ? 1 : 0,
  );
  return {
    /** What tells who somebody is, from an address or an opaque id on; null: nothing does. */
    find: (who: string): Traces | null => findTraces(db, who),
    /** Whether a running job is about to write some of it down. */
    isBusy(traces: Traces): boolean {
      const busy = db.$client.prepare(`SELECT 1 FROM jobs WHERE state = 'running' AND ${THEIR_JOBS}`);
      return busy.get({ traces: listsOf(traces) }) !== undefined;
    },
    /** Takes it all out, and answers with the opaque id that stands for them. The Setup is the caller's. */
    erase(traces: Traces): PersonId {
      const as = traces.people[0] ?? newId();
      const erased = subjectOf({ kind: "account", of: as });
      if (traces.people.length === 0) db.$client.prepare("INSERT INTO people (id) VALUES (?)").run(as);
      db.$client.function("without_traces", (text: unknown) =>
        typeof text === "string" ? withoutTraces(text, traces) : null,
      );
      for (const statement of STATEMENTS)
        db.$client.prepare<object>(statement).run({ traces: listsOf(traces), as, erased });
      forget();
      return as;
    },
    /** Where an address or a chat's id still stands, as `table.column`. */
    left: (traces: Traces): string[] => leftIn(db, traces),
  };
}
