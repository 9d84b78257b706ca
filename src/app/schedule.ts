import { isWarmingUp } from "../domain/billing.ts";
import type { Context, Unit } from "./context.ts";
import { enqueue } from "./outgoing.ts";

/** While nothing is under way, Mistral is asked this many times less often. */
const IDLE_FACTOR = 10;

export const idlePause = ({ syncMs }: Pick<Context, "syncMs">): number => syncMs * IDLE_FACTOR;

/** Reads Mistral's lists as soon as possible. */
export function syncSoon(unit: Unit): void {
  if (unit.context.mistral !== null) enqueue(unit, { kind: "sync" }, "sync", { collapse: true });
}

/**
 * Plans the next look: often while something is Pending or warming up, never in step with other deployments, and not
 * before `wait` ms have passed.
 */
export function planSync(unit: Unit, wait = 0): void {
  const { tx, now, context } = unit;
  if (context.mistral === null) return;
  const setup = tx.setup.load();
  const { sending, pending } = tx.invitations.count();
  const busy = sending + pending > 0 || isWarmingUp(setup?.billing ?? null, now);
  const pause = Math.max(wait, context.syncMs * (busy ? 1 : IDLE_FACTOR) * (0.9 + 0.2 * context.random()));
  enqueue(unit, { kind: "sync" }, "sync", { dueAt: Math.round(now + pause), collapse: true });
}

/** Plans the next try of the ordinary key, until one is known to work. */
export function planProbe(unit: Unit, dueAt: number): void {
  if (unit.context.probe === null) return;
  enqueue(unit, { kind: "probe" }, "probe", { dueAt, collapse: true });
}

const DAY_MS = 24 * 3_600_000;

/** Once a day what is long over is forgotten. */
export function planPruning(unit: Unit, wait = DAY_MS): void {
  enqueue(unit, { kind: "prune" }, "prune", { dueAt: unit.now + wait, collapse: true });
}
