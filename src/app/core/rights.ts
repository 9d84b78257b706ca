import { type Actor, hasAddress, type Person } from "../../domain/accounts/person.ts";
import type { Invitation } from "../../domain/invitations/invitation.ts";
import { isErased } from "../../domain/record/erasure.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import {
  actsAsApprover,
  actsAsOwner,
  actsOn,
  isAnyApprover,
  type Setup,
  type StepName,
} from "../../domain/setup/setup.ts";
import type { ActorUnit, Context } from "./context.ts";

const isNamedOwner = (context: Context, person: Person): boolean =>
  context.owners.some((address) => hasAddress(person, address));

/** Admins of the chat workspace and people named in SETUP_OWNERS may start the Setup, and claim an orphaned one. */
export const mayStart = ({ actor, context }: ActorUnit): boolean =>
  actor.account.admin || isNamedOwner(context, actor.person);

export const mayStartAs = (context: Context, person: Person): boolean =>
  person.accounts.some(({ admin, standing }) => admin && standing === "member") ||
  isNamedOwner(context, person);

function requireThat(unit: ActorUnit, may: (setup: Setup, actor: Actor) => boolean, otherwise: Refusal) {
  const setup = requireStarted(unit);
  if (!may(setup, unit.actor)) throw refuse(otherwise);
  return setup;
}

export const requireOwner = (unit: ActorUnit): Setup => requireThat(unit, actsAsOwner, "not_owner");

export const requireApprover = (unit: ActorUnit): Setup => requireThat(unit, actsAsApprover, "not_approver");

/** Also whoever approves for a Workspace alone. */
export const requireAnyApprover = (unit: ActorUnit): Setup =>
  requireThat(unit, (setup, { person }) => isAnyApprover(setup, person.id), "not_approver");

export const requireStep = (unit: ActorUnit, step: StepName): Setup =>
  requireThat(unit, (setup, actor) => actsOn(setup, actor, step), "not_your_step");

export function requireStarted(unit: Pick<ActorUnit, "tx">): Setup {
  const setup = unit.tx.setup.load();
  if (setup === null) throw refuse("not_started");
  return setup;
}

/** An Invitation, unless its address was asked for anew since: then it is the newer one that stands at Mistral. */
export function requireNewest({ tx }: Pick<ActorUnit, "tx">, id: number): Invitation {
  const invitation = requireFound(tx.invitations.get(id));
  if (isErased(invitation.address)) throw refuse("gone");
  if (tx.invitations.ofAddress(invitation.address)[0]?.id !== id) throw refuse("not_now");
  return invitation;
}

export function requireFound<T>(thing: T | null): T {
  if (thing === null) throw refuse("gone");
  return thing;
}
