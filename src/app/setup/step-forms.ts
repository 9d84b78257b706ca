import type { Person, PersonId } from "../../domain/accounts/person.ts";
import { confirmed } from "../../domain/evidence.ts";
import { refuse } from "../../domain/refusal.ts";
import { handStep, isWarmingUp, type Settings, type Setup, startSetup } from "../../domain/setup/setup.ts";
import { handedWords } from "../../view/alerts/reach.ts";
import {
  billingForm,
  billingSchema,
  handForm,
  handSchema,
  organizationForm,
  organizationSchema,
  startForm,
  startSchema,
  verifyForm,
  verifySchema,
} from "../../view/setup/step-forms.ts";
import { endAlerts } from "../alerts/alerts.ts";
import type { Caller } from "../core/app.ts";
import { type ActorUnit, messengerOf, modeOf, type Unit } from "../core/context.ts";
import { announce, enqueue, record, tell } from "../core/outgoing.ts";
import { mayStart, requireOwner, requireStep } from "../core/rights.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { releaseWaiting } from "../invitations/transition-invitations.ts";
import { planReminders, welcomeApprovers } from "../requests/reminders.ts";
import { handTasks } from "../tasks/tasks.ts";
import { planDrift, probeSoon, syncSoon } from "../worker/job-handler.ts";
import { answersTo, checklist, saidTo, wentOn } from "./overview.ts";
import { planWarm } from "./payment.ts";
import { close, saveSetup } from "./progress.ts";

export const organization: FormHandler<"organization"> = form({
  texts: ["name"],
  may: (unit) => requireStep(unit, "organization"),
  draw: ({ reader }, setup) => organizationForm(reader, { setup }),
  schema: organizationSchema,
  save: (unit, setup, { name }) => {
    const me = unit.actor.person.id;
    saveSetup(unit, setup, { ...setup, organization: name });
    record(unit, me, "organization.named", "setup");
    close(unit, "organization", "done", confirmed(me, unit.now));
    return wentOn(unit, saidTo(unit).saved);
  },
});

const minutes = (ms: number): number => Math.ceil(ms / 60_000);

export const billing: FormHandler<"billing"> = form({
  may: (unit) => requireStep(unit, "billing"),
  draw: ({ reader, context }, setup) =>
    billingForm(reader, { setup, warmupMinutes: minutes(context.warmupMs) }),
  schema: billingSchema,
  save: (unit, setup, { means, plan, monthlyLimit }) => {
    const { now, actor, context } = unit;
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
    const { billingFree, billingDone } = saidTo(unit);
    return wentOn(unit, plan === "free" ? billingFree : billingDone(minutes(context.warmupMs)));
  },
});

/** Whoever adds the details to what Mistral's audit log showed begins nothing anew; any other word begins a warm-up. */
const warmUntil = ({ now, context }: Unit, { billing: known }: Setup): number =>
  known?.confirmedBy === null ? known.warmUntil : now + context.warmupMs;

export const verify: FormHandler<"verify"> = form({
  may: (unit) => requireStep(unit, "verify"),
  draw: ({ tx, reader, context, now }, setup) =>
    verifyForm(reader, { setup, counts: tx.invitations.count(), mode: modeOf(context), now }),
  opened: (unit) => {
    syncSoon(unit);
    probeSoon(unit);
  },
  schema: verifySchema,
  save: (unit, setup, { keyWorks }) => {
    if (!keyWorks) return wentOn(unit, saidTo(unit).verifyNotYet, "verify");
    if (unit.tx.invitations.count().active === 0)
      throw new FieldErrors({ keyWorks: answersTo(unit).nobodyActive });
    const word = confirmed(unit.actor.person.id, unit.now);
    saveSetup(unit, setup, { ...setup, keyWorks: setup.keyWorks ?? word });
    close(unit, "verify", "done", word);
    return wentOn(unit, saidTo(unit).saved);
  },
});

/** The owner hands a step to somebody, who may then confirm that step and only that one. */
export const hand: FormHandler<"hand"> = form({
  people: "person",
  picked: ["person"],
  may: requireOwner,
  draw: ({ reader }, _setup, { step }) => handForm(reader, { step }),
  schema: handSchema,
  save: (unit, setup, { person }, { step }, caller) => {
    const { reader, now } = unit;
    const me = unit.actor.person.id;
    const [helper] = membersOf(unit, caller, [person], "person");
    if (helper === undefined) throw refuse("gone");
    if (helper === me) throw new FieldErrors({ person: reader.strings.answers.handToOther });
    saveSetup(unit, setup, handStep(setup, step, helper));
    record(unit, me, "step.handed", `step:${step}`, { to: helper });
    tell(unit, helper, { kind: "helper", step, at: now });
    planReminders(unit, { step, since: now }, [helper]);
    handTasks(unit, step, helper);
    return wentOn(unit, handedWords(reader, helper));
  },
});

function requireMayStart(unit: ActorUnit): void {
  if (unit.tx.setup.load() !== null) throw refuse("already_started");
  if (!mayStart(unit)) throw refuse("may_not_start");
}

export const start: FormHandler<"start"> = form({
  people: "approvers",
  picked: ["approvals", "news", "approvers"],
  may: requireMayStart,
  draw: ({ reader }) => startForm(reader),
  schema: startSchema,
  save: (unit, _about, { approvals, news, approvers }, _ref, caller) => {
    const { tx, now, actor, reader } = unit;
    const settings: Settings = {
      approvers: membersOf(unit, caller, approvers, "approvers"),
      approvals: placesOf(caller, approvals),
      news: placesOf(caller, news).map((place) => ({ ...place, level: "everything" })),
      domains: [],
      seats: [],
      language: reader.locale,
      feed: [],
      reminders: true,
      remindAfter: 4,
      adminNeedsTwo: false,
    };
    const setup = startSetup(actor.person.id, settings, now);
    tx.setup.save(setup);
    welcomeApprovers(unit, setup, settings.approvers);
    record(unit, actor.person.id, "setup.started", "setup", { added: settings.approvers.join(" ") });
    // Where the checklist that answers this stays and follows, the owner needs no second one beside it.
    const staysHere = messengerOf(unit.context, caller.platform)?.home === "message";
    if (news !== null || !staysHere) announce(unit, { kind: "setup" });
    syncSoon(unit);
    planDrift(unit);
    return checklist(unit);
  },
});

export const placesOf = ({ platform }: Caller, channel: string | null) =>
  channel === null ? [] : [{ platform, channel }];

/** The people behind the accounts chosen in a field, where only members of this chat workspace will do. */
export function membersOf(
  unit: ActorUnit,
  caller: Caller,
  accounts: readonly string[],
  field: string,
): PersonId[] {
  const { tx, reader } = unit;
  const people = accounts.map((account) => tx.people.byAccount(caller.platform, account));
  const others = people.filter((person) => person === null || !isMemberIn(person, caller));
  if (others.length > 0) {
    const names = others.map((person) => person?.name ?? reader.strings.someone);
    throw new FieldErrors({ [field]: answersTo(unit).notAMember(names.join(reader.strings.comma)) });
  }
  return people.flatMap((person) => person?.id ?? []);
}

const isMemberIn = ({ accounts }: Person, { platform }: Caller): boolean =>
  accounts.some((account) => account.platform === platform && account.standing === "member");
