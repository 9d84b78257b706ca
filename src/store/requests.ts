import { desc, eq, sql } from "drizzle-orm";
import type { Request } from "../domain/request.ts";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { one } from "./one.ts";
import { saving } from "./saving.ts";
import { requests } from "./schema.ts";
import type { Tx } from "./tx.ts";

type Row = typeof requests.$inferSelect;

function toRequest(found: Row): Request {
  const { decidedBy, decidedAt, decisionReason, firstApprovedBy, firstApprovedAt, ...row } = found;
  const decision = decidedAt === null ? null : { by: decidedBy, at: decidedAt, reason: decisionReason };
  const agreed = firstApprovedBy !== null && firstApprovedAt !== null;
  return { ...row, decision, firstApproval: agreed ? { by: firstApprovedBy, at: firstApprovedAt } : null };
}

function toRow({ decision, firstApproval, ...request }: Omit<Request, "id">): Omit<Row, "id"> {
  return {
    ...request,
    decidedBy: decision?.by ?? null,
    decidedAt: decision?.at ?? null,
    decisionReason: decision?.reason ?? null,
    firstApprovedBy: firstApproval?.by ?? null,
    firstApprovedAt: firstApproval?.at ?? null,
  };
}

export function requestsStore(db: Connection): Tx["requests"] {
  const byId = onDemand(() =>
    db
      .select()
      .from(requests)
      .where(eq(requests.id, sql.placeholder("id")))
      .prepare(),
  );
  // The word itself, because the index of what is open does not serve a value that is filled in.
  const allOpen = onDemand(() =>
    db.select().from(requests).where(sql`${requests.state} = 'open'`).orderBy(requests.id).prepare(),
  );
  const newestOf = onDemand(() =>
    db
      .select()
      .from(requests)
      .where(eq(requests.requester, sql.placeholder("person")))
      .orderBy(desc(requests.id))
      .limit(sql.placeholder("limit"))
      .prepare(),
  );

  const save = saving(db, requests);

  return {
    insert: (request) => toRequest(one(db.insert(requests).values(toRow(request)).returning().get())),
    get(id) {
      const row = byId().get({ id });
      return row === undefined ? null : toRequest(row);
    },
    save: (request) => save({ ...toRow(request), id: request.id }),
    open: () => allOpen().all().map(toRequest),
    ofRequester: (person, limit) => newestOf().all({ person, limit }).map(toRequest),
  };
}
