import { outageOf, type Upstream } from "../../domain/alert.ts";
import type { Job } from "../../domain/job.ts";
import type { Tx } from "../../store/tx.ts";
import { withWaits } from "../../view/alerts/alert-cards.ts";
import type { Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";
import { recipientOf } from "../messages/message-jobs.ts";
import { isDoneAtMistral } from "../worker/retry.ts";

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
  if (isDoneAtMistral(job.kind) || job.kind === "sync") return context.mistral === null ? null : "mistral";
  if (job.kind !== "post") return null;
  if ("person" in job.to && job.to.person === actor.person.id) return null;
  return recipientOf(context, tx, job.to)?.messenger.platform ?? null;
}
