import { refuse } from "../domain/refusal.ts";
import { isApprover, nextStep } from "../domain/setup.ts";
import type { StepName } from "../domain/step-name.ts";
import { checklistView } from "../view/checklist.ts";
import { keyView, statusView } from "../view/lists.ts";
import { saved } from "../view/notices.ts";
import type { Reply } from "./app.ts";
import { type ActorUnit, modeOf, readerFor } from "./context.ts";
import { invitationOf, requestFacts, rightsOf } from "./facts.ts";

export function checklist(unit: ActorUnit): Reply {
  const setup = unit.tx.setup.load();
  if (setup === null) throw refuse("not_started");
  const { tx, now, context, actor } = unit;
  const rights = rightsOf(setup, actor.person);
  const facts = { setup, counts: tx.invitations.count(), now, rights, mode: modeOf(context) };
  return { kind: "show", view: checklistView(readerFor(tx, actor.person), facts) };
}

export function status(unit: ActorUnit): Reply {
  const { tx, now, context, actor } = unit;
  const setup = tx.setup.load();
  if (setup === null) throw refuse("not_started");
  const mayDecide = isApprover(setup, actor.person.id);
  // Other people's addresses are for the owner and approvers; everybody else sees their own Requests.
  const open = tx.requests.open().filter(({ requester }) => mayDecide || requester === actor.person.id);
  const requests = open.map((request) => requestFacts(context, tx, request));
  const facts = { setup, counts: tx.invitations.count(), now, requests, mayDecide };
  return { kind: "show", view: statusView(readerFor(tx, actor.person), facts) };
}

export function key(unit: ActorUnit): Reply {
  const { tx, now, actor } = unit;
  const facts = { setup: tx.setup.load(), mine: invitationOf(tx, actor.person), now };
  return { kind: "show", view: keyView(readerFor(tx, actor.person), facts) };
}

/** The step that comes next, if this person may work on it. */
function upNext(unit: ActorUnit): StepName | null {
  const setup = unit.tx.setup.load();
  const next = setup === null ? null : nextStep(setup);
  if (setup === null || next === null) return null;
  return rightsOf(setup, unit.actor.person).steps.includes(next) ? next : null;
}

/** After a form or a step: what was done, and the button of the step that comes next for this person. */
export function wentOn(unit: ActorUnit, sentence: string): Reply {
  return { kind: "show", view: saved(readerFor(unit.tx, unit.actor.person), sentence, upNext(unit)) };
}

export const saidTo = (unit: ActorUnit) => readerFor(unit.tx, unit.actor.person).strings.said;
export const answersTo = (unit: ActorUnit) => readerFor(unit.tx, unit.actor.person).strings.answers;
