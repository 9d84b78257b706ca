import { AppError, orElse } from "../../lib/errors.ts";
import { lookAtSpending, spendingPause } from "../alerts/drift.ts";
import type { AskedLook, Context, Unit } from "../core/context.ts";
import { lookAtPeople } from "../invitations/sync.ts";
import { keyPause, pollKey } from "../key/key-look.ts";
import { auditPause, lookAtAudit } from "../record/audit-job.ts";
import { type Commit, usualPause } from "./job-handler.ts";
import { LONGEST_TRY_PAUSE_MS } from "./retry.ts";

/** Something outside that is looked at again and again. It lives in memory: nothing is written while nothing is new. */
type Poll = {
  readonly name: "access" | "audit" | AskedLook;
  /** null: nothing to write. Throws AppErrors; the next look comes all the same, and not before Retry-After. */
  readonly look: (context: Context) => Promise<Commit | null>;
  /** From the end of one look to the next (ms). It may shrink while we wait; the process varies it. */
  readonly pause: (unit: Unit) => number;
};

/** Slack allows the call hundreds of times a minute, and Teams' limit is far away. */
const ACCESS_MS = 60_000;

/** Nobody tells of a token that was revoked in silence. Those who watch every call notice what comes of this one. */
async function lookAtAccess({ messengers }: Context): Promise<null> {
  await Promise.all(messengers.map((messenger) => messenger.letsIn().catch(orElse(undefined))));
  return null;
}

const POLLS: readonly Poll[] = [
  { name: "access", look: lookAtAccess, pause: () => ACCESS_MS },
  { name: "people", look: lookAtPeople, pause: usualPause },
  { name: "spending", look: lookAtSpending, pause: spendingPause },
  { name: "audit", look: lookAtAudit, pause: auditPause },
  { name: "key", look: pollKey, pause: keyPause },
];

/** Within a usual pause it is asked so often whether the next look is due sooner. */
const ASKED_PER_PAUSE = 4;

/** Begins the look where it is due; the promise ends with it and does not fail. */
function turnOf(context: Context, { name, look, pause }: Poll): (now: number) => Promise<void> | null {
  const asked: Map<string, number> = context.asked;
  let looking = false;
  /** Nothing came of the last look: the next one finds out whether Mistral answers again. */
  let failed = false;
  let [endedAt, notBefore, askAt] = [-Infinity, -Infinity, -Infinity];
  /** Keeps deployments out of step. */
  let stretch = 1;

  function isDue(now: number): boolean {
    if (looking) return false;
    // A clock that was put back would make us wait for the time that it has lost.
    if (now < endedAt) return true;
    if (asked.has(name)) return now >= notBefore;
    if (now < askAt) return false;
    const usual = context.store.read((tx) => pause({ tx, now, context }));
    const wait = Math.min(usual, failed ? LONGEST_TRY_PAUSE_MS : usual) * stretch;
    const dueAt = Math.max(notBefore, endedAt + wait);
    askAt = Math.min(dueAt, now + context.syncMs / ASKED_PER_PAUSE);
    return now >= dueAt;
  }

  async function begin(): Promise<void> {
    looking = true;
    notBefore = -Infinity;
    asked.delete(name);
    try {
      const commit = await look(context);
      failed = false;
      if (commit === null) return;
      context.store.transact((tx) => commit({ tx, now: context.now(), context }));
      context.wake();
    } catch (error) {
      failed = true;
      const known = error instanceof AppError ? error : null;
      // Why nothing was asked was said when that began.
      if (known?.asked !== false) context.log.warn({ error, poll: name }, "Mistral could not be read");
      notBefore = context.now() + (known?.retryAfterMs ?? 0);
    } finally {
      looking = false;
      endedAt = context.now();
      askAt = endedAt;
      stretch = 0.9 + 0.2 * context.random();
    }
  }

  return (now) => (isDue(now) ? begin() : null);
}

export function createPolls(context: Context): (now: number) => Promise<void>[] {
  const turns = POLLS.map((poll) => turnOf(context, poll));
  return (now) => turns.flatMap((turn) => turn(now) ?? []);
}
