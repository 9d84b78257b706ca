import { forgetAdminKey } from "./admin-key.ts";
import { adoptMode } from "./adopt-mode.ts";
import { forgetClosedPlaces, lookAtPlaces } from "./closed-places.ts";
import { connected, type Unit } from "./context.ts";
import { planLooks } from "./domains.ts";
import { forgetKey } from "./key-look.ts";
import { forgetOutages } from "./outages.ts";
import { updateCopy } from "./outgoing.ts";
import { planDrift, planPruning } from "./schedule.ts";
import { rescueTasks } from "./sending.ts";

/**
 * When the process starts, or the mode changes: the standing jobs are there, nothing waits for the other mode or for what
 * is configured no more, and what a platform missed while it was not connected is drawn there.
 */
export function beginWork(unit: Unit): void {
  planPruning(unit, 0);
  adoptMode(unit);
  // Whoever can only be met on a platform that is no longer connected can do nothing.
  rescueTasks(unit);
  planLooks(unit);
  forgetClosedPlaces(unit);
  lookAtPlaces(unit);
  forgetKey(unit);
  forgetAdminKey(unit);
  forgetOutages(unit);
  if (unit.tx.setup.load() !== null) planDrift(unit);
  for (const copy of connected(unit.context, unit.tx.copies.missed())) updateCopy(unit, copy);
}
