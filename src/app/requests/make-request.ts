import { hearAsOne, type Person, type PersonId } from "../../domain/accounts/person.ts";
import { propose } from "../../domain/invitations/invitation.ts";
import { approve, LAPSE_AFTER_MS, mayInviteAlone, type Request } from "../../domain/requests/request.ts";
import { approversOf, type Setup } from "../../domain/setup/setup.ts";
import type { InviteInput } from "../../view/requests/invite-form.ts";
import type { ActorUnit, Unit } from "../core/context.ts";
import { enqueue, record, tell } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { moveAll, postRequestCard } from "../invitations/transition-invitations.ts";
import { askedAbout, decidersOf, eachHuman } from "./deciders.ts";
import { planReminders } from "./reminders.ts";

type Order = Omit<InviteInput, "addresses"> & { readonly addresses: readonly string[] };

/** Saves a Request with its Invitations: decided at once where the requester may, otherwise put before the approvers. */
export function makeRequest(unit: ActorUnit, order: Order): Request {
  const { tx, now, actor } = unit;
  const me = actor.person.id;
  const setup = requireStarted(unit);
  const { addresses, role, seats, workspaces, reason } = order;
  const request = tx.requests.insert({
    ...{ requester: me, role, seats, workspaces, reason, state: "open" },
    ...{ decision: null, firstApproval: null, createdAt: now },
  });
  const invitations = addresses.map((address) =>
    tx.invitations.insert(propose(request.id, address, role, now)),
  );
  // Whoever submits the form has read that Mistral will e-mail these people: the entry is their consent.
  const facts = { rows: invitations.length, role, consent: true };
  record(unit, me, "request.made", `request:${request.id}`, facts);
  tell(unit, me, { kind: "asked", request: request.id });
  if (mayInviteAlone(setup, role, me, decidersOf(unit, setup))) {
    const approved = approve(request, me, now);
    tx.requests.save(approved);
    record(unit, me, "request.approved", `request:${request.id}`, { alone: true });
    moveAll(unit, me, invitations, "approve");
    return approved;
  }
  const deciders = askedAbout(unit, setup, request);
  postRequestCard(unit, request.id, deciders);
  planReminders(unit, { request: request.id }, deciders);
  enqueue(unit, { kind: "lapse", request: request.id }, `lapse:${request.id}`, {
    dueAt: now + LAPSE_AFTER_MS,
  });
  return request;
}

/** Somebody who becomes an approver decides about what is open already, and is reminded of it like the others. */
export function welcomeApprovers(unit: Unit, setup: Setup, added: readonly PersonId[]): void {
  for (const person of added)
    if (person !== setup.owner) tell(unit, person, { kind: "approver", person, at: unit.now });
  const told = approversOf(setup).filter((person) => !added.includes(person));
  const isTold = (person: Person) => eachHuman(unit, told).some((other) => hearAsOne(other, person));
  const news = eachHuman(unit, added).filter((person) => !isTold(person));
  askAnew(
    unit,
    setup,
    news.map(({ id }) => id),
  );
}

/** Whoever of them is to decide now about what is open gets it, and is reminded of it. Nobody gets it twice. */
export function askAnew(unit: Unit, setup: Setup, people: readonly PersonId[] = approversOf(setup)): void {
  for (const request of unit.tx.requests.open()) {
    const deciders = askedAbout(unit, setup, request).filter((id) => people.includes(id));
    postRequestCard(unit, request.id, deciders);
    planReminders(unit, { request: request.id }, deciders);
  }
}
