import { isSameHuman } from "../../domain/accounts/person.ts";
import type { EscalatedFor } from "../../domain/approvals/escalation.ts";
import { alternatesAsked, stillAsked } from "../../domain/requests/deciding.ts";
import { escalated, isWaiting, type Request } from "../../domain/requests/request.ts";
import { reachable, type Unit } from "../core/context.ts";
import { record, tell } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { areAllAway, decidingOn } from "../requests/deciders.ts";
import { planReminders, remindersAfter } from "../requests/reminders.ts";
import type { JobOf } from "../worker/job-handler.ts";

/** Nobody has decided in time, or everybody who could is away, which the owner hears. */
export function escalate(unit: Unit, { request: id, after }: JobOf<"escalate">): void {
  const { tx, now } = unit;
  const request = tx.requests.get(id);
  if (!isWaiting(request, now)) return;
  const { owner, settings } = requireStarted(unit);
  if (after === null) {
    if (!areAllAway(unit, request)) return;
    askOthers(unit, request, "absence");
    tell(unit, owner, {
      kind: "reminder",
      of: "request",
      about: `${id}`,
      since: request.createdAt,
      times: 0,
    });
    // Other hours were set meanwhile: then another job is planned by them.
  } else if (after === settings.escalation.after) askOthers(unit, request, "time");
}

/** Once only, but for those whom the settings name since. Nobody who was asked already is told. */
function askOthers(unit: Unit, request: Request, why: EscalatedFor): void {
  const { tx, now } = unit;
  const setup = requireStarted(unit);
  const changed = request.escalation === null ? escalated(request, why, now) : request;
  const before = { ...request, escalation: null };
  const known = stillAsked(setup, before, decidingOn(unit, before));
  const told = tx.posted.ofSubject(`request:${request.id}`).map(({ person }) => person);
  const added = alternatesAsked(setup, changed, decidingOn(unit, changed))
    .filter((person) => reachable(unit, person) !== null && !told.includes(person.id))
    .filter((person) => !known.some((one) => isSameHuman(one, person)))
    .map(({ id }) => id);
  const [first] = added;
  if (first === undefined) return;
  tx.requests.save(changed);
  record(unit, "bot", "request.escalated", `request:${request.id}`, { to: added.join(" ") });
  for (const person of added) tell(unit, person, { kind: "request", request: request.id });
  // One of them is reminded: each more would be one message more for every Request.
  const left = remindersAfter(setup, why === "time" ? (setup.settings.escalation.after ?? 0) : 0);
  if (request.escalation === null)
    planReminders(unit, "request", request.id, [first], request.createdAt, left);
}
