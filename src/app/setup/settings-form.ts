import { isDeepStrictEqual } from "node:util";
import {
  hearAsOne,
  isSamePlace,
  type Person,
  type PersonId,
  type Place,
  type Platform,
} from "../../domain/accounts/person.ts";
import { ofKind } from "../../domain/alert.ts";
import { escalationTo } from "../../domain/approvals/escalation.ts";
import { REMIND_AFTER_HOURS, type Settings } from "../../domain/setup/settings.ts";
import { approversOf, type Setup } from "../../domain/setup/setup.ts";
import { escalateAfter } from "../../view/approvals/escalation.ts";
import { settingsForm } from "../../view/setup/settings-form.ts";
import { languageOf, localeIn } from "../../view/strings/index.ts";
import { forgetClosedPlaces, isInUse, placeOpened } from "../alerts/alerts.ts";
import { endVoidAbsences } from "../approvals/absences.ts";
import { groupChoice, groupsFor, requireGroups } from "../approvals/group-choice.ts";
import { lookAtGroups, noteUses } from "../approvals/groups.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { post, record, updateCopy } from "../core/effects.ts";
import { asking, FieldErrors, type FormHandler, marksOf, onTopOf } from "../core/form-handler.ts";
import { saidTo, told } from "../core/replies.ts";
import { requireOwner } from "../core/rights.ts";
import { planEscalations, welcomeApprovers } from "../requests/reminders.ts";
import { rescueTasks } from "../tasks/tasks.ts";
import { saveSetup } from "./progress.ts";
import { membersOf } from "./step-forms.ts";

/** The accounts that can be chosen: one that is gone is refused by its platform's picker. */
const present = ({ accounts }: Person) => accounts.filter(({ standing }) => standing !== "gone");

const idOn = (platform: Platform) => (person: Person) =>
  present(person).findLast((account) => account.platform === platform)?.id ?? [];

/** Whether a platform's picker cannot show them: they are on the other one alone, and have not left it. */
const isUnseenOn = (platform: Platform) => (person: Person) =>
  present(person).length > 0 && present(person).every((account) => account.platform !== platform);

/** Those that cannot be shown stay, but the same human is taken out on both platforms. */
export function peopleAfter(before: readonly Person[], chosen: readonly PersonId[], platform: Platform) {
  const hidden = before.filter(isUnseenOn(platform));
  const out = before.filter((one) => !chosen.includes(one.id) && !hidden.includes(one));
  const kept = hidden.filter((person) => !out.some((one) => hearAsOne(one, person)));
  return [...new Set([...kept.map(({ id }) => id), ...chosen])];
}

/** The channel of the caller's platform is set here; that of the other platform stays as it is. */
const placesAfter = <P extends Place>(
  before: readonly P[],
  platform: Platform,
  channel: string | null,
  more: Omit<P, keyof Place>,
): P[] => [
  ...before.filter((place) => place.platform !== platform),
  ...(channel === null ? [] : [{ platform, channel, ...more } as P]),
];

export const settings: FormHandler<"settings"> = (unit, { seen }) => {
  const setup = requireOwner(unit);
  const { platform } = unit.actor.account;
  const mode = modeOf(unit.context);
  const before = setup.settings;
  const known = (ids: readonly PersonId[]) => ids.flatMap((id) => unit.tx.people.get(id) ?? []);
  const [approversBefore, alternatesBefore] = [known(before.approvers), known(before.escalation.to)];
  const groups = groupChoice(unit, platform);
  const here = <P extends Place>(places: readonly P[]) => places.find((place) => place.platform === platform);
  const shown = {
    approvals: here(before.approvals)?.channel ?? null,
    news: here(before.news)?.channel ?? null,
    feed: mode === "automatic" ? (here(before.feed)?.channel ?? null) : null,
    level: here(before.news)?.level ?? "everything",
    approvers: approversBefore.flatMap(idOn(platform)),
    alternates: alternatesBefore.flatMap(idOn(platform)),
    groups: [...groups.chosen],
    askedGroups: [...groups.asked],
    escalate: `${before.escalation.after ?? "never"}`,
    domains: [...before.domains],
    seats: [...before.seats],
    reminders: before.reminders,
    language: languageOf(before.language),
    after: `${before.remindAfter}`,
    review: before.review,
    second: before.adminNeedsTwo,
  };
  const all = [...new Set([...approversBefore, ...alternatesBefore])];
  const others = all.filter(isUnseenOn(platform)).map(({ id }) => id);
  const workspaces = unit.tx.workspaces.all().filter(({ state }) => state === "created");
  const facts = {
    workspaces,
    setup,
    mode,
    platform,
    shown,
    others,
    groups,
    seen: marksOf(shown),
    now: unit.now,
  };
  const form = settingsForm(unit.reader, facts);
  return asking(form, (typed) => {
    const input = onTopOf(unit, shown, typed, seen);
    const chosen = membersOf(unit, input.approvers, "approvers");
    const asked = membersOf(unit, input.alternates, "alternates");
    const isChanged =
      input.escalate !== shown.escalate || !isDeepStrictEqual(input.alternates, shown.alternates);
    const { groups: approving, askedGroups } = input;
    requireGroups(unit, before.groups, [...new Set([...approving, ...askedGroups])], "groups");
    const uses = { chosen: approving, asked: askedGroups };
    const groupsNow = groupsFor(unit, before.groups, before.rules, uses);
    const hasGroup = groupsNow.some((group) => group.asked);
    const after = escalateAfter(input.escalate);
    const alternates = peopleAfter(alternatesBefore, asked, platform);
    // Of a Workspace with approvers of its own, others than these are asked in any case.
    const isOther = (person: PersonId) =>
      before.workspaceApprovers.length > 0 || (person !== setup.owner && !chosen.includes(person));
    // They may have left since, which is no reason to refuse everything else.
    if (isChanged && after !== null && !hasGroup && !alternates.some(isOther))
      throw new FieldErrors({ alternates: unit.reader.strings.escalation.nobody });
    const { level, domains, seats, reminders } = input;
    // A channel that was chosen before goes on; one that is new begins now.
    const goesOn = mode === "guided" || input.feed === shown.feed;
    const changed: Settings = {
      approvers: peopleAfter(approversBefore, chosen, platform),
      groups: groupsNow,
      approvals: placesAfter(before.approvals, platform, input.approvals, {}),
      news: placesAfter(before.news, platform, input.news, { level }),
      feed: goesOn ? before.feed : placesAfter(before.feed, platform, input.feed, { since: unit.now }),
      ...{ domains, seats, reminders, adminNeedsTwo: input.second },
      ...{ absences: before.absences, rules: before.rules, workspaceApprovers: before.workspaceApprovers },
      escalation: escalationTo(after, alternates, groupsNow),
      language: localeIn(input.language, before.language),
      review: input.review ?? before.review,
      remindAfter: REMIND_AFTER_HOURS.find((hours) => `${hours}` === input.after) ?? before.remindAfter,
    };
    const changedSetup = { ...setup, settings: changed };
    saveSetup(unit, setup, changedSetup);
    record(unit, unit.me, "settings.changed", "settings", {
      approvers: changed.approvers.length,
      ...{ domains: domains.length, level, adminNeedsTwo: input.second },
      // Who could decide at which time is part of who did what.
      added: missingIn(before.approvers, changed.approvers),
      removed: missingIn(changed.approvers, before.approvers),
      alternates: missingIn(before.escalation.to, changed.escalation.to),
      noAlternates: missingIn(changed.escalation.to, before.escalation.to),
      escalate: changed.escalation.after,
      groups: changed.groups.flatMap(({ id, approves }) => (approves ? id : [])).join(" "),
      askedGroups: changed.groups.flatMap(({ id, asked: isAsked }) => (isAsked ? id : [])).join(" "),
      allowed: domains.join(" "),
      language: changed.language,
      review: changed.review,
      reminders: reminders ? changed.remindAfter : null,
    });
    rescueTasks(unit);
    noteUses(unit, before.groups);
    lookAtGroups(unit, platform);
    endVoidAbsences(unit);
    const approved = approversOf(setup);
    const added = changed.approvers.filter((person) => !approved.includes(person));
    welcomeApprovers(unit, added);
    planEscalations(unit);
    greetChannels(unit, platform, before, changedSetup);
    if (changed.language !== before.language)
      for (const copy of unit.tx.posted.readBy(null)) updateCopy(unit, copy);
    return told(unit, saidTo(unit).saved);
  });
};

const missingIn = (before: readonly PersonId[], after: readonly PersonId[]): string =>
  after.filter((id) => !before.includes(id)).join(" ");

function greetChannels(unit: ActorUnit, here: Platform, before: Settings, setup: Setup): void {
  const { tx } = unit;
  for (const place of ofKind(tx.alerts.open(), "closed"))
    if (place.platform === here && isInUse(setup, place)) placeOpened(unit, place);
  forgetClosedPlaces(unit);
  const added = <P extends Place>(places: readonly Place[], now: readonly P[]) =>
    now.filter((place) => !places.some(isSamePlace(place)));
  for (const { platform, channel, level } of added(before.news, setup.settings.news))
    if (level !== "nothing") post(unit, { kind: "setup" }, { place: { platform, channel } });
  for (const { id } of tx.requests.open())
    for (const place of added(before.approvals, setup.settings.approvals))
      post(unit, { kind: "request", request: id }, { place });
}
