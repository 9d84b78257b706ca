import type { z } from "zod";
import {
  hearAsOne,
  isSamePlace,
  type Person,
  type PersonId,
  type Place,
  type Platform,
} from "../../domain/accounts/person.ts";
import { ofKind } from "../../domain/alert.ts";
import { approversOf, type FeedChannel, type Settings } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import { settingsForm, settingsSchema } from "../../view/setup/settings-form.ts";
import { languageOf, localeIn } from "../../view/strings/index.ts";
import { forgetClosedPlaces, placeOpened } from "../alerts/closed-places.ts";
import type { Caller } from "../core/app.ts";
import { type ActorUnit, modeOf } from "../core/context.ts";
import { post, record, updateCopy } from "../core/outgoing.ts";
import { requireOwner } from "../core/rights.ts";
import { type FormHandler, form, marksOf, onTopOf } from "../forms/form-handler.ts";
import { welcomeApprovers } from "../requests/reminders.ts";
import { rescueTasks } from "../tasks/tasks.ts";
import { saidTo, told } from "./overview.ts";
import { saveSetup } from "./progress.ts";
import { membersOf, placesOf } from "./step-forms.ts";

type Shown = z.infer<ReturnType<typeof settingsSchema>>;

/** The accounts that can be chosen: one that is gone is refused by its platform's picker. */
const idsOf = (tx: Tx, person: PersonId) =>
  Object.fromEntries(
    (tx.people.get(person)?.accounts ?? [])
      .filter(({ standing }) => standing !== "gone")
      .map(({ platform, id }) => [platform, id]),
  );

/** Channels of the caller's platform are set here; those of the other platform stay as they are. */
function elsewhere<T extends { readonly platform: Platform }>(places: readonly T[], platform: Platform): T[] {
  return places.filter((place) => place.platform !== platform);
}

/** Approvers whom the caller's picker cannot show: they are on the other platform alone, and have not left it. */
const unseen = ({ tx }: ActorUnit, approvers: readonly PersonId[], platform: Platform): Person[] =>
  approvers
    .flatMap((id) => tx.people.get(id) ?? [])
    .filter(({ accounts }) => {
      const left = accounts.filter(({ standing }) => standing !== "gone");
      return left.length > 0 && !left.some((account) => account.platform === platform);
    });

/** Those that cannot be shown stay, but the same human is taken out on both platforms. */
function approversAfter(
  unit: ActorUnit,
  before: readonly PersonId[],
  chosen: readonly PersonId[],
  platform: Platform,
): PersonId[] {
  const hidden = unseen(unit, before, platform);
  const out = before.flatMap((id) => unit.tx.people.get(id) ?? []).filter((one) => !chosen.includes(one.id));
  const isOut = (person: Person) => out.some((one) => !hidden.includes(one) && hearAsOne(one, person));
  return [...new Set([...hidden.filter((person) => !isOut(person)).map(({ id }) => id), ...chosen])];
}

const otherThan = (platform: Platform): Platform => (platform === "slack" ? "teams" : "slack");

/** What the form shows on that platform, as it comes back when nobody touches it. */
function shownTo({ tx, context }: ActorUnit, settings: Settings, platform: Platform): Shown {
  const here = <P extends Place>(places: readonly P[]) => places.find((place) => place.platform === platform);
  const feed = modeOf(context) === "automatic" ? here(settings.feed) : undefined;
  const news = here(settings.news);
  return {
    approvals: here(settings.approvals)?.channel ?? null,
    news: news?.channel ?? null,
    feed: feed?.channel ?? null,
    level: news?.level ?? "everything",
    approvers: settings.approvers.flatMap((id) => idsOf(tx, id)[platform] ?? []),
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
    const channel = (id: string | null) => (id === null ? {} : { [platform]: id });
    const ids = {
      approvals: channel(shown.approvals),
      news: channel(shown.news),
      feed: channel(shown.feed),
      approvers: setup.settings.approvers.map((id) => idsOf(unit.tx, id)),
    };
    const { level } = shown;
    const people = unseen(unit, setup.settings.approvers, platform).map(({ id }) => id);
    const others = { platform: otherThan(platform), people };
    const mode = modeOf(unit.context);
    return settingsForm(unit.reader, { setup, ids, mode, level, others, seen: marksOf(shown) });
  },
  schema: settingsSchema,
  save: (unit, setup, typed, { seen }, caller) => {
    const before = setup.settings;
    const input = onTopOf(unit, shownTo(unit, before, caller.platform), typed, seen);
    const level = { level: input.level };
    const chosen = membersOf(unit, caller, input.approvers, "approvers");
    const changed: Settings = {
      ...before,
      approvers: approversAfter(unit, before.approvers, chosen, caller.platform),
      approvals: [...elsewhere(before.approvals, caller.platform), ...placesOf(caller, input.approvals)],
      news: [
        ...elsewhere(before.news, caller.platform),
        ...placesOf(caller, input.news).map((place) => ({ ...place, ...level })),
      ],
      feed: modeOf(unit.context) === "automatic" ? feedOf(unit, before, caller, input.feed) : before.feed,
      domains: input.domains,
      seats: input.seats,
      reminders: input.reminders,
      language: localeIn(input.language, before.language),
      remindAfter: input.after ?? before.remindAfter,
      adminNeedsTwo: input.second,
    };
    const after = { ...setup, settings: changed };
    saveSetup(unit, setup, after);
    const facts = {
      approvers: changed.approvers.length,
      domains: changed.domains.length,
      level: input.level,
      adminNeedsTwo: input.second,
      // Who could decide at which time is part of who did what.
      added: missingIn(before.approvers, changed.approvers),
      removed: missingIn(changed.approvers, before.approvers),
      allowed: changed.domains.join(" "),
      language: changed.language,
      reminders: changed.reminders ? changed.remindAfter : null,
    };
    record(unit, unit.actor.person.id, "settings.changed", "settings", facts);
    rescueTasks(unit);
    const approved = approversOf(setup);
    welcomeApprovers(
      unit,
      after,
      changed.approvers.filter((person) => !approved.includes(person)),
    );
    greetChannels(unit, caller, before, changed);
    if (changed.language !== before.language)
      for (const copy of unit.tx.posted.readBy(null)) updateCopy(unit, copy);
    return told(unit, saidTo(unit).saved);
  },
});

/** Opaque ids, one after the other. */
const missingIn = (before: readonly PersonId[], after: readonly PersonId[]): string =>
  after.filter((id) => !before.includes(id)).join(" ");

/** A channel that was chosen before goes on; one that is new begins now. */
function feedOf(
  { now }: ActorUnit,
  { feed }: Settings,
  caller: Caller,
  chosen: string | null,
): FeedChannel[] {
  const kept = feed.find(({ platform, channel }) => platform === caller.platform && channel === chosen);
  const here = placesOf(caller, chosen).map((place) => kept ?? { ...place, since: now });
  return [...elsewhere(feed, caller.platform), ...here];
}

/** A channel that is new gets what the others have: where the Setup stands, and what is open. */
function greetChannels(unit: ActorUnit, { platform: here }: Caller, before: Settings, after: Settings): void {
  for (const place of ofKind(unit.tx.alerts.open(), "closed")) {
    if (
      place.platform === here &&
      [...after.approvals, ...after.news, ...after.feed].some(isSamePlace(place))
    )
      placeOpened(unit, place);
  }
  forgetClosedPlaces(unit);
  const isNew = (places: readonly Place[]) => (place: Place) =>
    !places.some(({ platform, channel }) => platform === place.platform && channel === place.channel);
  for (const { platform, channel, level } of after.news.filter(isNew(before.news))) {
    if (level !== "nothing") post(unit, { kind: "setup" }, { place: { platform, channel } });
  }
  for (const { id } of unit.tx.requests.open()) {
    for (const place of after.approvals.filter(isNew(before.approvals)))
      post(unit, { kind: "request", request: id }, { place });
  }
}
