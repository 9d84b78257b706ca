import { escalated, stillAsked } from "../../domain/requests/request.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { Unit } from "../core/context.ts";
import { record, tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { areAllAway, askedAbout, decidingOn } from "../requests/deciders.ts";
import { askAnew, planEscalation, planReminders, remindersAfter } from "../requests/reminders.ts";
import type { JobOf } from "../worker/job-handler.ts";

/** Nobody has decided, or all who could are away: others are asked as well, and the owner hears at once that all are away. */
export function escalate(unit: Unit, { request: id, after }: JobOf<"escalate">): void {
  const { tx, now } = unit;
  const request = tx.requests.get(id);
  if (request?.state !== "open") return;
  const setup = requireStarted(unit);
  const isAllAway = areAllAway(unit, askedAbout(unit, request));
  if (after === null && isAllAway) tell(unit, setup.owner, { kind: "request", request: id });
  const { escalation } = setup.settings;
  // The hours were changed meanwhile: then another job is planned by them.
  const isDue = after === null ? isAllAway : after === escalation.after;
  if (!isDue || request.escalatedAt !== null) return;
  const changed = escalated(request, now);
  const deciding = decidingOn(unit, changed);
  const alternates = stillAsked(setup, changed, deciding).filter((one) => deciding.alternates.includes(one));
  if (alternates.length === 0) return;
  tx.requests.save(changed);
  const ids = alternates.map((person) => person.id);
  record(unit, "bot", "request.escalated", `request:${id}`, { to: ids.join(" ") });
  for (const person of ids) tell(unit, person, { kind: "request", request: id });
  planReminders(unit, "request", id, ids, request.createdAt, remindersAfter(setup, after ?? 0));
}

/** Open Requests go by the new settings at once. */
export function escalationChanged(unit: Unit, before: Setup["settings"]): void {
  const { escalation } = requireStarted(unit).settings;
  const added = escalation.to.filter((person) => !before.escalation.to.includes(person));
  if (escalation.after === before.escalation.after && added.length === 0) return;
  for (const request of unit.tx.requests.open())
    planEscalation(unit, request, askedAbout(unit, request), unit.now);
  askAnew(unit, added);
}
