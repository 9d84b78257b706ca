import type { Alert } from "../domain/alert.ts";
import type { DomainWatch } from "../domain/domain-watch.ts";
import type { Invitation } from "../domain/invitation.ts";
import { STEP_NAMES, type StepName } from "../domain/step-name.ts";
import { type Subject, splitSubject } from "../domain/subject.ts";
import type { Tx } from "../store/tx.ts";
import { watchOf } from "./domains.ts";
import { isNothing, leftBehind } from "./left-behind.ts";

/** Is there still a reason to post it? What is there already is only redrawn. */
export function isStale(tx: Tx, subject: Subject): boolean {
  const { kind, id } = splitSubject(subject);
  if (kind === "reminder") return tx.requests.get(Number.parseInt(id, 10))?.state !== "open";
  if (kind === "task-reminder") return tx.tasks.get(Number.parseInt(id, 10))?.state !== "open";
  if (kind === "helper-reminder") return tx.setup.load()?.steps[stepOf(id)].state !== "open";
  if (kind === "domain-news") {
    const watch = watchOf(tx, Number.parseInt(id, 10));
    return watch === null || !isSoNow(watch, id);
  }
  if (kind === "alert") {
    const alert = alertIn(tx, id);
    if (alert?.until !== null) return true;
    if (alert.kind === "trouble") return tx.jobs.get(alert.job)?.state !== "dead";
    return alert.kind === "left" && isNothing(leftBehind(tx, alert.person));
  }
  if (kind !== "nudge" && kind !== "ran-out") return false;
  const together = sentTogether(tx, id);
  if (together !== null) return together.every(({ status }) => status !== "pending");
  const invitation = tx.invitations.get(Number.parseInt(id, 10));
  return invitation?.status !== "pending" || isReplaced(invitation, id);
}

/** `outage.7` is the Alert 7, of an outage. */
export const alertIn = (tx: Tx, id: string): Alert | null => tx.alerts.get(Number(id.split(".")[1]));

/** `at-1760000000000` is about all that were sent at that time. */
export const sentTogether = (tx: Tx, id: string): Invitation[] | null =>
  id.startsWith("at-") ? tx.invitations.ofSentAt(Number(id.slice(3))) : null;

/** The card of an earlier e-mail: its id ends in when that was sent. One day's nudge is `7.2.1760000000000`. */
export function isReplaced({ sentAt }: Invitation, id: string): boolean {
  const [, ...parts] = id.split(".");
  const of = parts.at(-1);
  return of !== undefined && sentAt !== null && Number(of) !== sentAt;
}

export function isSoNow(watch: DomainWatch, id: string): boolean {
  const [, state, since] = id.split(".");
  return state === watch.state && Number(since) === watch.since;
}

/** `members.1760000000000` is about the step Members. */
export const stepOf = (id: string): StepName =>
  STEP_NAMES.find((name) => name === id.split(".")[0]) ?? "organization";
