import { count, desc, eq, inArray, type SQL } from "drizzle-orm";
import { INVITATION_STATUSES, type Invitation, type InvitationStatus } from "../domain/invitation.ts";
import type { Connection } from "./connection.ts";
import { one } from "./one.ts";
import { invitations } from "./schema.ts";
import type { Tx } from "./tx.ts";

export function invitationsStore(db: Connection): Tx["invitations"] {
  const where = (condition: SQL): Invitation[] =>
    db.select().from(invitations).where(condition).orderBy(invitations.id).all();

  return {
    insert: (invitation) => one(db.insert(invitations).values(invitation).returning().get()),
    get: (id) => db.select().from(invitations).where(eq(invitations.id, id)).get() ?? null,
    save(invitation) {
      db.update(invitations).set(invitation).where(eq(invitations.id, invitation.id)).run();
    },
    ofRequest: (request) => where(eq(invitations.request, request)),
    ofDigest: (digest) => where(eq(invitations.digest, digest)),
    ofInvitee: (person) => where(eq(invitations.invitee, person)),
    inStatus: (...statuses) => where(inArray(invitations.status, statuses)),
    ofAddress: (address) =>
      db
        .select()
        .from(invitations)
        .where(eq(invitations.address, address))
        .orderBy(desc(invitations.id))
        .all(),
    count() {
      const rows = db
        .select({ status: invitations.status, total: count() })
        .from(invitations)
        .groupBy(invitations.status)
        .all();
      const totals = new Map(rows.map((row) => [row.status, row.total]));
      return Object.fromEntries(
        INVITATION_STATUSES.map((status) => [status, totals.get(status) ?? 0]),
      ) as Record<InvitationStatus, number>;
    },
  };
}
