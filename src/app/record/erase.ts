import type { PersonId } from "../../domain/accounts/person.ts";
import { ofKind } from "../../domain/alert.ts";
import { messageOf, type Subject } from "../../domain/message.ts";
import {
  type Obstacle,
  obstaclesTo,
  type Traces,
  withoutPeople,
  withoutTraces,
} from "../../domain/record/erasure.ts";
import type { RecordEntry } from "../../domain/record/record.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { type Ordering, record, updateCopy } from "../core/outgoing.ts";

/** Of Mistral's members list nothing counts once it is no longer read. */
export function obstaclesIn(tx: Tx, traces: Traces, listIsRead: boolean): readonly Obstacle[] {
  return obstaclesTo(traces, {
    setup: tx.setup.load(),
    invitations: traces.invitations.flatMap((id) => tx.invitations.get(id) ?? []),
    requests: tx.requests.open(),
    tasks: tx.tasks.open(),
    isListed: listIsRead && traces.addresses.some((address) => tx.members.byAddress(address) !== null),
    isBusy: tx.erasure.isBusy(traces),
  });
}

/**
 * Takes out all that tells who somebody is, and has every card that named them drawn anew. Throws an `AppError` when
 * something would be left: then nothing is changed.
 */
export function erase(unit: Ordering, traces: Traces, by: RecordEntry["actor"]): void {
  const { tx } = unit;
  const isNamed = namedIn(tx, traces);
  const naming = tx.posted.all().filter(({ subject }) => isNamed(subject));
  const setup = tx.setup.load();
  if (setup !== null) tx.setup.save(withoutPeople(setup, traces));
  for (const alert of ofKind(tx.alerts.open(), "closed")) {
    // A group chat without a name is called after its members.
    const places = alert.places.map((place) => ({
      ...place,
      name: place.name === null ? null : withoutTraces(place.name, traces),
    }));
    tx.alerts.save({ ...alert, places });
  }
  const as = tx.erasure.erase(traces);
  for (const id of traces.accounts.length === 0 ? [as] : traces.people)
    record(unit, by, "person.erased", `person:${id}`);
  for (const copy of naming) if (tx.posted.get(copy.id) !== null) updateCopy(unit, copy);
  const left = tx.erasure.left(traces);
  if (left.length > 0)
    throw new AppError("conflict", `Something would be left in ${left.join(", ")}, so nothing was erased.`);
}

/** Whether a card can name them: of Requests, Invitations and Tasks only some can, of what there is once all. */
function namedIn(tx: Tx, traces: Traces): (subject: Subject) => boolean {
  const { people, invitations: ids } = traces;
  const isSaid = (...words: readonly (string | null | undefined)[]) =>
    words.some((text) => text && withoutTraces(text, traces) !== text);
  const isTheirs = (id: PersonId | null | undefined) => id != null && people.includes(id);
  const requests = new Map<number, boolean>();
  const namesIn = (request: number): boolean => {
    const known = requests.get(request);
    if (known !== undefined) return known;
    const { requester, reason, decision } = tx.requests.get(request) ?? {};
    const named =
      isSaid(reason, decision?.reason) ||
      isTheirs(requester) ||
      isTheirs(decision?.by) ||
      tx.invitations
        .ofRequest(request)
        .some(
          ({ id, evidence }) => ids.includes(id) || (evidence?.kind === "confirmed" && isTheirs(evidence.by)),
        );
    requests.set(request, named);
    return named;
  };
  const hasInvitation = (id: number): boolean => namesIn(tx.invitations.get(id)?.request ?? 0);
  const hasTask = (id: number): boolean => {
    const task = tx.tasks.get(id);
    return (
      isSaid(task?.reason) ||
      isTheirs(task?.assignee) ||
      isTheirs(task?.closedBy) ||
      (task?.invitations ?? []).some(hasInvitation)
    );
  };
  return (subject) => {
    const message = messageOf(subject);
    if (message === null) return true;
    if ("request" in message) return namesIn(message.request);
    if ("invitation" in message) return hasInvitation(message.invitation);
    if ("task" in message) return hasTask(message.task);
    if ("digest" in message)
      return tx.invitations.ofDigest(message.digest).some(({ request }) => namesIn(request));
    return true;
  };
}
