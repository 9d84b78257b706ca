import type { Account, PersonId, Platform } from "../../domain/accounts/person.ts";
import type { FormValues } from "../../domain/action.ts";
import { refuse } from "../../domain/refusal.ts";
import { handStep, isWarmingUp, type Settings, startSetup } from "../../domain/setup/setup.ts";
import { within } from "../../lib/timing.ts";
import { whyClosed } from "../../view/alerts/alert-cards.ts";
import { handedWords } from "../../view/alerts/reach.ts";
import type { Reader } from "../../view/core/reader.ts";
import type { Form } from "../../view/core/view.ts";
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
import { planDrift } from "../alerts/drift.ts";
import type { Caller } from "../core/app.ts";
import { type ActorUnit, type Context, lookSoon, messengerOf, modeOf } from "../core/context.ts";
import { announce, enqueue, mayStart, record, requireOwner, requireStep, tell } from "../core/handler.ts";
import { FieldErrors, type FormHandler, form, listOf } from "../forms/form-handler.ts";
import { releaseWaiting } from "../invitations/transition-invitations.ts";
import { planReminders, welcomeApprovers } from "../requests/reminders.ts";
import { handTasks } from "../tasks/tasks.ts";
import { answersTo, checklist, saidTo, wentOn } from "./overview.ts";
import { planWarm } from "./payment.ts";
import { close, saveSetup } from "./progress.ts";

export const organization: FormHandler<"organization"> = form({
  texts: ["name"],
  may: (unit) => requireStep(unit, "organization"),
  draw: ({ reader }, setup) => organizationForm(reader, { setup }),
  schema: organizationSchema,
  save: (unit, setup, { name }) => {
    saveSetup(unit, setup, { ...setup, organization: name });
    record(unit, unit.me, "organization.named", "setup");
    close(unit, "organization", "done", unit.word);
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
    const { now, me, context } = unit;
    const known = setup.billing;
    // Whoever adds the details to what Mistral's audit log showed begins nothing anew; any other word begins a warm-up.
    const warmUntil = known?.confirmedBy === null ? known.warmUntil : now + context.warmupMs;
    const paid = { means, plan, monthlyLimit, confirmedBy: me, confirmedAt: now, warmUntil };
    saveSetup(unit, setup, { ...setup, billing: paid });
    record(unit, me, "billing.confirmed", "billing", { means, plan, monthlyLimit });
    close(unit, "billing", "done", unit.word);
    endAlerts(unit, "payment-removed");
    if (isWarmingUp(paid, now)) planWarm(unit, paid);
    // From now on people invite: who is a Member already has to be known by then.
    lookSoon(unit, "people");
    const changed = monthlyLimit !== (known?.monthlyLimit ?? null);
    if (modeOf(context) === "automatic" && changed) enqueue(unit, { kind: "set-limit" }, `limit:${now}`);
    releaseWaiting(unit, me);
    const { billingFree, billingDone } = saidTo(unit);
    return wentOn(unit, plan === "free" ? billingFree : billingDone(minutes(context.warmupMs)));
  },
});

export const verify: FormHandler<"verify"> = form({
  may: (unit) => requireStep(unit, "verify"),
  draw: ({ tx, reader, context, now }, setup) =>
    verifyForm(reader, { setup, counts: tx.invitations.count(), mode: modeOf(context), now }),
  opened: (unit) => lookSoon(unit, "people", "key"),
  schema: verifySchema,
  save: (unit, setup, { keyWorks }) => {
    if (!keyWorks) return wentOn(unit, saidTo(unit).verifyNotYet, "verify");
    if (unit.tx.invitations.count().active === 0)
      throw new FieldErrors({ keyWorks: answersTo(unit).nobodyActive });
    saveSetup(unit, setup, { ...setup, keyWorks: setup.keyWorks ?? unit.word });
    close(unit, "verify", "done", unit.word);
    return wentOn(unit, saidTo(unit).saved);
  },
});

export const hand: FormHandler<"hand"> = form({
  people: "person",
  picked: ["person"],
  may: requireOwner,
  draw: ({ reader }, _setup, { step }) => handForm(reader, { step }),
  schema: handSchema,
  save: (unit, setup, { person }, { step }, caller) => {
    const { reader, now, me } = unit;
    const [helper] = membersOf(unit, caller, [person], "person");
    if (helper === undefined) throw refuse("gone");
    if (helper === me) throw new FieldErrors({ person: reader.strings.answers.handToOther });
    saveSetup(unit, setup, handStep(setup, step, helper));
    record(unit, me, "step.handed", `step:${step}`, { to: helper });
    tell(unit, helper, { kind: "helper", step, at: now });
    planReminders(unit, "helper", step, [helper]);
    handTasks(unit, step, helper);
    return wentOn(unit, handedWords(reader, helper));
  },
});

export const start: FormHandler<"start"> = form({
  people: "approvers",
  picked: ["approvals", "news", "approvers"],
  may: (unit) => {
    if (unit.tx.setup.load() !== null) throw refuse("already_started");
    if (!mayStart(unit)) throw refuse("may_not_start");
  },
  draw: ({ reader }) => startForm(reader),
  schema: startSchema,
  save: (unit, _about, { approvals, news, approvers }, _ref, caller) => {
    const { tx, now, me, reader } = unit;
    const { platform } = caller;
    const settings: Settings = {
      approvers: membersOf(unit, caller, approvers, "approvers"),
      approvals: approvals === null ? [] : [{ platform, channel: approvals }],
      news: news === null ? [] : [{ platform, channel: news, level: "everything" }],
      ...{ feed: [], domains: [], seats: [], language: reader.locale },
      ...{ reminders: true, remindAfter: 4, adminNeedsTwo: false },
    };
    const setup = startSetup(me, settings, now);
    tx.setup.save(setup);
    welcomeApprovers(unit, setup, settings.approvers);
    record(unit, me, "setup.started", "setup", { added: settings.approvers.join(" ") });
    // Where the checklist that answers this stays and follows, the owner needs no second one beside it.
    const staysHere = messengerOf(unit.context, platform)?.home === "message";
    if (news !== null || !staysHere) announce(unit, { kind: "setup" });
    lookSoon(unit, "people");
    planDrift(unit);
    return checklist(unit);
  },
});

export function membersOf(
  unit: ActorUnit,
  { platform }: Caller,
  accounts: readonly string[],
  field: string,
): PersonId[] {
  const { tx, reader } = unit;
  const people = accounts.map((account) => tx.people.byAccount(platform, account));
  const isMember = (account: Account) => account.platform === platform && account.standing === "member";
  const others = people.filter((person) => person?.accounts.some(isMember) !== true);
  if (others.length > 0) {
    const names = others.map((person) => person?.name ?? reader.strings.someone);
    throw new FieldErrors({ [field]: answersTo(unit).notAMember(names.join(reader.strings.comma)) });
  }
  return people.flatMap((person) => person?.id ?? []);
}

/** Slack waits 3 s for the answer, and more than this has to be done in them. */
const LONGEST_LOOK_MS = 1_000;

/** Refuses channels that are chosen anew and cannot be written to, at their fields. What cannot be told in time is taken. */
export async function tryChannels(
  context: Context,
  { form, reader, platform }: { form: Form; reader: Reader; platform: Platform },
  values: FormValues,
): Promise<void> {
  const chosen = form.fields.flatMap((field) => {
    const [channel] = field.kind === "channel" ? listOf(values, field.name) : [];
    const before = field.kind === "channel" ? field.initial?.[platform] : undefined;
    return channel === undefined || channel === before ? [] : [{ field: field.name, channel }];
  });
  const looks = chosen.map(async ({ field, channel }) => {
    const look = messengerOf(context, platform)?.whyClosed(channel) ?? Promise.resolve(null);
    const noteFailure = (error: unknown) => {
      context.log.warn({ error, platform, channel }, "could not tell whether the bot can write to a channel");
      return null;
    };
    const reason = await within(look.catch(noteFailure), LONGEST_LOOK_MS);
    if (reason === null || reason === "late") return [];
    const again = reader.strings.closed.again(form.submit ?? "");
    return [[field, `${whyClosed(reader, { platform, reason }, true)} ${again}`] as const];
  });
  const errors = Object.fromEntries((await Promise.all(looks)).flat());
  if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
}
