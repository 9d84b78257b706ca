import type { Invitation } from "../domain/invitation.ts";
import type { PersonId } from "../domain/person.ts";
import { isOwner } from "../domain/setup.ts";
import { STEP_NAMES, type StepName } from "../domain/step-name.ts";
import type { Tx } from "../store/tx.ts";
import { requireStarted } from "./rights.ts";

/** What waits for somebody, or was given to them, and stays behind when they leave. */
export type LeftBehind = {
  readonly setup: boolean;
  readonly approver: boolean;
  readonly steps: readonly StepName[];
  /** Open ones that they asked for, by number. */
  readonly requests: readonly number[];
  /** Theirs, which Mistral has or is about to get. */
  readonly invitations: readonly Invitation[];
};

const HAVE_ACCESS: readonly Invitation["status"][] = ["approved", "sending", "pending", "active"];

export function leftBehind(tx: Tx, person: PersonId): LeftBehind {
  const setup = requireStarted({ tx });
  const isHanded = (name: StepName) =>
    setup.steps[name].state === "open" && setup.steps[name].handedTo === person;
  return {
    setup: isOwner(setup, person),
    approver: setup.settings.approvers.includes(person),
    steps: STEP_NAMES.filter(isHanded),
    requests: tx.requests.open().flatMap(({ id, requester }) => (requester === person ? [id] : [])),
    invitations: tx.invitations.ofInvitee(person).filter(({ status }) => HAVE_ACCESS.includes(status)),
  };
}

export const isNothing = ({ setup, approver, steps, requests, invitations }: LeftBehind): boolean =>
  !setup && !approver && steps.length + requests.length + invitations.length === 0;
