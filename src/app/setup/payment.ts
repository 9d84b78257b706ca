import { confirmed, verified } from "../../domain/evidence.ts";
import { type Billing, isNews, type Setup, undoStep } from "../../domain/setup/setup.ts";
import { endAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import { lookSoon, type Unit } from "../core/context.ts";
import { enqueue, record } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { releaseWaiting } from "../invitations/transition-invitations.ts";
import { close, saveSetup } from "./progress.ts";

export function planWarm(unit: Unit, { confirmedAt, warmUntil }: Billing): void {
  const options = { dueAt: Math.max(unit.now, warmUntil), group: `warm:${confirmedAt}` };
  enqueue(unit, { kind: "warm", confirmedAt }, `warm:${confirmedAt}:${warmUntil}`, options);
}

/** Mistral's audit log has it. A further one changes nothing. */
export function paymentAdded(unit: Unit, at: number): void {
  const setup = requireStarted(unit);
  const evidence = verified("audit", at);
  endAlerts(unit, "payment-removed");
  const { state, evidence: known } = setup.steps.billing;
  if (!isNews(setup.steps.billing, evidence) || (state === "done" && known?.kind === "verified")) return;
  const billing = billingAfter(unit, setup, at);
  saveSetup(unit, setup, { ...setup, billing });
  planWarm(unit, billing);
  close(unit, "billing", "done", evidence);
  lookSoon(unit, "people");
  releaseWaiting(unit, "mistral");
}

function billingAfter({ now, context }: Unit, { billing, steps }: Setup, at: number): Billing {
  // Mistral's clock may be ahead of ours.
  const warmUntil = Math.min(at, now) + context.warmupMs;
  // Somebody confirmed it before it was there.
  if (billing !== null && steps.billing.state !== "open")
    return { ...billing, warmUntil: Math.max(warmUntil, billing.warmUntil) };
  const details = billing ?? { means: null, plan: null, monthlyLimit: null };
  return { ...details, confirmedBy: null, confirmedAt: at, warmUntil };
}

/** Whether there is another nobody can know: the step opens again and the owner is asked. A confirmation since then stands. */
export function paymentRemoved(unit: Unit, at: number): void {
  const setup = requireStarted(unit);
  const { billing, steps } = setup;
  const step = steps.billing;
  if (step.state !== "done" || (step.evidence?.at ?? at) >= at) return;
  if (billing !== null && billing.confirmedBy !== null && billing.confirmedAt >= at) {
    const theirs = confirmed(billing.confirmedBy, billing.confirmedAt);
    saveSetup(unit, setup, { ...setup, steps: { ...steps, billing: { ...step, evidence: theirs } } });
    return;
  }
  record(unit, "mistral", "step.reopened", "step:billing");
  saveSetup(unit, setup, { ...undoStep(setup, "billing"), billing: billing?.plan == null ? null : billing });
  tellAlert(unit, raise(unit, { kind: "payment-removed" }, at));
}
