import type { DomainWatch } from "../domain/domain-watch.ts";
import type { Invitation } from "../domain/invitation.ts";
import { OUTAGES_OF, outageOf } from "../domain/outage.ts";
import type { PersonId } from "../domain/person.ts";
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
  if (kind === "outage") {
    const told = outageIn(id);
    const current = told && outageOf(tx.setup.load()?.observed.outages ?? [], told.of);
    return current?.since !== told?.since;
  }
  if (kind === "trouble") return tx.jobs.get(Number(id))?.state !== "dead";
  if (kind === "admin-key") {
    const observed = tx.setup.load()?.observed;
    return (id.startsWith("other.") ? observed?.otherOrganization : observed?.adminKey) === null;
  }
  if (kind === "left") return isNothing(leftBehind(tx, personOf(id)));
  if (kind !== "nudge" && kind !== "ran-out") return false;
  const together = sentTogether(tx, id);
  if (together !== null) return together.every(({ status }) => status !== "pending");
  const invitation = tx.invitations.get(Number.parseInt(id, 10));
  return invitation?.status !== "pending" || isReplaced(invitation, id);
}

/** `mistral.1760000000000` is about the outage of Mistral that began then. */
export function outageIn(id: string) {
  const [name, since] = id.split(".");
  const of = OUTAGES_OF.find((one) => one === name);
  return of === undefined ? null : { of, since: Number(since) };
}

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

/** `1.p_x.1760000000000` is about somebody who left then. */
export const personOf = (id: string): PersonId => id.split(".")[1] ?? "";
