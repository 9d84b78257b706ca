import { ofKind } from "../../domain/alert.ts";
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
 * Takes out all that tells who somebody is, and has every card drawn anew. Throws an `AppError` when something would be
 * left: then nothing is changed.
 */
export function erase(unit: Ordering, traces: Traces, by: RecordEntry["actor"]): void {
  const { tx } = unit;
  const setup = tx.setup.load();
  if (setup !== null) tx.setup.save(withoutPeople(setup, traces));
  for (const alert of ofKind(tx.alerts.open(), "closed")) {
    // A group chat without a name is called after its members.
    tx.alerts.save({ ...alert, name: alert.name && withoutTraces(alert.name, traces) });
  }
  const as = tx.erasure.erase(traces);
  for (const id of traces.accounts.length === 0 ? [as] : traces.people)
    record(unit, by, "person.erased", `person:${id}`);
  // What looks as before is not sent.
  for (const copy of tx.posted.all()) updateCopy(unit, copy);
  const left = tx.erasure.left(traces);
  if (left.length > 0)
    throw new AppError("conflict", `Something would be left in ${left.join(", ")}, so nothing was erased.`);
}
