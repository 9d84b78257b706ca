import { desc, eq } from "drizzle-orm";
import type { Request } from "../domain/request.ts";
import type { Connection } from "./connection.ts";
import { one } from "./one.ts";
import { requests } from "./schema.ts";
import type { Tx } from "./tx.ts";

type Row = typeof requests.$inferSelect;

function toRequest({ decidedBy, decidedAt, decisionReason, ...row }: Row): Request {
  const decision = decidedAt === null ? null : { by: decidedBy, at: decidedAt, reason: decisionReason };
  return { ...row, decision };
}

function toRow({ decision, ...request }: Omit<Request, "id">): typeof requests.$inferInsert {
  return {
    ...request,
    decidedBy: decision?.by ?? null,
    decidedAt: decision?.at ?? null,
    decisionReason: decision?.reason ?? null,
  };
}

export function requestsStore(db: Connection): Tx["requests"] {
  return {
    insert: (request) => toRequest(one(db.insert(requests).values(toRow(request)).returning().get())),
    get(id) {
      const row = db.select().from(requests).where(eq(requests.id, id)).get();
      return row === undefined ? null : toRequest(row);
    },
    save(request) {
      db.update(requests).set(toRow(request)).where(eq(requests.id, request.id)).run();
    },
    open: () =>
      db.select().from(requests).where(eq(requests.state, "open")).orderBy(requests.id).all().map(toRequest),
    ofRequester: (person, limit) =>
      db
        .select()
        .from(requests)
        .where(eq(requests.requester, person))
        .orderBy(desc(requests.id))
        .limit(limit)
        .all()
        .map(toRequest),
  };
}
