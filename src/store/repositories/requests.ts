import { desc, sql } from "drizzle-orm";
import type { Request } from "../../domain/requests/request.ts";
import { requests } from "../schema/schema.ts";
import { is, type Parts, reading, rowsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

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

export function requestsStore({ db, mark }: Parts): Tx["requests"] {
  const where = reading(db, requests);
  const rows = rowsOf(db, requests, ({ id }) => mark(`request:${id}`, "progress"));
  // The word itself, because the index of what is open does not serve a value that is filled in.
  const open = where(sql`${requests.state} = 'open'`, requests.id);
  const newestOf = where(is(requests.requester, "person"), desc(requests.id));
  return {
    insert: (request) => toRequest(rows.insert(toRow(request))),
    get(id) {
      const row = rows.get(id);
      return row && toRequest(row);
    },
    save: (request) => rows.save({ ...toRow(request), id: request.id }),
    open: () => open.all().map(toRequest),
    ofRequester: (person, limit) => newestOf.some({ person, limit }).map(toRequest),
  };
}
