import { isDeepStrictEqual } from "node:util";
import type { FormRef } from "../../domain/action.ts";
import { deny as denied } from "../../domain/requests/request.ts";
import {
  approveForm,
  changeForm,
  changeSchema,
  denyForm,
  denySchema,
} from "../../view/requests/decision-forms.ts";
import { askedInOrder } from "../../view/requests/request-parts.ts";
import type { ActorUnit } from "../core/context.ts";
import { record } from "../core/outgoing.ts";
import { requestReader } from "../core/view-data.ts";
import { type FormHandler, form, marksOf } from "../forms/form-handler.ts";
import { moveAll } from "../invitations/transition-invitations.ts";
import { approveRequest, requireApprovable, requireDecidable } from "./request-actions.ts";

/** All that is asked for, with Approve at its end. What was changed meanwhile was not read. */
export const approve: FormHandler<"approve"> = {
  open: (unit, { request }) => listToApprove(unit, request).form,
  submit: (unit, { request: id, seen }) => {
    if (unit.tx.requests.get(id)?.state !== "open") return approveRequest(unit, id);
    const { form, marks } = listToApprove(unit, id, true);
    return isDeepStrictEqual(seen, marks) ? approveRequest(unit, id) : { kind: "open", form };
  },
};

function listToApprove(unit: ActorUnit, id: number, changed = false) {
  const facts = requestReader(unit.context, unit.tx)(requireApprovable(unit, id));
  const asked = askedInOrder(facts).map(({ address }) => address);
  const marks = marksOf({ list: `${facts.request.role} ${asked.join(" ")}` });
  const ref: FormRef = { form: "approve", request: id, seen: marks };
  return { form: { ...approveForm(unit.reader, facts, changed), ref }, marks };
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
