import type { PersonId } from "../../domain/accounts/person.ts";
import { ofKind } from "../../domain/alert.ts";
import type { InvitationStatus } from "../../domain/invitations/invitation.ts";
import { type Traces, withoutTraces } from "../../domain/record/erasure.ts";
import { givenAnew } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { type Ordering, record, updateCopy } from "../core/effects.ts";

const OBSTACLES = ["owner", "access", "request", "task", "group", "busy"] as const;
export type Obstacle = (typeof OBSTACLES)[number];

const IN_MISTRAL: readonly InvitationStatus[] = ["proposed", "approved", "sending", "pending", "active"];

/** Nobody is erased while something waits for them, or while a list or group that is read would have them written down again. */
export function obstaclesIn(tx: Tx, traces: Traces, listIsRead: boolean): readonly Obstacle[] {
  const { people, addresses, invitations } = traces;
  const isTheirs = (id: PersonId | undefined) => id !== undefined && people.includes(id);
  const isListed = listIsRead && addresses.some((address) => tx.members.byAddress(address) !== null);
  const statuses = invitations.flatMap((id) => tx.invitations.get(id)?.status ?? []);
  const stands: Record<Obstacle, boolean> = {
    owner: isTheirs(tx.setup.load()?.owner),
    access: isListed || statuses.some((status) => IN_MISTRAL.includes(status)),
    request: tx.requests.open().some(({ requester }) => isTheirs(requester)),
    task: tx.tasks.open().some(({ assignee }) => isTheirs(assignee)),
    group: tx.setup.load()?.settings.groups.some(({ members }) => members.some(isTheirs)) === true,
    busy: tx.erasure.isBusy(traces) || tx.requests.open().some(({ held }) => isTheirs(held?.by)),
  };
  return OBSTACLES.filter((obstacle) => stands[obstacle]);
}

/** Has every card drawn anew. Throws an `AppError` when something would be left: then nothing is changed. */
export function erase(unit: Ordering, traces: Traces): void {
  const { tx } = unit;
  const setup = tx.setup.load();
  if (setup !== null) tx.setup.save(givenAnew(setup, (id) => (traces.people.includes(id) ? null : id)));
  for (const alert of ofKind(tx.alerts.open(), "closed")) {
    // A group chat without a name is called after its members.
    tx.alerts.save({ ...alert, name: alert.name && withoutTraces(alert.name, traces) });
  }
  const as = tx.erasure.erase(traces);
  for (const id of traces.accounts.length === 0 ? [as] : traces.people)
    record(unit, "operator", "person.erased", `person:${id}`);
  // What looks as before is not sent.
  for (const copy of tx.posted.all()) updateCopy(unit, copy);
  const left = tx.erasure.left(traces);
  if (left.length > 0)
    throw new AppError("conflict", `Something would be left in ${left.join(", ")}, so nothing was erased.`);
}
