import { isWarmingUp } from "../../domain/billing.ts";
import { confirmed } from "../../domain/evidence.ts";
import { requireMayWorkOn, type Setup } from "../../domain/setup.ts";
import { billingForm, billingSchema } from "../../view/forms/billing.ts";
import { endAlerts } from "../alerts.ts";
import { modeOf, type Unit } from "../context.ts";
import { enqueue, record } from "../outgoing.ts";
import { saidTo, wentOn } from "../overview.ts";
import { planWarm } from "../payment.ts";
import { close, saveSetup } from "../progress.ts";
import { requireStarted } from "../rights.ts";
import { syncSoon } from "../schedule.ts";
import { releaseWaiting } from "../transition-invitations.ts";
import { parseForm } from "./field-errors.ts";
import type { FormHandler } from "./form-handler.ts";

export const billing: FormHandler<"billing"> = {
  open: (unit) => {
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, unit.actor, "billing");
    const warmupMinutes = Math.ceil(unit.context.warmupMs / 60_000);
    return billingForm(unit.reader, { setup, warmupMinutes });
  },
  submit: (unit, _ref, values) => {
    const { now, actor, context } = unit;
    const setup = requireStarted(unit);
    requireMayWorkOn(setup, actor, "billing");
    const { means, plan, monthlyLimit } = parseForm(billingSchema(unit.reader), values);
    const me = actor.person.id;
    const warm = { confirmedAt: now, warmUntil: warmUntil(unit, setup) };
    const paid = { means, plan, monthlyLimit, confirmedBy: me, ...warm };
    saveSetup(unit, setup, { ...setup, billing: paid });
    record(unit, me, "billing.confirmed", "billing", { means, plan, monthlyLimit });
    close(unit, "billing", "done", confirmed(me, now));
    endAlerts(unit, "payment-removed");
    if (isWarmingUp(paid, now)) planWarm(unit, paid);
    // From now on people invite: who is a Member already has to be known by then.
    syncSoon(unit);
    const changed = monthlyLimit !== (setup.billing?.monthlyLimit ?? null);
    if (modeOf(context) === "automatic" && changed) enqueue(unit, { kind: "set-limit" }, `limit:${now}`);
    releaseWaiting(unit, me);
    const minutes = Math.ceil(context.warmupMs / 60_000);
    return wentOn(unit, plan === "free" ? saidTo(unit).billingFree : saidTo(unit).billingDone(minutes));
  },
};

/** Whoever adds the details to what Mistral's audit log showed begins nothing anew; any other word begins a warm-up. */
const warmUntil = ({ now, context }: Unit, { billing }: Setup): number =>
  billing?.confirmedBy === null ? billing.warmUntil : now + context.warmupMs;
