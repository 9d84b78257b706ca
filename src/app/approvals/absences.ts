import type { PersonId } from "../../domain/accounts/person.ts";
import { type Absence, absenceOf, isAway, withAbsence } from "../../domain/approvals/absence.ts";
import { refuse } from "../../domain/refusal.ts";
import { isAnyApprover, isOwner, type Setup } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { type Away, backCard, standInCard } from "../../view/approvals/away.ts";
import type { ActorUnit, Unit } from "../core/context.ts";
import type { Drawers } from "../core/drawing.ts";
import { enqueue, record, tell } from "../core/effects.ts";
import { requireAnyApprover, requireFound, requireStarted } from "../core/rights.ts";
import { isMember } from "../requests/deciders.ts";
import { askAnew } from "../requests/reminders.ts";
import { saveSettings } from "../setup/progress.ts";
import type { JobOf } from "../worker/job-handler.ts";

export type Saying = Omit<Absence, "id">;

/** In place of what was said of them before. */
export function announceAbsence(
  unit: ActorUnit,
  before: Setup,
  saying: Saying,
  days: Pick<Away, "from" | "until">,
): void {
  const { me } = unit;
  const { person, standIn, from, until } = saying;
  const { settings } = before;
  const data = { standIn, firstDay: days.from, lastDay: days.until };
  const id = record(unit, me, "absence.announced", `person:${person}`, data);
  const absences = withAbsence(settings.absences, { id, ...saying });
  saveSettings(unit, before, { absences });
  const replaced = absenceOf(settings.absences, person);
  if (replaced !== null && replaced.standIn !== standIn && replaced.standIn !== me)
    tell(unit, replaced.standIn, { kind: "back", person, absence: replaced.id });
  for (const hearer of [standIn, person])
    if (hearer !== me) tell(unit, hearer, { kind: "stand-in", person, absence: id });
  enqueue(unit, { kind: "absence", absence: id, moment: "start" }, `absence:${id}:start`, { dueAt: from });
  enqueue(unit, { kind: "absence", absence: id, moment: "end" }, `absence:${id}:end`, { dueAt: until });
}

/** Its first moment, in which whoever stands in is asked about what is open, and its last. */
export function absenceJob(unit: Unit, { absence: id, moment }: JobOf<"absence">): void {
  const absence = requireStarted(unit).settings.absences.find((one) => one.id === id);
  // Ended, or said anew since: then that has jobs of its own.
  if (absence === undefined) return;
  if (moment === "end") endIt(unit, absence, "bot");
  else if (isAway(absence, unit.now)) {
    unit.tx.changed("deciders");
    askAnew(unit, [absence.standIn]);
  }
}

/** Those of people who approve no more, and those in which somebody stands in who has left. */
export function endVoidAbsences(unit: Unit): void {
  const setup = requireStarted(unit);
  // Who is in a group that cannot be read may be an approver again in an hour.
  const isUncertain = (person: PersonId) =>
    setup.settings.groups.some(({ members, trouble }) => trouble !== null && members.includes(person));
  const approves = (person: PersonId) => isAnyApprover(setup, person) || isUncertain(person);
  for (const absence of setup.settings.absences)
    if (!approves(absence.person) || !isMember(unit, absence.standIn)) endIt(unit, absence, "bot");
}

export function endAbsence(unit: ActorUnit, id: number): void {
  const setup = requireAnyApprover(unit);
  const absence = requireFound(setup.settings.absences.find((one) => one.id === id) ?? null);
  if (absence.person !== unit.me && !isOwner(setup, unit.me)) throw refuse("not_owner");
  endIt(unit, absence, unit.me);
}

function endIt(unit: Unit, { id, person, standIn }: Absence, by: PersonId | "bot"): void {
  const setup = requireStarted(unit);
  const absences = setup.settings.absences.filter((one) => one.id !== id);
  saveSettings(unit, setup, { absences });
  record(unit, by, "absence.ended", `person:${person}`);
  for (const hearer of [standIn, person])
    if (hearer !== by) tell(unit, hearer, { kind: "back", person, absence: id });
}

/** They may be one with another person since. */
const idNow = (tx: Tx, person: PersonId): PersonId => tx.people.get(person)?.id ?? person;

export const absenceMessages: Drawers<"stand-in" | "back"> = {
  // One that was said anew since is shown as it is now.
  "stand-in": ({ reader, tx, setup, now }, { person }) => {
    const absence = absenceOf(setup.settings.absences, idNow(tx, person));
    const isTheirs = reader.person === absence?.person || reader.person === absence?.standIn;
    return absence !== null && isTheirs && now < absence.until
      ? standInCard(reader, absence, now)
      : backCard(reader, idNow(tx, person));
  },
  back: ({ reader, tx }, { person }) => backCard(reader, idNow(tx, person)),
};
