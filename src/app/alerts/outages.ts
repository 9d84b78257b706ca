import { type Alert, type OutageOf, outageOf, SOCKET, type Upstream } from "../../domain/alert.ts";
import type { Job, JobRow, Target } from "../../domain/job.ts";
import type { Tx } from "../../store/tx.ts";
import { withWaits } from "../../view/alerts/alert-cards.ts";
import { eachHuman } from "../accounts/people.ts";
import type { Reply } from "../core/app.ts";
import { type ActorUnit, type Context, reachable, recipientOf, type Unit } from "../core/context.ts";
import { decidersOf } from "../requests/deciders.ts";
import { isDoneAtMistral } from "../worker/retry.ts";
import { endAlerts, raise, tellAlert } from "./alerts.ts";

/** What is over sooner is no news to anybody; before the second, cards and pages alone say so. */
const NOTICED_AFTER_MS = 10_000;
export const TOLD_AFTER_MS = 10 * 60_000;
/** Credentials do not come back by themselves. */
const REFUSED_TOLD_AFTER_MS = 60_000;

/** `slept`: the machine slept meanwhile, so one that nobody was told of counts from `since` on. */
type Seen = { readonly refused?: boolean; readonly slept?: boolean };

/** It has not answered since then: once that lasts cards say so and people are told. Returns whether it is written down. */
export function noteOutage(unit: Unit, of: OutageOf, since: number, { refused, slept }: Seen = {}): boolean {
  const { tx, now, context } = unit;
  const known = outageOf(tx.alerts.open(), of);
  const lasts = now - since >= NOTICED_AFTER_MS;
  if (known === null && !lasts) return false;
  const outage = known ?? raise(unit, { kind: "outage", of, refused: refused === true }, since);
  const current = {
    ...outage,
    ...(slept && outage.toldAt === null && { since }),
    ...(refused && { refused }),
  };
  const isNews = known === null || current.refused !== known.refused;
  if (isNews)
    context.log.warn({ upstream: of, since: current.since, refused }, "it has not answered for a while");
  if (isNews) context.wake();
  if (current.refused !== outage.refused || current.since !== outage.since) tx.alerts.save(current);
  const toldAfter = current.refused ? REFUSED_TOLD_AFTER_MS : TOLD_AFTER_MS;
  if (lasts && current.toldAt === null && now - current.since >= toldAfter) tellOutage(unit, current);
  return true;
}

function tellOutage(unit: Unit, outage: Alert<"outage">): void {
  const setup = unit.tx.setup.load();
  if (setup === null) return;
  const deciders = decidersOf(unit, setup).map(({ id }) => id);
  const people = eachHuman(unit, new Set([setup.owner, ...deciders]));
  // Where Slack is only not heard, it can be written to.
  const on = outage.of === "slack" ? "teams" : outage.of === "teams" ? "slack" : undefined;
  const readers = people.filter((person) => on === undefined || reachable(unit, person, on) !== null);
  const to = readers.map(({ id }): Target => ({ person: id, on }));
  tellAlert(unit, outage, to);
}

export function endOutage(unit: Unit, of: OutageOf): void {
  unit.context.log.info({ upstream: of }, "it answers again");
  endAlerts(unit, "outage", (outage) => outage.of === of);
}

/** For so long nobody has tried to connect: the machine slept, and that time proves nothing. */
const AWAY_MS = 5 * 60_000;

/** Notices that Slack's connection to us cannot be made for a while: nothing that the bot does itself fails by that. */
export function watchListening(context: Context): (connected: boolean) => void {
  let since: number | null = null;
  let last = 0;

  function note(unit: Unit): void {
    const alerts = unit.tx.alerts.open();
    if (since === null) {
      if (outageOf(alerts, SOCKET) !== null) endOutage(unit, SOCKET);
      return;
    }
    // Where Slack does not answer at all, that says it.
    if (unit.now - since >= TOLD_AFTER_MS && outageOf(alerts, "slack") === null)
      noteOutage(unit, SOCKET, since);
  }

  return (connected) => {
    const now = context.now();
    const wasAway = now < last || now - last > AWAY_MS;
    if (connected) since = null;
    else if (since === null || wasAway) since = now;
    last = now;
    try {
      context.store.transact((tx) => note({ tx, now, context }));
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

/** The same transaction; `ordered` gets what is enqueued in it. */
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
  if (reply.kind !== "show" && reply.kind !== "nothing") return reply;
  const { platform } = unit.actor.account;
  const needed = new Set<Upstream>(ordered.flatMap((job) => neededBy(unit, job) ?? []));
  if ([...unit.context.asked.values()].includes(unit.now)) needed.add("mistral");
  // Slack changes a card by a call of its own. In Teams it comes with the answer to the press.
  if (reply.kind === "nothing" && platform === "slack") needed.add(platform);
  const alerts = unit.tx.alerts.open();
  const waitsFor = [...needed].flatMap((of) => {
    const since = outageOf(alerts, of)?.since;
    return since === undefined ? [] : { of, since };
  });
  if (waitsFor.length === 0) return reply;
  const shown = reply.kind === "show" ? reply : { kind: "show" as const, view: null };
  return { ...shown, view: withWaits(unit.reader, shown.view, waitsFor, unit.now) };
}

/** A message to whoever acts is no news to them. */
function neededBy({ tx, context, actor }: ActorUnit, job: Job): Upstream | null {
  if (isDoneAtMistral(job.kind)) return context.mistral === null ? null : "mistral";
  if (job.kind !== "post") return null;
  if ("person" in job.to && job.to.person === actor.person.id) return null;
  return recipientOf({ tx, context }, job.to)?.messenger.platform ?? null;
}
