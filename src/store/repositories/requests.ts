import { desc, sql } from "drizzle-orm";
import type { PersonId } from "../../domain/accounts/person.ts";
import type { Request } from "../../domain/requests/request.ts";
import { requests } from "../schema/schema.ts";
import { is, type Parts, reading, rowsOf } from "../schema/table.ts";

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

export function requestsStore({ db, mark, cache }: Parts) {
  const where = reading(db, requests);
  // Each card of a Request and of its Invitations reads it several times.
  const { once, forget } = cache();
  const rows = rowsOf(db, requests, ({ id }) => {
    forget();
    mark(`request:${id}`, "progress");
  });
  // The word itself, because the index of what is open does not serve a value that is filled in.
  const open = where(sql`${requests.state} = 'open'`, requests.id);
  const newestOf = where(is(requests.requester, "person"), desc(requests.id));
  return {
    insert: (request: Omit<Request, "id">): Request => toRequest(rows.insert(toRow(request))),
    get: once((id: number): Request | null => {
      const row = rows.get(id);
      return row && toRequest(row);
    }),
    save: (request: Request): void => rows.save({ ...toRow(request), id: request.id }),
    open: (): Request[] => open.all().map(toRequest),
    /** Newest first. */
    ofRequester: (person: PersonId, limit: number): Request[] =>
      newestOf.some({ person, limit }).map(toRequest),
  };
}
