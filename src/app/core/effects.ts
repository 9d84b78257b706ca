import {
  isSamePlace,
  type PersonId,
  PLATFORMS,
  type Place,
  type Platform,
} from "../../domain/accounts/person.ts";
import { ofKind } from "../../domain/alert.ts";
import type { Job, Lane, Target } from "../../domain/job.ts";
import { type Message, subjectOf } from "../../domain/message.ts";
import { HEAD_EVERY, type RecordEntry } from "../../domain/record/record.ts";
import type { PostedMessage, Tx } from "../../store/tx.ts";
import { connected, messengerOf, reachable, type Unit, type Where } from "./context.ts";
import { requireStarted } from "./rights.ts";

/**
 * A channel; or a person, who is told once, on the first of their accounts that a connected platform can reach. `tried`:
 * the lane of a job that may have told them already; then they are told on that platform, if they still can be.
 */
export function recipientOf({ tx, context }: Where, to: Target, tried: Lane | null = null) {
  if ("place" in to) {
    const { platform, channel } = to.place;
    const messenger = messengerOf(context, platform);
    return messenger && { messenger, platform, person: null, channel, account: null };
  }
  const person = tx.people.get(to.person);
  const before = PLATFORMS.find((platform) => platform === tried);
  const on = (platform?: Platform) => person && reachable({ tx, context }, person, to.on ?? platform);
  const account = on(before) ?? on();
  const messenger = account && messengerOf(context, account.platform);
  return messenger && { messenger, platform: account.platform, person, channel: null, account: account.id };
}

export type Ordering = Pick<Unit, "tx" | "now">;

type When = Partial<Pick<Parameters<Tx["jobs"]["enqueue"]>[1], "dueAt" | "group" | "collapse">>;

export function enqueue(unit: Ordering, job: Job, key: string, when: When = {}): void {
  unit.tx.jobs.enqueue(job, { key, group: when.group ?? key, dueAt: when.dueAt ?? unit.now, ...when });
}

export function conversation(to: Target): string {
  return "person" in to ? to.person : `${to.place.platform}/${to.place.channel}`;
}

export function post(unit: Ordering, message: Message, to: Target, time: number | "" = ""): void {
  const [subject, where] = [subjectOf(message), conversation(to)];
  enqueue(unit, { kind: "post", subject, to }, `post:${subject}>${where}${time}`, { group: `to:${where}` });
}

/** The same where that was done before and is not there: it was given up, or there was nothing to say then. */
export const postAnew = (unit: Ordering, message: Message, to: Target): void =>
  post(unit, message, to, unit.now);

export const tell = (unit: Ordering, person: PersonId, message: Message): void =>
  post(unit, message, { person });

export function tellOnce(unit: Ordering, person: PersonId, message: Message): void {
  const there = unit.tx.posted.ofSubject(subjectOf(message));
  if (!there.some((copy) => copy.person === person)) postAnew(unit, message, { person });
}

export const updateKey = ({ id }: Pick<PostedMessage, "id">): string => `update:${id}`;

export function updateCopy(unit: Ordering, copy: Pick<PostedMessage, "id">): void {
  enqueue(unit, { kind: "update", copy: copy.id }, updateKey(copy), { collapse: true });
}

export function openPlaces<T extends Place>({ tx, context }: Where, places: readonly T[]): T[] {
  const closed = ofKind(tx.alerts.open(), "closed");
  return connected(context, places).filter((place) => !closed.some(isSamePlace(place)));
}

/** Into the channels for news. Without one the owner hears of it, unless that is `by` the owner. */
export function announce(unit: Unit, message: Message, by: string | null = null): void {
  const setup = requireStarted(unit);
  const news = openPlaces(unit, setup.settings.news);
  // Who went Active is the only news that is no milestone.
  const heardAt = message.kind === "active" ? ["everything"] : ["everything", "milestones"];
  for (const { platform, channel, level } of news)
    if (heardAt.includes(level)) post(unit, message, { place: { platform, channel } });
  if (news.length === 0 && by !== setup.owner) tell(unit, setup.owner, message);
}

export function record(
  unit: Ordering,
  actor: RecordEntry["actor"],
  event: RecordEntry["event"],
  subject: string,
  data: RecordEntry["data"] = {},
): number {
  const { seq } = unit.tx.record.append({ at: unit.now, actor, event, subject, data });
  if (seq % HEAD_EVERY === 0) unit.tx.changed("progress");
  return seq;
}
