import type { Platform } from "../../domain/accounts/person.ts";
import type { Log } from "../../lib/log.ts";
import { isYounger, within } from "../../lib/timing.ts";
import type { Reply } from "./app.ts";

/** A question to the core; `repeated`: the same is under way already, and so is what follows from it. */
export type Asked<T = Reply | null> = { readonly work: Promise<T>; readonly repeated: boolean };

export const unasked = <T>(work: Promise<T>): Asked<T> => ({ work, repeated: false });

export type Turn<A> = { readonly answer: A; readonly after?: () => Promise<void> };

type AskOptions = {
  readonly platform: Platform;
  readonly log: Log;
  readonly now: () => number;
  /** How long whoever repeats a request gets the same reply, beyond the time that it takes. */
  readonly keptMs: number;
};

const KEPT_AT_MOST = 500;

/** Platforms repeat what they had no answer to, and people press twice: all get the one reply; null when the core broke. */
export function createAskOnce({ platform, log, now, keptMs }: AskOptions) {
  const known = new Map<string, { work: Asked["work"]; at: number }>();

  async function safely(ask: () => Promise<Reply>): Asked["work"] {
    try {
      return await ask();
    } catch (error) {
      const trace = error instanceof Error ? error.stack : undefined;
      log.error({ source: platform, error: String(error), trace }, "the core failed at a request");
      return null;
    }
  }

  return (key: string, ask: () => Promise<Reply>): Asked => {
    for (const [old, { at }] of keptMs > 0 ? known : []) {
      if (known.size < KEPT_AT_MOST && isYounger(at, now(), keptMs)) break;
      known.delete(old);
    }
    const before = known.get(key);
    if (before !== undefined) return { work: before.work, repeated: true };
    const mine = { work: safely(ask), at: now() };
    known.set(key, mine);
    void mine.work.then((reply) => {
      // Nothing was done: whoever tries the same again is asked again.
      const isOver = keptMs === 0 || reply === null || reply.kind === "errors";
      if (isOver && known.get(key) === mine) known.delete(key);
    });
    return unasked(mine.work);
  };
}

type Answering<T, A> = {
  readonly withinMs: number;
  readonly inTime: (done: T) => Turn<A> | Promise<Turn<A>>;
  readonly working: A;
  readonly late: (done: T) => Promise<void>;
};

/** Answers a request exactly once: with what came of it, or in time that it is worked on. What was repeated only answers. */
export async function answerOnce<T, A>(
  { work, repeated }: Asked<T>,
  { withinMs, inTime, working, late }: Answering<T, A>,
): Promise<Turn<A>> {
  const done = await within(work, withinMs);
  const turn =
    done === "late" ? { answer: working, after: async () => late(await work) } : await inTime(done);
  return repeated ? { answer: turn.answer } : turn;
}
