import { confirmed, type Evidence, verified } from "../../domain/evidence.ts";
import { type Billing, isNews, type Setup, undoStep } from "../../domain/setup/setup.ts";
import { endAlerts, raise, tellAlert } from "../alerts/alerts.ts";
import type { Unit } from "../core/context.ts";
import { enqueue, record } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { releaseWaiting } from "../invitations/transition-invitations.ts";
import { syncSoon } from "../worker/schedule.ts";
import { close, saveSetup } from "./progress.ts";

/** Says it when billing has warmed up. */
export function planWarm(unit: Unit, { confirmedAt, warmUntil }: Billing): void {
  const options = { dueAt: Math.max(unit.now, warmUntil), group: `warm:${confirmedAt}` };
  enqueue(unit, { kind: "warm", confirmedAt }, `warm:${confirmedAt}:${warmUntil}`, options);
}

/** Mistral's audit log has it. `known`: another one was proven before, so nothing warms up anew. */
export function paymentAdded(unit: Unit, at: number, known: boolean): void {
  const setup = requireStarted(unit);
  const evidence = verified("audit", at);
  endAlerts(unit, "payment-removed");
  if (!isNews(setup.steps.billing, evidence)) return;
  const billing = billingAfter(unit, setup, at, known);
  if (billing !== setup.billing) {
    saveSetup(unit, setup, { ...setup, billing });
    planWarm(unit, billing);
  }
  close(unit, "billing", "done", evidence);
  syncSoon(unit);
  releaseWaiting(unit, "mistral");
}

function billingAfter(unit: Unit, { billing, steps }: Setup, at: number, known: boolean): Billing {
  // Mistral's clock may be ahead of ours.
  const warmUntil = Math.min(at, unit.now) + unit.context.warmupMs;
  const details = billing ?? { means: null, plan: null, monthlyLimit: null };
  // Nobody's word stands for it any more, or never did.
  if (billing === null || steps.billing.state === "open")
    return { ...details, confirmedBy: null, confirmedAt: at, warmUntil };
  // Somebody confirmed it before it was there.
  return known || warmUntil <= billing.warmUntil ? billing : { ...billing, warmUntil };
}

/** What a person has confirmed since then. */
function wordSince({ billing }: Setup, at: number): Evidence | null {
  if (billing === null || billing.confirmedBy === null || billing.confirmedAt < at) return null;
  return confirmed(billing.confirmedBy, billing.confirmedAt);
}

/**
 * One that Mistral's audit log showed is gone. Whether there is another nobody can know, so the step is open again and the
 * owner is asked. What was confirmed since then stands.
 */
export function paymentRemoved(unit: Unit, at: number): void {
  const setup = requireStarted(unit);
  const step = setup.steps.billing;
  if (step.state !== "done" || (step.evidence?.at ?? at) >= at) return;
  const word = wordSince(setup, at);
  if (word !== null) {
    const steps = { ...setup.steps, billing: { ...step, evidence: word } };
    saveSetup(unit, setup, { ...setup, steps });
    return;
  }
  const billing = setup.billing?.plan === null ? null : setup.billing;
  record(unit, "mistral", "step.reopened", "step:billing");
  saveSetup(unit, setup, { ...undoStep(setup, "billing"), billing });
  tellAlert(unit, raise(unit, { kind: "payment-removed" }, at));
}
