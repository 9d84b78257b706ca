import { isDeepStrictEqual } from "node:util";
import type { PersonId } from "../../domain/accounts/person.ts";
import type { ApproverGroup } from "../../domain/approvals/group.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Request } from "../../domain/requests/request.ts";
import { approversFor, isNamedApprover, rightsByGroup, type Setup } from "../../domain/setup/setup.ts";
import type { Decider } from "../core/context.ts";
import { enqueue } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";

type Said = Pick<NonNullable<Request["held"]>, "ask" | "reason">;

/** The group by which somebody decides who is not named for all of it; null: they need none. */
export function groupOf(setup: Setup, request: Request, person: PersonId): ApproverGroup | null {
  if (isNamedApprover(setup, person)) return null;
  const isEscalated = request.escalation !== null;
  const groups = rightsByGroup(setup, person, isEscalated);
  const { own, isGeneral } = approversFor(setup, request, () => true);
  const isNamed =
    own.some(({ people }) => people.includes(person)) ||
    (isEscalated && setup.settings.escalation.to.includes(person));
  const needsGroup = !isNamed || (isGeneral && groups.some(({ approves }) => approves));
  return needsGroup ? (groups[0] ?? null) : null;
}

/** Whether a decision has to wait, because one of the `rights` to it is that of a group, which is read once more. */
export function hold(unit: Decider, request: Request, rights: readonly PersonId[], said: Said): boolean {
  const { tx, now, me } = unit;
  const setup = requireStarted(unit);
  const byGroup = rights.filter((person) => groupOf(setup, request, person) !== null);
  const [group] = byGroup.flatMap((person) => groupOf(setup, request, person) ?? []);
  if (group === undefined) return false;
  if (request.held !== null && request.held.by !== me) throw refuse("held");
  const held = { by: me, at: now, ...said };
  // The second half of a double click; another word than before takes its place.
  if (request.held !== null && isDeepStrictEqual({ ...request.held, at: now }, held)) return true;
  tx.requests.save({ ...request, held });
  const { platform } = group;
  const key = `decide:${request.id}:${me}:${now}`;
  enqueue(unit, { kind: "decide", request: request.id, person: me, rights: byGroup, platform }, key);
  return true;
}
