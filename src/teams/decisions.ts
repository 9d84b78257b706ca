import type { Reply } from "../app/app.ts";
import { describe, type Log } from "../log.ts";

const KEPT_MS = 60_000;
const KEPT_AT_MOST = 500;

/** The core's reply; null when it broke. */
export type Deciding = Promise<Reply | null>;

/** `repeated`: somebody asked the same before, so what follows from the reply is under way. */
export type Decision = { readonly deciding: Deciding; readonly repeated: boolean };

export type Decide = (key: string, work: () => Promise<Reply>) => Decision;

/**
 * Asks the core once for all that arrive with one key: Teams repeats what it had no answer to, and people press twice.
 * Whoever repeats gets the same answer.
 */
export function createDecisions(log: Log, now: () => number): Decide {
  const known = new Map<string, { deciding: Deciding; at: number }>();

  function makeRoom(): void {
    for (const [key, { at }] of known) {
      if (known.size < KEPT_AT_MOST && now() - at < KEPT_MS) return;
      known.delete(key);
    }
  }

  async function ask(work: () => Promise<Reply>): Deciding {
    try {
      return await work();
    } catch (error) {
      const trace = error instanceof Error ? error.stack : undefined;
      log.error(
        { source: "teams", error: describe(error), trace },
        "The core failed at a request from Teams",
      );
      return null;
    }
  }

  return function decide(key: string, work: () => Promise<Reply>): Decision {
    makeRoom();
    const before = known.get(key);
    if (before !== undefined) return { deciding: before.deciding, repeated: true };
    const deciding = ask(work);
    const mine = { deciding, at: now() };
    known.set(key, mine);
    void deciding.then((reply) => {
      // Nothing was done: whoever tries the same again is asked again.
      if ((reply === null || reply.kind === "errors") && known.get(key) === mine) known.delete(key);
    });
    return { deciding, repeated: false };
  };
}
