import type { Person, PersonId } from "../../domain/person.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Settings } from "../../domain/settings.ts";
import { startSetup } from "../../domain/setup.ts";
import { startForm, startSchema } from "../../view/forms/start.ts";
import type { Caller } from "../app.ts";
import { type ActorUnit, messengerOf } from "../context.ts";
import { welcomeApprovers } from "../make-request.ts";
import { announce, record } from "../outgoing.ts";
import { answersTo, checklist } from "../overview.ts";
import { mayStart } from "../rights.ts";
import { planDrift, syncSoon } from "../schedule.ts";
import { FieldErrors, type FormHandler, form } from "./form-handler.ts";

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
