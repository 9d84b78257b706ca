import { isSamePlace, type Place } from "../../domain/accounts/person.ts";
import { type Alert, type ClosedPlace, closedPlaces } from "../../domain/alert.ts";
import { type Message, subjectOf } from "../../domain/message.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { connected, type Unit, type Where } from "../core/context.ts";
import { postAnew, tell, updateCopy } from "../core/outgoing.ts";
import { requireStarted } from "../core/rights.ts";
import { askedAbout } from "../requests/deciders.ts";
import { openAlerts, raise, tellAlert } from "./alerts.ts";

/** A team takes its channels with it, one after the other: they are one message. */
const TOGETHER_MS = 60_000;

export const closedPlace = ({ tx }: Pick<Where, "tx">, place: Place): ClosedPlace | undefined =>
  closedPlaces(tx.alerts.open()).find(isSamePlace(place));

export const isInUse = ({ settings }: Setup, place: Place): boolean =>
  [...settings.approvals, ...settings.news, ...settings.feed].some(isSamePlace(place));

/**
 * The bot cannot write there any more: the owner hears of it once, and whoever is to decide gets the open Requests
 * themselves. A channel that nothing goes to is nobody's concern.
 */
export function placeClosed(unit: Unit, place: Place, reason: string): void {
  const { tx, now } = unit;
  const setup = tx.setup.load();
  if (setup === null || !isInUse(setup, place) || closedPlace(unit, place) !== undefined) return;
  const { platform, channel } = place;
  const reference = tx.references.get(platform, "channel", channel);
  const name = reference === null || reference.label === reference.id ? null : reference.label;
  const closed = { platform, channel, reason, name };
  const open = openAlerts(tx, "closed");
  const together = open.find(
    ({ places, since }) => places[0]?.platform === platform && now - since < TOGETHER_MS,
  );
  const raised = together === undefined ? raise(unit, { kind: "closed", places: [closed] }) : null;
  if (together !== undefined) tx.alerts.save({ ...together, places: [...together.places, closed] });
  unit.context.log.warn({ platform, channel, reason }, "the bot cannot write to a channel of its settings");
  if (setup.settings.approvals.some(isSamePlace(place)))
    for (const { id } of tx.requests.open()) tellDeciders(unit, id);
  if (raised !== null) tellAlert(unit, raised);
}

/** Nobody waits for a channel that nothing goes to any more. */
export function forgetClosedPlaces(unit: Unit): void {
  const setup = unit.tx.setup.load();
  for (const alert of openAlerts(unit.tx, "closed")) {
    const places = connected(unit.context, alert.places).filter(
      (place) => setup !== null && isInUse(setup, place),
    );
    if (places.length < alert.places.length) savePlaces(unit, alert, places);
  }
}

function savePlaces({ tx, now }: Unit, alert: Alert<"closed">, places: readonly ClosedPlace[]): void {
  tx.alerts.save({ ...alert, places, until: places.length === 0 ? now : null });
}

/** It may work again: what is open goes there, as it is now. Where it does not, the channel is closed anew. */
export function placeOpened(unit: Unit, place: Place): void {
  const { tx } = unit;
  const alert = openAlerts(tx, "closed").find(({ places }) => places.some(isSamePlace(place)));
  if (alert === undefined) return;
  savePlaces(
    unit,
    alert,
    alert.places.filter((one) => !isSamePlace(place)(one)),
  );
  for (const copy of tx.posted.missed().filter(isSamePlace(place))) updateCopy(unit, copy);
  for (const message of shownIn(unit, requireStarted(unit), place)) showAgain(unit, message, place);
}

/** Who is not in a channel, or may not post there, may be let edit what they posted: that proves nothing. */
const REFUSES_EDITS: readonly string[] = [
  "is_archived",
  "is_inactive",
  "channel_deleted",
  "team_archived",
  "team_deleted",
  "BotNotInConversationRoster",
];

/** An edit went through. Where that is refused as long as the channel is closed, it is open again. */
export function placeEdited(unit: Unit, place: Place): void {
  const known = closedPlace(unit, place);
  if (known !== undefined && REFUSES_EDITS.includes(known.reason)) placeOpened(unit, place);
}

/**
 * At start: what a channel shows is sent there anew, so that it is noticed at once that one was closed meanwhile, or that
 * a closed one is open. Reading it would say less: an archived team can still be read, and whether the bot may write is known by writing alone.
 */
export function lookAtPlaces(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const { approvals, news } = setup.settings;
  for (const place of connected(unit.context, [...approvals, ...news])) {
    const shown = shownIn(unit, setup, place).flatMap(
      (message) => unit.tx.posted.find(subjectOf(message), place) ?? [],
    );
    for (const { id } of shown.slice(0, 1)) sendAnew(unit, id);
  }
}

/** What is of use in a channel now. */
function shownIn({ tx }: Unit, { settings }: Setup, place: Place): Message[] {
  const open = settings.approvals.some(isSamePlace(place)) ? tx.requests.open() : [];
  const hears = settings.news.some((one) => isSamePlace(place)(one) && one.level !== "nothing");
  return [
    ...open.map(({ id }): Message => ({ kind: "request", request: id })),
    ...(hears ? [{ kind: "setup" } as const] : []),
  ];
}

function showAgain(unit: Unit, message: Message, { platform, channel }: Place): void {
  const place = { platform, channel };
  const there = unit.tx.posted.find(subjectOf(message), place);
  if (there !== null) {
    sendAnew(unit, there.id);
    return;
  }
  postAnew(unit, message, { place });
}

/** Also where it shows that already. */
function sendAnew(unit: Unit, id: number): void {
  unit.tx.posted.setDrawn(id, null);
  updateCopy(unit, { id });
}

/** What was to go to a channel that is closed: a Request to whoever decides, anything else to the owner. */
export function divert(unit: Unit, message: Message, place: Place): void {
  if (closedPlace(unit, place) === undefined) return;
  if (message.kind === "request") tellDeciders(unit, message.request);
  else tell(unit, requireStarted(unit).owner, message);
}

function tellDeciders(unit: Unit, id: number): void {
  const request = unit.tx.requests.get(id);
  if (request?.state !== "open") return;
  for (const person of askedAbout(unit, requireStarted(unit), request))
    tell(unit, person, { kind: "request", request: id });
}
