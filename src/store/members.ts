import { count, eq, sql } from "drizzle-orm";
import type { Member } from "../domain/member.ts";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { invitations, members } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function membersStore(db: Connection): Tx["members"] {
  const every = onDemand(() => db.select().from(members).orderBy(members.address).prepare());
  const following = onDemand(() =>
    db
      .select()
      .from(members)
      .where(sql`${members.address} > ${sql.placeholder("after")}`)
      .orderBy(members.address)
      .limit(sql.placeholder("limit"))
      .prepare(),
  );
  const one = onDemand(() =>
    db
      .select()
      .from(members)
      .where(eq(members.address, sql.param(sql.placeholder("address"), members.address)))
      .prepare(),
  );

  const byMistralId = onDemand(() =>
    db
      .select()
      .from(members)
      .where(eq(members.mistralId, sql.placeholder("id")))
      .prepare(),
  );
  const someById = onDemand(() =>
    db
      .select()
      .from(members)
      .where(sql`${members.mistralId} IN (SELECT value FROM json_each(${sql.placeholder("ids")}))`)
      .prepare(),
  );
  const allAdmins = onDemand(() => db.select().from(members).where(eq(members.role, "admin")).prepare());
  const domain = sql`substr(${members.address}, instr(${members.address}, '@') + 1)`;
  const strangers = onDemand(() =>
    db
      .select()
      .from(members)
      .where(sql`${domain} NOT IN (SELECT value FROM json_each(${sql.placeholder("domains")}))`)
      .orderBy(members.address)
      .prepare(),
  );
  const has = sql`EXISTS (SELECT 1 FROM ${invitations} WHERE ${invitations.address} = ${members.address}
    AND ${invitations.status} IN (SELECT value FROM json_each(${sql.placeholder("statuses")})))`;
  const total = onDemand(() => db.select({ total: count() }).from(members).prepare());
  const totalWithout = onDemand(() =>
    db.select({ total: count() }).from(members).where(sql`NOT ${has}`).prepare(),
  );

  const slot = (name: keyof Member) => sql`${sql.placeholder(name)}`;
  const noted = {
    name: slot("name"),
    role: slot("role"),
    mistralId: slot("mistralId"),
    seenAt: slot("seenAt"),
  };
  const upsert = onDemand(() =>
    db
      .insert(members)
      .values({ address: sql.placeholder("address"), ...noted })
      .onConflictDoUpdate({ target: members.address, set: noted })
      .prepare(),
  );

  return {
    all: () => every().all(),
    following: (after, limit) => following().all({ after, limit }),
    byAddress: (address) => one().get({ address }) ?? null,
    byId: (id) => byMistralId().get({ id }) ?? null,
    byIds: (ids) => (ids.length === 0 ? [] : someById().all({ ids: JSON.stringify(ids) })),
    admins: () => allAdmins().all(),
    outside: (domains) => strangers().all({ domains: JSON.stringify(domains) }),
    count: (statuses) => ({
      all: total().get()?.total ?? 0,
      without: totalWithout().get({ statuses: JSON.stringify(statuses) })?.total ?? 0,
    }),
    save: (member) => void upsert().run(member),
    remove(address) {
      db.delete(members).where(eq(members.address, address)).run();
    },
  };
}
