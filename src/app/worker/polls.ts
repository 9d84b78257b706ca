import { AppError } from "../../lib/errors.ts";
import { lookAtSpending, spendingPause } from "../alerts/spending.ts";
import type { Context, Unit } from "../core/context.ts";
import { lookAtPeople } from "../invitations/sync.ts";
import { keyPause, pollKey } from "../key/key-look.ts";
import { auditPause, lookAtAudit } from "../record/audit-job.ts";
import type { Commit } from "./job-handler.ts";
import { LONGEST_TRY_PAUSE_MS } from "./retry.ts";
import { usualPause } from "./schedule.ts";

/** Something outside that is looked at again and again. It lives in memory: nothing is written while nothing is new. */
type Poll = {
  readonly name: string;
  /** null: nothing to write. Throws AppErrors; the next look comes all the same, and not before Retry-After. */
  readonly look: (context: Context) => Promise<Commit | null>;
  /** From the end of one look to the next (ms). It may shrink while we wait; the process varies it. */
  readonly pause: (unit: Unit) => number;
};

/** Slack allows the call hundreds of times a minute, and Teams' limit is far away. */
const ACCESS_MS = 60_000;

/** Nobody tells of a token that was revoked in silence. Those who watch every call notice what comes of this one. */
async function lookAtAccess({ messengers }: Context): Promise<null> {
  const ignored = (error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  };
  await Promise.all(messengers.map((messenger) => messenger.letsIn().catch(ignored)));
  return null;
}

/** What is looked at outside as long as the process lives. */
const POLLS: readonly Poll[] = [
  { name: "access", look: lookAtAccess, pause: () => ACCESS_MS },
  { name: "people", look: lookAtPeople, pause: usualPause },
  { name: "spending", look: lookAtSpending, pause: spendingPause },
  { name: "audit", look: lookAtAudit, pause: auditPause },
  { name: "key", look: pollKey, pause: keyPause },
];

/** Within a usual pause it is asked so often whether the next look is due sooner. */
const ASKED_PER_PAUSE = 4;

type Turn = {
  readonly poll: Poll;
  looking: boolean;
  endedAt: number;
  /** What Retry-After asked for. */
  notBefore: number;
  /** Nothing came of the last look: the next one finds out whether Mistral answers again. */
  failed: boolean;
  askAt: number;
  /** Keeps deployments out of step. */
  stretch: number;
};

/** Begins the looks that are due; each promise ends with its look and does not fail. */
export function createPolls(context: Context): (now: number) => Promise<void>[] {
  const turns = POLLS.map((poll): Turn => {
    const never = Number.NEGATIVE_INFINITY;
    return {
      poll,
      looking: false,
      endedAt: never,
      notBefore: never,
      failed: false,
      askAt: never,
      stretch: 1,
    };
  });

  function isDue(turn: Turn, now: number): boolean {
    // A clock that was put back would make us wait for the time that it has lost.
    if (turn.looking || (now < turn.askAt && now >= turn.endedAt)) return false;
    const usual = context.store.read((tx) => turn.poll.pause({ tx, now, context }));
    const pause = turn.failed ? Math.min(usual, LONGEST_TRY_PAUSE_MS) : usual;
    const dueAt = Math.max(turn.notBefore, turn.endedAt + pause * turn.stretch);
    turn.askAt = Math.min(dueAt, now + context.syncMs / ASKED_PER_PAUSE);
    return now >= dueAt || now < turn.endedAt;
  }

  async function look(turn: Turn): Promise<void> {
    turn.looking = true;
    try {
      const commit = await turn.poll.look(context);
      turn.failed = false;
      if (commit === null) return;
      context.store.transact((tx) => commit({ tx, now: context.now(), context }));
      context.wake();
    } catch (error) {
      turn.failed = true;
      // Why nothing was asked was said when that began.
      const asked = !(error instanceof AppError) || error.asked;
      if (asked) context.log.warn({ error, poll: turn.poll.name }, "Mistral could not be read");
      const wait = error instanceof AppError ? (error.retryAfterMs ?? 0) : 0;
      turn.notBefore = context.now() + wait;
    } finally {
      turn.looking = false;
      turn.endedAt = context.now();
      turn.askAt = turn.endedAt;
      turn.stretch = 0.9 + 0.2 * context.random();
    }
  }

  return (now) => turns.filter((turn) => isDue(turn, now)).map(look);
}
