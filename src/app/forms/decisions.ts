import { changeForm, changeSchema } from "../../view/forms/change.ts";
import { denyForm, denySchema } from "../../view/forms/deny.ts";
import { denyRequest, requireDecidable } from "../actions/requests.ts";
import { moveAll, refreshRequest } from "../moves.ts";
import { record, refreshHomes } from "../outgoing.ts";
import { parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

export const deny: FormHandler<"deny"> = {
  texts: ["reason"],
  open: (unit, { request: id }) => {
    const { request, invitations } = requireDecidable(unit, id);
    return denyForm(unit.reader, { request, invitations });
  },
  submit: (unit, { request }, values) => {
    const { reason } = parseForm(denySchema(unit.reader), values);
    return denyRequest(unit, request, reason);
  },
};

/** Drops rows or lowers the role; the Request stays open and is decided on as it is then. */
export const change: FormHandler<"change"> = {
  open: (unit, { request: id }) => {
    const { request, invitations } = requireDecidable(unit, id);
    return changeForm(unit.reader, { request, invitations });
  },
  submit: (unit, { request: id }, values) => {
    const { request, invitations } = requireDecidable(unit, id);
    const reader = unit.reader;
    const { keep, role } = parseForm(changeSchema(reader, { request, invitations }), values);
    const dropped = invitations.filter((invitation) => !keep.includes(invitation.id));
    moveAll(unit, unit.actor.person.id, dropped, "drop");
    unit.tx.requests.save({ ...request, role });
    for (const invitation of invitations) {
      if (keep.includes(invitation.id)) unit.tx.invitations.save({ ...invitation, role });
    }
    const facts = { dropped: dropped.length, role };
    record(unit, unit.actor.person.id, "request.changed", `request:${id}`, facts);
    refreshRequest(unit, id);
    refreshHomes(unit);
    return { kind: "nothing" };
  },
};
