import {
  hearAsOne,
  isSamePlace,
  type Person,
  type PersonId,
  type Place,
  type Platform,
} from "../../domain/accounts/person.ts";
import { ofKind } from "../../domain/alert.ts";
import { approversOf, type Settings, type Setup } from "../../domain/setup/setup.ts";
import { settingsForm, settingsSchema } from "../../view/setup/settings-form.ts";
import { languageOf, localeIn } from "../../view/strings/index.ts";
import { forgetClosedPlaces, isInUse, placeOpened } from "../alerts/alerts.ts";
import { type ActorUnit, modeOf, type Where } from "../core/context.ts";
import { post, record, requireOwner, updateCopy } from "../core/handler.ts";
import { type FormHandler, form, marksOf, onTopOf } from "../forms/form-handler.ts";
import { welcomeApprovers } from "../requests/reminders.ts";
import { rescueTasks } from "../tasks/tasks.ts";
import { saidTo, told } from "./overview.ts";
import { saveSetup } from "./progress.ts";
import { membersOf } from "./step-forms.ts";

const peopleOf = ({ tx }: Where, ids: readonly PersonId[]): Person[] =>
  ids.flatMap((id) => tx.people.get(id) ?? []);

/** The accounts that can be chosen: one that is gone is refused by its platform's picker. */
const idsOf = ({ accounts }: Person): Partial<Record<Platform, string>> =>
  Object.fromEntries(
    accounts.filter(({ standing }) => standing !== "gone").map(({ platform, id }) => [platform, id]),
  );

/** Whether a platform's picker cannot show them: they are on the other one alone, and have not left it. */
const isUnseenOn = (platform: Platform) => (person: Person) =>
  Object.keys(idsOf(person)).length > 0 && idsOf(person)[platform] === undefined;

/** Those that cannot be shown stay, but the same human is taken out on both platforms. */
function approversAfter(
  before: readonly Person[],
  chosen: readonly PersonId[],
  platform: Platform,
): PersonId[] {
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

function shownTo(unit: ActorUnit, settings: Settings, platform: Platform) {
  const here = <P extends Place>(places: readonly P[]) => places.find((place) => place.platform === platform);
  const feed = modeOf(unit.context) === "automatic" ? here(settings.feed) : undefined;
  const news = here(settings.news);
  return {
    approvals: here(settings.approvals)?.channel ?? null,
    news: news?.channel ?? null,
    feed: feed?.channel ?? null,
    level: news?.level ?? "everything",
    approvers: peopleOf(unit, settings.approvers).flatMap((person) => idsOf(person)[platform] ?? []),
    domains: [...settings.domains],
    seats: [...settings.seats],
    reminders: settings.reminders,
    language: languageOf(settings.language),
    after: settings.remindAfter,
    second: settings.adminNeedsTwo,
  };
}

export const settings: FormHandler<"settings"> = form({
  texts: ["domains"],
  people: "approvers",
  picked: ["approvals", "news", "feed", "approvers"],
  may: requireOwner,
  draw: (unit, setup, _ref, { platform }) => {
    const shown = shownTo(unit, setup.settings, platform);
    const others = peopleOf(unit, setup.settings.approvers).filter(isUnseenOn(platform));
    return settingsForm(unit.reader, {
      ...{ setup, mode: modeOf(unit.context), platform, shown, seen: marksOf(shown) },
      others: others.map(({ id }) => id),
    });
  },
  schema: settingsSchema,
  save: (unit, setup, typed, { seen }, caller) => {
    const { platform } = caller;
    const before = setup.settings;
    const input = onTopOf(unit, shownTo(unit, before, platform), typed, seen);
    const chosen = membersOf(unit, caller, input.approvers, "approvers");
    const { level, domains, seats, reminders } = input;
    // A channel that was chosen before goes on; one that is new begins now.
    const fed = before.feed.find((one) => one.platform === platform && one.channel === input.feed);
    const changed: Settings = {
      approvers: approversAfter(peopleOf(unit, before.approvers), chosen, platform),
      approvals: placesAfter(before.approvals, platform, input.approvals, {}),
      news: placesAfter(before.news, platform, input.news, { level }),
      feed:
        modeOf(unit.context) === "automatic"
          ? placesAfter(before.feed, platform, input.feed, { since: fed?.since ?? unit.now })
          : before.feed,
      ...{ domains, seats, reminders, adminNeedsTwo: input.second },
      language: localeIn(input.language, before.language),
      remindAfter: input.after ?? before.remindAfter,
    };
    const after = { ...setup, settings: changed };
    saveSetup(unit, setup, after);
    record(unit, unit.me, "settings.changed", "settings", {
      approvers: changed.approvers.length,
      ...{ domains: domains.length, level, adminNeedsTwo: input.second },
      // Who could decide at which time is part of who did what.
      added: missingIn(before.approvers, changed.approvers),
      removed: missingIn(changed.approvers, before.approvers),
      allowed: domains.join(" "),
      language: changed.language,
      reminders: reminders ? changed.remindAfter : null,
    });
    rescueTasks(unit);
    const approved = approversOf(setup);
    const added = changed.approvers.filter((person) => !approved.includes(person));
    welcomeApprovers(unit, after, added);
    greetChannels(unit, platform, before, after);
    if (changed.language !== before.language)
      for (const copy of unit.tx.posted.readBy(null)) updateCopy(unit, copy);
    return told(unit, saidTo(unit).saved);
  },
});

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
