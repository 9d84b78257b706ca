import { isSameHuman, type PersonId, statusOf } from "../../domain/accounts/person.ts";
import { absenceOf } from "../../domain/approvals/absence.ts";
import { dayOf, startOfDay } from "../../domain/day.ts";
import { refuse } from "../../domain/refusal.ts";
import { actsAsOwner, isAnyApprover, type Setup } from "../../domain/setup/setup.ts";
import { type Away, awayForm } from "../../view/approvals/away.ts";
import type { ActorUnit } from "../core/context.ts";
import { asking, FieldErrors, type FormHandler } from "../core/form-handler.ts";
import { saidTo, told } from "../core/replies.ts";
import { requireAnyApprover } from "../core/rights.ts";
import { zoneOf } from "../requests/reminders.ts";
import { membersOf } from "../setup/step-forms.ts";
import { announceAbsence } from "./absences.ts";
import { endOf } from "./extend-form.ts";

/** An approver says it of themselves, and the owner of every approver. */
export const away: FormHandler<"away"> = (unit) => {
  const setup = requireAnyApprover(unit);
  const { me, reader, tx, now } = unit;
  const owner = actsAsOwner(setup, unit.actor);
  const { absences } = setup.settings;
  const mine = absenceOf(absences, me);
  const zone = zoneOf(unit, me);
  const until = mine?.until ?? statusOf(unit.actor.person, now)?.until ?? null;
  const form = awayForm(reader, {
    shown: absences.filter(({ person }) => owner || person === me),
    owner,
    from: dayOf(Math.max(mine?.from ?? now, now), zone),
    until: until === null ? null : dayOf(until - 1, zone),
    standIn: mine === null ? null : tx.people.get(mine.standIn),
    now,
  });
  return asking(form, (input) => {
    const [person = me] = input.person === null ? [] : membersOf(unit, [input.person], "person");
    if (person !== me && !owner) throw refuse("not_owner");
    const [standIn] = membersOf(unit, [input.standIn], "standIn");
    if (standIn === undefined) throw refuse("gone");
    const { errors } = reader.strings.away;
    if (!isAnyApprover(setup, person)) throw new FieldErrors({ person: errors.notApprover });
    if (isSameHuman(tx.people.get(person), tx.people.get(standIn)))
      throw new FieldErrors({ standIn: errors.self });
    const saying = { person, standIn, ...daysOf(unit, setup, person, input) };
    announceAbsence(unit, setup, saying, input);
    return told(unit, saidTo(unit).saved);
  });
};

/** From the morning of the first day until the end of the last one, where that person is. */
function daysOf(unit: ActorUnit, setup: Setup, person: PersonId, typed: Away) {
  const { errors } = unit.reader.strings.away;
  const zone = zoneOf(unit, person);
  const from = startOfDay(typed.from, zone);
  const before = absenceOf(setup.settings.absences, person);
  if (from === null) throw new FieldErrors({ from: errors.noDay });
  if (typed.from < dayOf(unit.now, zone)) throw new FieldErrors({ from: errors.past });
  const until = endOf(unit, typed.until, zone, person);
  if (until <= from) throw new FieldErrors({ until: errors.later });
  if (before !== null && (from >= before.until || until <= before.from))
    throw new FieldErrors({ from: errors.another });
  return { from, until };
}
