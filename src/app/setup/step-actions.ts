import { subjectOf } from "../../domain/message.ts";
import { refuse } from "../../domain/refusal.ts";
import { actsAsOwner, isOptional, mayLeaveOut, reopenStep, type StepName } from "../../domain/setup/setup.ts";
import { toldAlerts } from "../alerts/alerts.ts";
import { endVoidAbsences } from "../approvals/absences.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, lookSoon } from "../core/context.ts";
import { record, tellOnce } from "../core/effects.ts";
import { saidTo } from "../core/replies.ts";
import { mayStart, requireOwner, requireStarted, requireStep } from "../core/rights.ts";
import { isMember } from "../requests/deciders.ts";
import { welcomeApprovers } from "../requests/reminders.ts";
import { rescueTasks } from "../tasks/tasks.ts";
import { checklist, wentOn } from "./overview.ts";
import { close, saveSetup } from "./progress.ts";
import { madeByHand } from "./workspaces.ts";

/** "One is enough", "later": a valid choice where the quickstart makes the step optional. */
export function skip(unit: ActorUnit, step: StepName): Reply {
  const setup = requireStep(unit, step);
  if (!isOptional(step)) throw refuse("not_now");
  if (!mayLeaveOut(step, actsAsOwner(setup, unit.actor))) throw refuse("not_owner");
  const { later, skipped } = saidTo(unit);
  return closeBy(unit, step, "skipped", step === "security" ? later : skipped);
}

/** Confirms a step about which there is nothing to say. */
export function confirmStep(unit: ActorUnit, step: StepName): Reply {
  if (step === "workspaces") madeByHand(unit, unit.ownEvidence);
  return closeBy(unit, step, "done", saidTo(unit).confirmed);
}

/** Somebody else, or Mistral, may have closed it first: their word stays. */
function closeBy(unit: ActorUnit, step: StepName, state: "done" | "skipped", sentence: string): Reply {
  close(unit, step, state, unit.ownEvidence);
  const { evidence, ...is } = requireStarted(unit).steps[step];
  const isMine = evidence?.kind === "confirmed" && evidence.by === unit.me;
  if (is.state !== state || !isMine) throw refuse("already_closed");
  return wentOn(unit, sentence);
}

export function reopen(unit: ActorUnit, step: StepName): Reply {
  const setup = requireOwner(unit);
  const reopened = reopenStep(setup, step, unit.now);
  // A key that worked once proves nothing any more: it is tried again.
  saveSetup(unit, setup, step === "verify" ? { ...reopened, keyWorks: null } : reopened);
  if (step === "verify") lookSoon(unit, "key");
  record(unit, unit.me, "step.reopened", `step:${step}`);
  return checklist(unit);
}

export function claim(unit: ActorUnit): Reply {
  const setup = requireStarted(unit);
  const { me } = unit;
  if (isMember(unit, setup.owner) || !mayStart(unit)) throw refuse("may_not_claim");
  const after = { ...setup, owner: me };
  saveSetup(unit, setup, after);
  record(unit, me, "setup.claimed", "setup");
  rescueTasks(unit);
  endVoidAbsences(unit);
  welcomeApprovers(unit, [me]);
  // An approver may have had it without its buttons.
  const open = toldAlerts(unit.tx);
  unit.tx.changed(...open.map(subjectOf));
  for (const message of open) tellOnce(unit, me, message);
  return checklist(unit);
}
