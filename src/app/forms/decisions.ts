import { isDeepStrictEqual } from "node:util";
import type { FormRef, Seen } from "../../domain/action.ts";
import { deny as denied } from "../../domain/request.ts";
import { approveForm } from "../../view/forms/approve.ts";
import { changeForm, changeSchema } from "../../view/forms/change.ts";
import { denyForm, denySchema } from "../../view/forms/deny.ts";
import { askedInOrder, requestPages } from "../../view/request-parts.ts";
import { approveRequest, requireApprovable, requireDecidable } from "../actions/requests.ts";
import type { ActorUnit } from "../context.ts";
import { record } from "../outgoing.ts";
import { moveAll } from "../transition-invitations.ts";
import { requestReader } from "../view-data.ts";
import { type FormHandler, form } from "./form-handler.ts";
import { marksOf } from "./meanwhile.ts";

/** All that is asked for, with Approve at its end. A page of what was changed meanwhile was not read. */
export const approve: FormHandler<"approve"> = {
  open: (unit, { request, seen }) => listToApprove(unit, request, { page: pageOf(seen) }).form,
  submit: (unit, { request: id, seen }) => {
    if (unit.tx.requests.get(id)?.state !== "open") return approveRequest(unit, id);
    const page = pageOf(seen);
    const { marks, pages } = listToApprove(unit, id, { page });
    if (!isDeepStrictEqual(seen, marks))
      return { kind: "open", form: listToApprove(unit, id, { page: 0, changed: true }).form };
    if (page + 1 >= pages) return approveRequest(unit, id);
    return { kind: "open", form: listToApprove(unit, id, { page: page + 1 }).form };
  },
};

const pageOf = (seen: Seen): number => Number(seen?.["page"] ?? 0);

function listToApprove(unit: ActorUnit, id: number, shown: Parameters<typeof approveForm>[2]) {
  const facts = requestReader(unit.context, unit.tx)(requireApprovable(unit, id));
  const asked = askedInOrder(facts).map(({ address }) => address);
  const marks = { ...marksOf({ list: `${facts.request.role} ${asked.join(" ")}` }), page: `${shown.page}` };
  const ref: FormRef = { form: "approve", request: id, seen: marks };
  return {
    form: { ...approveForm(unit.reader, facts, shown), ref },
    marks,
    pages: requestPages(unit.reader, facts).length,
  };
}

export const deny: FormHandler<"deny"> = form({
  texts: ["reason"],
  may: (unit, { request }) => requireDecidable(unit, request),
  draw: ({ reader }, asked) => denyForm(reader, asked),
  schema: denySchema,
  save: (unit, { request, invitations }, { reason }) => {
    const me = unit.actor.person.id;
    unit.tx.requests.save(denied(request, me, unit.now, reason));
    record(unit, me, "request.denied", `request:${request.id}`);
    moveAll(unit, me, invitations, "deny");
    return { kind: "nothing" };
  },
});

/** Drops rows or lowers the role; the Request stays open and is decided on as it is then. */
export const change: FormHandler<"change"> = form({
  may: (unit, { request }) => requireDecidable(unit, request),
  draw: ({ reader }, asked) => changeForm(reader, asked),
  schema: changeSchema,
  save: (unit, { request, invitations }, { keep, role }) => {
    const me = unit.actor.person.id;
    const dropped = invitations.filter(({ id }) => !keep.includes(id));
    moveAll(unit, me, dropped, "drop");
    unit.tx.requests.save({ ...request, role });
    for (const invitation of invitations)
      if (keep.includes(invitation.id)) unit.tx.invitations.save({ ...invitation, role });
    const facts = { dropped: dropped.length, role };
    record(unit, me, "request.changed", `request:${request.id}`, facts);
    return { kind: "nothing" };
  },
});
