import { endAfter, LONGEST_ACCESS_MS } from "../../domain/approvals/access-end.ts";
import { dayOf } from "../../domain/day.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Request } from "../../domain/requests/request.ts";
import { extendForm } from "../../view/approvals/access-end.ts";
import type { ActorUnit } from "../core/context.ts";
import { asking, FieldErrors, type FormHandler } from "../core/form-handler.ts";
import { saidTo, told } from "../core/replies.ts";
import { requireStarted } from "../core/rights.ts";
import { requireAllowedDomains } from "../requests/deciders.ts";
import { makeExtension } from "../requests/make-request.ts";
import { zoneOf } from "../requests/reminders.ts";
import { endingAt, endingFor } from "./access-end.ts";

/** When access ends whose last day somebody entered (epoch ms). */
export function endOf(unit: ActorUnit, day: string | null): number | null {
  if (day === null) return null;
  const { errors } = unit.reader.strings.away;
  const until = endAfter(day);
  if (until === null) throw new FieldErrors({ until: errors.noDay });
  if (day < dayOf(unit.now, zoneOf(unit, unit.me))) throw new FieldErrors({ until: errors.past });
  if (until - unit.now > LONGEST_ACCESS_MS) throw new FieldErrors({ until: errors.tooLong });
  return until;
}

/** Those whom it concerns ask for it. Whoever may approve it has approved it. */
export const extend: FormHandler<"extend"> = (unit, { until: before }) => {
  const setup = requireStarted(unit);
  const invitations = extendable(unit, before);
  return asking(extendForm(unit.reader, { invitations, until: before }), (typed) => {
    const until = endOf(unit, typed.until);
    if (until === null || until <= before)
      throw new FieldErrors({ until: unit.reader.strings.accessEnd.later });
    requireAllowedDomains(setup, invitations);
    const chosen = invitations.filter(({ id }) => typed.keep.includes(`${id}`));
    const requests = alike(chosen).map((some) => extendThese(unit, some, until, typed.reason));
    const isApproved = requests.every(({ state }) => state === "approved");
    return told(unit, isApproved ? saidTo(unit).saved : saidTo(unit).requested(chosen.length));
  });
};

function extendable(unit: ActorUnit, until: number): readonly Invitation[] {
  const asked = unit.tx.requests.open().flatMap((request) => request.extends);
  const concerned = endingFor(unit, until, unit.actor.person);
  if (concerned.length === 0) throw refuse("not_your_invitation");
  const there = endingAt(unit.tx, until).filter(({ id }) => !asked.includes(id));
  const invitations = concerned.filter(({ id }) => there.some((one) => one.id === id));
  if (invitations.length === 0) throw refuse("not_now");
  return invitations;
}

/** A Request has one role, and goes to the approvers of its Workspaces. */
function alike(invitations: readonly Invitation[]): readonly Invitation[][] {
  const all = new Map<string, Invitation[]>();
  for (const one of invitations) {
    const key = `${one.request} ${one.role}`;
    all.set(key, [...(all.get(key) ?? []), one]);
  }
  return [...all.values()];
}

function extendThese(
  unit: ActorUnit,
  invitations: readonly Invitation[],
  until: number,
  reason: string,
): Request {
  const [first] = invitations;
  if (first === undefined) throw refuse("not_now");
  const { workspaces = [] } = unit.tx.requests.get(first.request) ?? {};
  const wanted = { role: first.role, seats: [], workspaces, reason, until };
  return makeExtension(unit, wanted, invitations);
}
