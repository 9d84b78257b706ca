import { count, eq, sql } from "drizzle-orm";
import type { InvitationStatus } from "../../domain/invitations/invitation.ts";
import type { Member } from "../../domain/members/member.ts";
import { invitations, members } from "../schema/schema.ts";
import { given, is, isIn, onDemand, type Parts, putting, reading } from "../schema/table.ts";

export function membersStore({ db, mark, cache }: Parts) {
  const where = reading(db, members);
  const every = where(undefined, members.address);
  const following = where(sql`${members.address} > ${given("after")}`, members.address);
  const byAddress = where(eq(members.address, sql.param(given("address"), members.address)));
  const byId = where(is(members.mistralId, "id"));
  const byIds = where(isIn(members.mistralId, "ids"));
  const admins = where(eq(members.role, "admin"));
  const outside = where(
    sql`substr(${members.address}, instr(${members.address}, '@') + 1) NOT IN (SELECT value FROM json_each(${given("domains")}))`,
    members.address,
  );
  const isInvited = sql`EXISTS (SELECT 1 FROM ${invitations} WHERE ${invitations.address} = ${members.address}
    AND ${isIn(invitations.status, "statuses")})`;
  const total = onDemand(() => db.select({ total: count() }).from(members).prepare());
  const without = onDemand(() =>
    db.select({ total: count() }).from(members).where(sql`NOT ${isInvited}`).prepare(),
  );
  const put = putting(db, members, members.address);
  // Mistral's lists are compared with them every minute or so, and as a rule nothing has changed since.
  const { once, forget } = cache();
  const changed = (address: string) => {
    forget();
    mark(`address:${address}`);
  };
  return {
    all: (): Member[] => every.all(),
    /** By address, from behind `after`. */
    following: once((after: string, limit: number): Member[] => following.some({ after, limit })),
    byAddress: (address: string): Member | null => byAddress.first({ address }),
    byId: (id: string): Member | null => byId.first({ id }),
    byIds: (ids: readonly string[]): Member[] =>
      ids.length === 0 ? [] : byIds.all({ ids: JSON.stringify(ids) }),
    admins: (): Member[] => admins.all(),
    /** Those whose address is in none of these domains, by address. */
    outside: (domains: readonly string[]): Member[] => outside.all({ domains: JSON.stringify(domains) }),
    /** `without`: those who have no Invitation in one of these statuses. */
    count: (statuses: readonly InvitationStatus[]) => ({
      all: total().get()?.total ?? 0,
      without: without().get({ statuses: JSON.stringify(statuses) })?.total ?? 0,
    }),
    save(member: Member): void {
      put(member);
      changed(member.address);
    },
    remove(address: string): void {
      db.delete(members).where(eq(members.address, address)).run();
      changed(address);
    },
  };
}
