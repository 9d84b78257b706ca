import { adoptMode } from "./adopt-mode.ts";
import type { Unit } from "./context.ts";
import { planLooks } from "./domains.ts";
import { forgetKey } from "./key-look.ts";
import { planDrift, planPruning } from "./schedule.ts";

/** When the process starts, or the mode changes: the standing jobs are there, and nothing waits for the other mode. */
export function beginWork(unit: Unit): void {
  planPruning(unit, 0);
  adoptMode(unit);
  planLooks(unit);
  forgetKey(unit);
  if (unit.tx.setup.load() !== null) planDrift(unit);
}
