import { isDeepStrictEqual } from "node:util";
import { PLATFORMS } from "../../domain/accounts/person.ts";
import { type Alert, type OutageOf, outageOf, SOCKET, type Upstream } from "../../domain/alert.ts";
import type { Job, Target } from "../../domain/job.ts";
import type { Tx } from "../../store/tx.ts";
import { withWaits } from "../../view/alerts/alert-cards.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, type Context, reachable, type Unit } from "../core/context.ts";
import { recipientOf } from "../core/effects.ts";
import { eachHuman, namedDecidersOf } from "../requests/deciders.ts";
import { isDoneAtMistral } from "../worker/retry.ts";
import { endAlerts, openAlerts, raise, tellAlert } from "./alerts.ts";

/** What is over sooner is no news to anybody; before the second, cards and pages alone say so. */
export const NOTICED_AFTER_MS = 10_000;
const TOLD_AFTER_MS = 10 * 60_000;
/** Credentials do not come back by themselves. */
const REFUSED_TOLD_AFTER_MS = 60_000;

/** A time in which nobody tried proves nothing: the machine slept, or its clock was changed. */
export const failingSince = (before: number | null, last: number, at: number, triedWithin: number): number =>
  before === null || at < last || at - last > triedWithin ? at : before;

/** It has not answered since then. Once that lasts cards say so, and people are told. Returns whether it is written down. */
export function noteOutage(unit: Unit, of: OutageOf, since: number, refused = false): boolean {
  const { tx, now, context } = unit;
  const known = outageOf(tx.alerts.open(), of);
  const lasted = now - since;
  if (known === null && lasted < (of === SOCKET ? TOLD_AFTER_MS : NOTICED_AFTER_MS)) return false;
  const outage = known ?? raise(unit, { kind: "outage", of, refused }, since);
  if (known === null || (refused && !known.refused)) {
    context.log.warn({ upstream: of, since, refused }, "it has not answered for a while");
    context.wake();
  }
  // Nobody is told of more than this process, awake, has seen.
  const begun = outage.toldAt === null ? since : outage.since;
  const current = { ...outage, since: begun, refused: outage.refused || refused };
  if (!isDeepStrictEqual(current, outage)) tx.alerts.save(current);
  const toldAfter = current.refused ? REFUSED_TOLD_AFTER_MS : TOLD_AFTER_MS;
  if (current.toldAt === null && lasted >= toldAfter) tellOutage(unit, current);
  return true;
}

function tellOutage(unit: Unit, outage: Alert<"outage">): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const deciders = namedDecidersOf(unit).map(({ id }) => id);
  const people = eachHuman(unit, new Set([setup.owner, ...deciders]));
  // Where Slack is only not heard, it can be written to.
  const others = PLATFORMS.filter((platform) => platform !== outage.of);
  const to = people.flatMap((person): Target[] => {
    if (others.length === PLATFORMS.length) return [{ person: person.id }];
    const on = others.find((platform) => reachable(unit, person, platform) !== null);
    return on === undefined ? [] : [{ person: person.id, on }];
  });
  tellAlert(unit, outage, to);
}

/** False: there was no such outage. */
export function endOutage(unit: Unit, of: OutageOf): boolean {
  if (outageOf(unit.tx.alerts.open(), of) === null) return false;
  unit.context.log.info({ upstream: of }, "it answers again");
  endAlerts(unit, "outage", (outage) => outage.of === of);
  return true;
}

/** Within so long Socket Mode tries to connect again. */
const CONNECTS_WITHIN_MS = 5 * 60_000;

/** Notices that Slack's connection to us cannot be made for a while: nothing that the bot does itself fails by that. */
export function watchListening(context: Context): (connected: boolean) => void {
  let since: number | null = null;
  let last = 0;
  return (connected) => {
    const now = context.now();
    since = connected ? null : failingSince(since, last, now, CONNECTS_WITHIN_MS);
    last = now;
    try {
      context.store.transact((tx) => {
        const unit = { tx, now, context };
        if (since === null) endOutage(unit, SOCKET);
        // Where Slack does not answer at all, that says it.
        else if (outageOf(tx.alerts.open(), "slack") === null) noteOutage(unit, SOCKET, since);
      });
    } catch (error) {
      context.log.error({ error }, "whether Slack is heard could not be written down");
    }
    context.wake();
  };
}

export function listeningTo(tx: Tx, ordered: Job[]): Tx {
  const { jobs } = tx;
  const enqueue: Tx["jobs"]["enqueue"] = (job, options) => {
    ordered.push(job);
    jobs.enqueue(job, options);
  };
  return { ...tx, jobs: { ...jobs, enqueue } };
}

/** Who pressed hears at once that what they ordered has to wait, and for what. */
export function toldToWait(unit: ActorUnit, ordered: readonly Job[], reply: Reply): Reply {
  const outages = openAlerts(unit.tx, "outage");
  if (outages.length === 0 || (reply.kind !== "show" && reply.kind !== "nothing")) return reply;
  const { platform } = unit.actor.account;
  const needed = new Set<Upstream>(ordered.flatMap((job) => neededBy(unit, job) ?? []));
  if ([...unit.context.asked.values()].includes(unit.now)) needed.add("mistral");
  // Slack changes a card by a call of its own. In Teams it comes with the answer to the press.
  const isChangedByCall = { slack: true, teams: false }[platform];
  if (reply.kind === "nothing" && isChangedByCall) needed.add(platform);
  const waitsFor = outages.flatMap(({ of, since }) =>
    of !== SOCKET && needed.has(of) ? [{ of, since }] : [],
  );
  if (waitsFor.length === 0) return reply;
  const shown = reply.kind === "show" ? reply : { kind: "show" as const, view: null };
  return { ...shown, view: withWaits(unit.reader, shown.view, waitsFor, unit.now) };
}

/** A message to whoever acts is no news to them. */
function neededBy({ tx, context, actor }: ActorUnit, job: Job): Upstream | null {
  if (isDoneAtMistral(job.kind)) return context.mistral === null ? null : "mistral";
  if (job.kind !== "post") return null;
  if ("person" in job.to && job.to.person === actor.person.id) return null;
  return recipientOf({ tx, context }, job.to)?.platform ?? null;
}
