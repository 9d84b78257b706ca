import { isSamePlace, type PersonId, type Place } from "../../domain/accounts/person.ts";
import { type Alert, type AlertFacts, type AlertKind, ofKind } from "../../domain/alert.ts";
import type { Job, JobRow, Target } from "../../domain/job.ts";
import { aboutAlert, type Message, subjectOf } from "../../domain/message.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { PostedMessage, Tx } from "../../store/tx.ts";
import type { Span } from "../../view/core/view.ts";
import { connected, type Unit, type Where } from "../core/context.ts";
import { conversation, post, postAnew, tell, updateCopy } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { askedAbout } from "../requests/deciders.ts";
import { outlastsOutages } from "../worker/retry.ts";

export const openAlerts = <K extends AlertKind>(tx: Tx, kind: K): Alert<K>[] =>
  ofKind(tx.alerts.open(), kind);

export const raise = <K extends AlertKind>(
  { tx, now }: Unit,
  facts: Extract<AlertFacts, { kind: K }>,
  since: number = now,
): Alert<K> => tx.alerts.insert({ ...facts, since, toldAt: null, until: null }) as Alert<K>;

/** One message to each of these, by default to the owner. It changes with the Alert, and says when that is over. */
export function tellAlert(
  { tx, now }: Unit,
  alert: Alert,
  to: readonly Target[] = [{ person: requireStarted({ tx }).owner }],
): void {
  if (to.length === 0) return;
  if (alert.toldAt === null) tx.alerts.told(alert.id, now);
  for (const target of to) post({ tx, now }, aboutAlert(alert), target);
}

export function endAlerts<K extends AlertKind>(
  { tx, now }: Unit,
  kind: K,
  isOver: (alert: Alert<K>) => boolean = () => true,
): void {
  for (const alert of openAlerts(tx, kind).filter(isOver)) tx.alerts.save({ ...alert, until: now } as Alert);
}

/** What people were told of and is not over: a new owner, or one who missed it, gets these messages. */
export const toldAlerts = (tx: Tx): Message<"alert">[] =>
  tx.alerts
    .open()
    .filter(({ toldAt }) => toldAt !== null)
    .map(aboutAlert);

const whereTo = (job: Job): string | null => (job.kind === "post" ? conversation(job.to) : null);

/** What was given up and has one card with this job: all that was for the same conversation. */
export function deadWith(tx: Tx, { id, job }: JobRow): JobRow[] {
  const where = whereTo(job);
  return tx.jobs.dead().filter((one) => one.id === id || (where !== null && whereTo(one.job) === where));
}

/** What is said of a job that was given up, with how many `others` have one card with it. */
export const troubleWith = (tx: Tx, row: JobRow) => ({
  job: row,
  about: aboutJob(tx, row.job),
  others: deadWith(tx, row).length - 1,
});

/** All that was given up, by the one of each card. */
export const troubles = (tx: Tx) =>
  tx.jobs
    .dead()
    .filter((row) => deadWith(tx, row).find(({ job }) => !outlastsOutages(job))?.id === row.id)
    .map((row) => troubleWith(tx, row));

/** A job was given up: the owner hears of it, and whoever ordered it. */
export function tellTrouble(unit: Unit, row: JobRow, owner: PersonId): void {
  const { id, job } = row;
  const together = deadWith(unit.tx, row);
  const known = openAlerts(unit.tx, "trouble").find((alert) => together.some((one) => one.id === alert.job));
  unit.tx.changed("alert:trouble");
  // One card says it: not one for each message that a conversation refuses.
  if (outlastsOutages(job) || together.some((one) => one.id !== id && !outlastsOutages(one.job))) return;
  const orderedBy = "by" in job ? job.by : "on" in job ? job.person : null;
  const to = [...new Set([owner, orderedBy])].flatMap((person) => (person === null ? [] : { person }));
  if (known === undefined) tellAlert(unit, raise(unit, { kind: "trouble", job: id }), to);
  // Where it did not come through before, it is posted now.
  else for (const one of to) postAnew(unit, aboutAlert(known), one);
}

/** What went through after all, was dropped, or is nobody's any more because a person was erased. */
export const endTroubles = (unit: Unit): void =>
  endAlerts(unit, "trouble", ({ job }) => [undefined, "done"].includes(unit.tx.jobs.get(job)?.state));

export const closedPlace = ({ tx }: Pick<Where, "tx">, place: Place): Alert<"closed"> | undefined =>
  openAlerts(tx, "closed").find(isSamePlace(place));

export const isInUse = ({ settings }: Setup, place: Place): boolean =>
  [...settings.approvals, ...settings.news, ...settings.feed].some(isSamePlace(place));

/** The owner hears of it once, and the approvers get the open Requests, where anything of ours goes to that channel. */
export function placeClosed(unit: Unit, place: Place, reason: string): void {
  const { tx } = unit;
  const setup = tx.setup.load();
  if (setup === null || !isInUse(setup, place) || closedPlace(unit, place) !== undefined) return;
  const reference = tx.references.get(place.platform, "channel", place.channel);
  const name = reference === null || reference.label === reference.id ? null : reference.label;
  unit.context.log.warn({ ...place, reason }, "the bot cannot write to a channel of its settings");
  const alert = raise(unit, { kind: "closed", ...place, reason, name });
  if (setup.settings.approvals.some(isSamePlace(place)))
    for (const request of tx.requests.open())
      for (const person of askedAbout(unit, request))
        tell(unit, person, { kind: "request", request: request.id });
  tellAlert(unit, alert);
}

export function forgetClosedPlaces(unit: Unit): void {
  const isOurs = (place: Place) => isInUse(requireStarted(unit), place);
  endAlerts(unit, "closed", (place) => connected(unit.context, [place]).length === 0 || !isOurs(place));
}

/** It may work again: what is open goes there, as it is now. Where it does not, the channel is closed anew. */
export function placeOpened(unit: Unit, { platform, channel }: Place): void {
  const { tx } = unit;
  const place = { platform, channel };
  if (closedPlace(unit, place) === undefined) return;
  endAlerts(unit, "closed", isSamePlace(place));
  for (const copy of tx.posted.missed().filter(isSamePlace(place))) updateCopy(unit, copy);
  for (const message of shownIn(unit, requireStarted(unit), place)) {
    const there = tx.posted.find(subjectOf(message), place);
    if (there === null) postAnew(unit, message, { place });
    else sendAnew(unit, there);
  }
}

/** Who is not in a channel, or may not post there, may be let edit what they posted: that proves nothing. */
const REFUSES_EDITS: readonly string[] = [
  ...["is_archived", "is_inactive", "channel_deleted", "team_archived", "team_deleted"],
  "BotNotInConversationRoster",
];

/** An edit went through. Where that is refused as long as the channel is closed, it is open again. */
export function placeEdited(unit: Unit, place: Place): void {
  const known = closedPlace(unit, place);
  if (known !== undefined && REFUSES_EDITS.includes(known.reason)) placeOpened(unit, place);
}

/** At start one message of each channel is sent there anew: whether the bot may write is known by writing alone. */
export function lookAtPlaces(unit: Unit): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const { approvals, news } = setup.settings;
  for (const place of connected(unit.context, [...approvals, ...news])) {
    const shown = shownIn(unit, setup, place).map(subjectOf);
    const [first] = shown.flatMap((subject) => unit.tx.posted.find(subject, place) ?? []);
    if (first !== undefined) sendAnew(unit, first);
  }
}

function shownIn({ tx }: Unit, { settings }: Setup, place: Place): Message[] {
  const open = settings.approvals.some(isSamePlace(place)) ? tx.requests.open() : [];
  const hears = settings.news.some((one) => isSamePlace(place)(one) && one.level !== "nothing");
  return [
    ...open.map(({ id }): Message => ({ kind: "request", request: id })),
    ...(hears ? [{ kind: "setup" } as const] : []),
  ];
}

function sendAnew(unit: Unit, copy: PostedMessage): void {
  unit.tx.posted.setDrawn(copy.id, null);
  updateCopy(unit, copy);
}

export function aboutJob(tx: Tx, job: Job): Span[] {
  if (job.kind !== "post") {
    const text = aboutWords(tx, job);
    return text === "" ? [] : [{ kind: "code", text }];
  }
  if ("person" in job.to)
    return [{ kind: "text", text: tx.people.get(job.to.person)?.name ?? job.to.person }];
  const { platform, channel } = job.to.place;
  const name = tx.references.get(platform, "channel", channel)?.label ?? channel;
  return [{ kind: "channel", name, ids: { [platform]: channel } }];
}

function aboutWords(tx: Tx, job: Job): string {
  if ("member" in job && job.member !== undefined) return tx.members.byId(job.member)?.address ?? "";
  if (job.kind === "create-workspace") return tx.workspaces.get(job.workspace)?.name ?? "";
  const id = "invitation" in job ? job.invitation : undefined;
  return id === undefined ? "" : (tx.invitations.get(id)?.address ?? "");
}
