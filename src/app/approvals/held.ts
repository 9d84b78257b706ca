import { refuse } from "../../domain/refusal.ts";
import type { Request } from "../../domain/requests/request.ts";
import { groupsWith, isNamedApprover } from "../../domain/setup/setup.ts";
import type { Decider } from "../core/context.ts";
import { enqueue } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";

type Said = Pick<NonNullable<Request["held"]>, "ask" | "reason">;

/** Whether a decision has to wait: of somebody who decides by a group alone, until that was read once more. */
export function hold(unit: Decider, request: Request, said: Said): boolean {
  const { tx, now, me } = unit;
  const setup = requireStarted(unit);
  const [group] = groupsWith(setup, me);
  if (group === undefined || isNamedApprover(setup, me)) return false;
  if (request.held !== null && request.held.by !== me) throw refuse("not_now");
  // The second half of a double click.
  if (request.held !== null) return true;
  tx.requests.save({ ...request, held: { by: me, at: now, ...said } });
  const { platform } = group;
  const key = `decide:${request.id}:${me}:${now}`;
  enqueue(unit, { kind: "decide", request: request.id, person: me, platform }, key);
  return true;
}
