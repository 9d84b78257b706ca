import type { Job } from "../domain/job.ts";
import type { KeyRefusal } from "../domain/observed.ts";
import { AppError } from "../errors.ts";
import type { Unit } from "./context.ts";
import { refresh, tell } from "./outgoing.ts";
import { saveSetup } from "./progress.ts";

/** Mistral does not let the Admin API key in: nothing was done, and nothing will be until somebody mends it. */
export const isKeyRefused = (error: unknown): boolean =>
  error instanceof AppError && error.code === "unauthorized" && error.detail === "key_refused";

/** Jobs that need the Admin API key. */
const WITH_KEY: readonly Job["kind"][] = [
  "invite",
  "take-back",
  "set-role",
  "set-member-role",
  "remove",
  "remove-member",
  "create-workspace",
  "set-limit",
];

type Caller = Job["kind"] | "people";

/**
 * The owner hears of it once. The members list says from then on whether the key is let in; where it was never refused
 * there, the kind of job that met it does.
 */
export function noteKeyRefused(unit: Unit, by: Caller): void {
  const refusal = unit.tx.setup.load()?.observed.adminKey ?? null;
  if (refusal !== null && refusal.until === null) {
    if (by === "people" && refusal.by !== by) saveRefusal(unit, { ...refusal, by });
    return;
  }
  unit.context.log.warn({ by }, "Mistral refuses MISTRAL_ADMIN_API_KEY");
  const owner = saveRefusal(unit, { since: unit.now, by, until: null });
  if (owner !== null) tell(unit, owner, `admin-key:${unit.now}`);
}

/** It was let in for this; said once, where a refusal was said before. */
export function noteKeyLetIn(unit: Unit, by: Caller): void {
  if (by !== "people" && !WITH_KEY.includes(by)) return;
  const refusal = unit.tx.setup.load()?.observed.adminKey ?? null;
  if (refusal === null || refusal.until !== null || refusal.by !== by) return;
  const owner = saveRefusal(unit, { ...refusal, until: unit.now });
  refresh(unit, `admin-key:${refusal.since}`);
  if (owner !== null) tell(unit, owner, `admin-key:${refusal.since}.again`);
}

function saveRefusal(unit: Unit, adminKey: KeyRefusal): string | null {
  const setup = unit.tx.setup.load();
  if (setup === null) return null;
  saveSetup(unit, setup, { ...setup, observed: { ...setup.observed, adminKey } });
  return setup.owner;
}
