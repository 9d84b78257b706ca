import type { Account, PersonId } from "../../domain/accounts/person.ts";
import { refuse } from "../../domain/refusal.ts";
import { DEFAULTS, type Settings } from "../../domain/setup/settings.ts";
import { handStep, isWarmingUp, namedApproversOf, startSetup } from "../../domain/setup/setup.ts";
import { handedWords } from "../../view/alerts/reach.ts";
import { untilMinute } from "../../view/core/reader.ts";
import {
  billingForm,
  handForm,
  organizationForm,
  startForm,
  verifyForm,
} from "../../view/setup/step-forms.ts";
import { lookAtAccounts } from "../accounts/look-at-accounts.ts";
import { endAlerts } from "../alerts/alerts.ts";
import { planDrift } from "../alerts/drift.ts";
import { type ActorUnit, lookSoon, messengerOf, modeOf } from "../core/context.ts";
import { announce, enqueue, record } from "../core/effects.ts";
import { asking, FieldErrors, type FormHandler } from "../core/form-handler.ts";
import { answersTo, saidTo } from "../core/replies.ts";
import { mayStart, requireOwner, requireStep } from "../core/rights.ts";
import { releaseWaiting } from "../invitations/transition-invitations.ts";
import { askHelper, welcomeApprovers } from "../requests/reminders.ts";
import { handTasks } from "../tasks/tasks.ts";
import { checklist, wentOn } from "./overview.ts";
import { planWarm } from "./payment.ts";
import { close, saveSetup } from "./progress.ts";

export const organization: FormHandler<"organization"> = (unit) => {
  const setup = requireStep(unit, "organization");
  return asking(organizationForm(unit.reader, { setup }), ({ name }) => {
    saveSetup(unit, setup, { ...setup, organization: name });
    record(unit, unit.me, "organization.named", "setup");
    close(unit, "organization", "done", unit.ownEvidence);
    return wentOn(unit, saidTo(unit).organization);
  });
};

export const billing: FormHandler<"billing"> = (unit) => {
  const { now, me, context, reader } = unit;
  const setup = requireStep(unit, "billing");
  const warmupMinutes = Math.ceil(context.warmupMs / 60_000);
  return asking(billingForm(reader, { setup, warmupMinutes }), ({ means, plan, monthlyLimit }) => {
    const known = setup.billing;
    // Whoever adds the details to what Mistral's audit log showed begins nothing anew; any other word begins a warm-up.
    const warmUntil = known?.confirmedBy === null ? known.warmUntil : now + context.warmupMs;
    const paid = { means, plan, monthlyLimit, confirmedBy: me, confirmedAt: now, warmUntil };
    saveSetup(unit, setup, { ...setup, billing: paid });
    record(unit, me, "billing.confirmed", "billing", { means, plan, monthlyLimit });
    close(unit, "billing", "done", unit.ownEvidence);
    endAlerts(unit, "payment-removed");
    if (isWarmingUp(paid, now)) planWarm(unit, paid);
    // From now on people invite: who is a Member already has to be known by then.
    lookSoon(unit, "people");
    const changed = monthlyLimit !== (known?.monthlyLimit ?? null);
    if (modeOf(context) === "automatic" && changed) enqueue(unit, { kind: "set-limit" }, `limit:${now}`);
    releaseWaiting(unit, me);
    const { billingFree, billingDone } = saidTo(unit);
    const by = isWarmingUp(paid, now) ? untilMinute(reader, warmUntil) : null;
    return wentOn(unit, plan === "free" ? billingFree : billingDone(by));
  });
};

export const verify: FormHandler<"verify"> = (unit) => {
  const { context, now, reader } = unit;
  const setup = requireStep(unit, "verify");
  const counts = unit.tx.invitations.count();
  const form = verifyForm(reader, { setup, counts, mode: modeOf(context), now });
  const opened = asking(form, ({ keyWorks }) => {
    if (!keyWorks) return wentOn(unit, saidTo(unit).verifyNotYet, "verify");
    if (counts.active === 0) throw new FieldErrors({ keyWorks: answersTo(unit).nobodyActive });
    saveSetup(unit, setup, { ...setup, keyWorks: setup.keyWorks ?? unit.ownEvidence });
    close(unit, "verify", "done", unit.ownEvidence);
    return wentOn(unit, saidTo(unit).saved);
  });
  return { ...opened, begin: () => lookSoon(unit, "people", "key") };
};

export const hand: FormHandler<"hand"> = (unit, { step }) => {
  const setup = requireOwner(unit);
  const { reader, me } = unit;
  return asking(handForm(reader, { step }), ({ person }) => {
    const [helper] = membersOf(unit, [person], "person");
    if (helper === undefined) throw refuse("gone");
    if (helper === me) throw new FieldErrors({ person: reader.strings.answers.handToOther });
    saveSetup(unit, setup, handStep(setup, step, helper));
    record(unit, me, "step.handed", `step:${step}`, { to: helper });
    askHelper(unit, step, helper);
    handTasks(unit, step, helper);
    return wentOn(unit, handedWords(reader, helper));
  });
};

export const start: FormHandler<"start"> = (unit) => {
  const { tx, now, me, reader } = unit;
  if (tx.setup.load() !== null) throw refuse("already_started");
  if (!mayStart(unit)) throw refuse("may_not_start");
  return asking(startForm(reader), ({ approvals, news, approvers }) => {
    const { platform } = unit.actor.account;
    const settings: Settings = {
      approvers: membersOf(unit, approvers, "approvers"),
      approvals: approvals === null ? [] : [{ platform, channel: approvals }],
      news: news === null ? [] : [{ platform, channel: news, level: "everything" }],
      ...{ feed: [], domains: [], seats: [], language: reader.locale },
      ...DEFAULTS,
    };
    const setup = startSetup(me, settings, now);
    tx.setup.save(setup);
    welcomeApprovers(unit, settings.approvers);
    lookAtAccounts(unit, namedApproversOf(setup));
    record(unit, me, "setup.started", "setup", { added: settings.approvers.join(" ") });
    // Where the checklist that answers this stays and follows, the owner needs no second one beside it.
    const staysHere = messengerOf(unit.context, platform)?.home === "message";
    if (news !== null || !staysHere) announce(unit, { kind: "setup" });
    lookSoon(unit, "people");
    planDrift(unit);
    return checklist(unit);
  });
};

export function membersOf(unit: ActorUnit, accounts: readonly string[], field: string): PersonId[] {
  const { tx, reader } = unit;
  const { platform } = unit.actor.account;
  const people = accounts.map((account) => tx.people.byAccount(platform, account));
  const isMember = (account: Account) => account.platform === platform && account.standing === "member";
  const others = people.filter((person) => person?.accounts.some(isMember) !== true);
  if (others.length > 0) {
    const names = others.map((person) => person?.name ?? reader.strings.someone);
    throw new FieldErrors({ [field]: answersTo(unit).notAMember(names.join(reader.strings.comma)) });
  }
  return people.flatMap((person) => person?.id ?? []);
}
