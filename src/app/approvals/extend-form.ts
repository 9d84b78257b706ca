import { LAST_ZONE, LONGEST_MS } from "../../domain/approvals/access-end.ts";
import { dayOf, endOfDay } from "../../domain/day.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import { extendForm } from "../../view/approvals/access-end.ts";
import type { ActorUnit } from "../core/context.ts";
import { asking, FieldErrors, type FormHandler } from "../core/form-handler.ts";
import { saidTo, told } from "../core/replies.ts";
import { requireStarted } from "../core/rights.ts";
import { requireAllowedDomains } from "../requests/deciders.ts";
import { makeExtension } from "../requests/make-request.ts";
import { zoneOf } from "../requests/reminders.ts";
import { endingAt, endingFor } from "./access-end.ts";

/** When the day is over that somebody entered as the last one (epoch ms). `person`: by whose calendar it may not be over. */
export function endOf(unit: ActorUnit, day: string, zone = LAST_ZONE, person = unit.me): number {
  const { errors } = unit.reader.strings.away;
  const until = endOfDay(day, zone);
  if (until === null) throw new FieldErrors({ until: errors.noDay });
  if (day < dayOf(unit.now, zoneOf(unit, person))) throw new FieldErrors({ until: errors.past });
  if (until - unit.now > LONGEST_MS) throw new FieldErrors({ until: errors.tooLong });
  return until;
}

/** Those whom it concerns ask for it. Whoever may approve it has approved it. */
export const extend: FormHandler<"extend"> = (unit, { until: before }) => {
  const setup = requireStarted(unit);
  const invitations = extendable(unit, before);
  return asking(extendForm(unit.reader, { invitations, until: before }), ({ keep, reason, ...typed }) => {
    const until = endOf(unit, typed.until);
    if (until <= before) throw new FieldErrors({ until: unit.reader.strings.away.errors.later });
    requireAllowedDomains(setup, invitations);
    const chosen = invitations.filter(({ id }) => keep.includes(`${id}`));
    const requests = alike(chosen).flatMap((some) =>
      some.slice(0, 1).map(({ role, request: id }) => {
        const { workspaces = [] } = unit.tx.requests.get(id) ?? {};
        return makeExtension(unit, { role, seats: [], workspaces, reason, until }, some);
      }),
    );
    const isApproved = requests.every(({ state }) => state === "approved");
    return told(unit, isApproved ? saidTo(unit).saved : saidTo(unit).requested(chosen.length));
  });
};

function extendable(unit: ActorUnit, until: number): readonly Invitation[] {
  const asked = unit.tx.requests.open().flatMap((request) => request.extends);
  const there = endingAt(unit.tx, until).map(({ id }) => id);
  const concerned = endingFor(unit, until, unit.actor.person);
  if (concerned.length === 0) throw refuse("not_your_invitation");
  const invitations = concerned.filter(({ id }) => there.includes(id) && !asked.includes(id));
  if (invitations.length === 0) throw refuse("not_now");
  return invitations;
}

/** A Request has one role, and goes to the approvers of its Workspaces. */
function alike(invitations: readonly Invitation[]): readonly (readonly Invitation[])[] {
  const keyOf = ({ request, role }: Invitation) => `${request} ${role}`;
  const keys = new Set(invitations.map(keyOf));
  return [...keys].map((key) => invitations.filter((one) => keyOf(one) === key));
}
