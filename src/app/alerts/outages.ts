import { hearAsOne, type PersonId, type Platform } from "../../domain/accounts/person.ts";
import { type OutageOf, outageOf, SOCKET } from "../../domain/alert.ts";
import type { JobRow, Target } from "../../domain/job.ts";
import { type Context, messengerOf, reachable, type Unit } from "../core/context.ts";
import { decidersOf, eachHuman } from "../requests/deciders.ts";
import { endAlerts, raise, tellAlert } from "./alerts.ts";

/** What is over sooner is no news to anybody; before the second, cards and pages alone say so. */
export const NOTICED_AFTER_MS = 10_000;
const TOLD_AFTER_MS = 10 * 60_000;
/** Credentials do not come back by themselves. */
const REFUSED_TOLD_AFTER_MS = 60_000;

/** From now on everything that waits because of it says so. */
export function beginOutage(unit: Unit, of: OutageOf, began: number, refused: boolean): void {
  const { tx, context } = unit;
  const open = outageOf(tx.alerts.open(), of);
  context.log.warn({ upstream: of, since: open?.since ?? began, refused }, "it has not answered for a while");
  if (open === null) raise(unit, { kind: "outage", of, refused }, began);
  else tx.alerts.save({ ...open, refused });
}

/** Nobody was told of it yet, and nobody has looked for a while: it counts from now on. */
export function beginAnew({ tx }: Unit, of: OutageOf, since: number): void {
  const outage = outageOf(tx.alerts.open(), of);
  if (outage !== null) tx.alerts.save({ ...outage, since });
}

export function endOutage(unit: Unit, of: OutageOf): void {
  unit.context.log.info({ upstream: of }, "it answers again");
  endAlerts(unit, "outage", (outage) => outage.of === of);
}

/** Nobody waits for an answer of what is configured no more. */
export const forgetOutages = (unit: Unit): void =>
  endAlerts(unit, "outage", ({ of }) => !isConfigured(unit.context, of));

const isConfigured = (context: Context, of: OutageOf): boolean =>
  (of === "mistral" ? context.mistral : messengerOf(context, of === SOCKET ? "slack" : of)) !== null;

/** Slack's connection to us cannot be made since then; null: it is there, or none is needed. */
function noteUnheard(unit: Unit, since: number | null): void {
  const alerts = unit.tx.alerts.open();
  const isNoted = outageOf(alerts, SOCKET) !== null;
  if (since === null) {
    if (isNoted) endOutage(unit, SOCKET);
    return;
  }
  // Where Slack does not answer at all, that says it.
  if (isNoted || unit.now - since < TOLD_AFTER_MS || outageOf(alerts, "slack") !== null) return;
  beginOutage(unit, SOCKET, since, false);
  tellOutage(unit, SOCKET);
}

/** For so long nobody has tried to connect: the machine slept, and that time proves nothing. */
const AWAY_MS = 5 * 60_000;

/** Notices that Slack's connection to us cannot be made for a while: nothing that the bot does itself fails by that. */
export function watchListening(context: Context): (connected: boolean) => void {
  let since: number | null = null;
  let last = 0;
  return (connected) => {
    const at = context.now();
    const wasAway = at < last || at - last > AWAY_MS;
    if (connected) since = null;
    else if (since === null || wasAway) since = at;
    last = at;
    const failing = since;
    try {
      context.store.transact((tx) => noteUnheard({ tx, now: at, context }, failing));
    } catch (error) {
      context.log.error({ error }, "whether Slack is heard could not be written down");
    }
    context.wake();
  };
}

/** A card that says "sending" must not say so for long after a try that failed. */
export function takesLonger(unit: Unit, { job, createdAt }: JobRow, dueAt: number): void {
  if (job.kind === "invite" && dueAt - createdAt >= NOTICED_AFTER_MS)
    unit.tx.changed(`request:${job.request}`);
}

/** One message to the owner and each approver once it lasts, wherever they can read it meanwhile. */
export function tellOutage(unit: Unit, of: OutageOf): void {
  const setup = unit.tx.setup.load();
  const outage = outageOf(unit.tx.alerts.open(), of);
  if (setup === null || outage === null) return;
  if (unit.now - outage.since < (outage.refused ? REFUSED_TOLD_AFTER_MS : TOLD_AFTER_MS)) return;
  const deciders = decidersOf(unit, setup).map(({ id }) => id);
  const people = eachHuman(unit, new Set([setup.owner, ...deciders]));
  // Where Slack is only not heard, it can be written to.
  const isReadable = of === "mistral" || of === SOCKET;
  tellAlert(
    unit,
    outage,
    people.flatMap(({ id }) => (isReadable ? { person: id } : (elsewhere(unit, id, of) ?? []))),
  );
}

/** Where this person can be reached on the other platform, as the same human if not as the same person. */
function elsewhere(unit: Unit, id: PersonId, down: Platform): Target | null {
  const on = down === "slack" ? "teams" : "slack";
  const { people } = unit.tx;
  const person = people.get(id);
  if (person === null) return null;
  const same = [person, ...people.others(person).filter((other) => hearAsOne(other, person))];
  const open = same.find((one) => reachable(unit, one, on) !== null);
  return open === undefined ? null : { person: open.id, on };
}
