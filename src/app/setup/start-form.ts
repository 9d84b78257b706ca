import type { Person, PersonId } from "../../domain/accounts/person.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Settings } from "../../domain/setup/settings.ts";
import { startSetup } from "../../domain/setup/setup.ts";
import { startForm, startSchema } from "../../view/setup/start-form.ts";
import type { Caller } from "../core/app.ts";
import { type ActorUnit, messengerOf } from "../core/context.ts";
import { announce, record } from "../core/outgoing.ts";
import { mayStart } from "../core/rights.ts";
import { FieldErrors, type FormHandler, form } from "../forms/form-handler.ts";
import { welcomeApprovers } from "../requests/make-request.ts";
import { planDrift, syncSoon } from "../worker/schedule.ts";
import { answersTo, checklist } from "./overview.ts";

function requireMayStart(unit: ActorUnit): void {
  if (unit.tx.setup.load() !== null) throw refuse("already_started");
  if (!mayStart(unit)) throw refuse("may_not_start");
}

export const start: FormHandler<"start"> = form({
  people: "approvers",
  picked: ["approvals", "news", "approvers"],
  may: requireMayStart,
  draw: ({ reader }) => startForm(reader, {}),
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
      workspaceAdmin: null,
    };
    const setup = startSetup(actor.person.id, settings, now);
    tx.setup.save(setup);
    welcomeApprovers(unit, setup, settings.approvers);
    record(unit, actor.person.id, "setup.started", "setup", { added: settings.approvers.join(" ") });
    // Where the checklist that answers this stays and follows, the owner needs no second one beside it.
    const staysHere = messengerOf(unit.context, caller.platform)?.home === "message";
    if (news !== null || !staysHere) announce(unit, { kind: "setup" }, "milestone");
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
