import { AsyncResource } from "node:async_hooks";
import type { NotPromise, Store, Tx } from "../../store/tx.ts";

/**
 * So long may changes be gathered into one commit (ms): meanwhile nobody's click is answered. Where the disk takes longer,
 * as long as it took the last time: the slower it is, the more share one wait.
 */
const SHORTEST_TURN_MS = 5;
const LONGEST_TURN_MS = 30;

type Waiting = {
  /** Makes the change, anew each time, and keeps what it came to until that is on disk. */
  readonly make: (tx: Tx) => void;
  readonly committed: () => void;
  readonly failed: (error: unknown) => void;
};

/** Runs `work` in a transaction, and resolves once that is on disk. */
export type CommitSoon = <T>(work: (tx: Tx) => NotPromise<T>) => Promise<T>;

/**
 * Commits what comes at the same time together, because each commit waits for the disk. What throws is undone, alone: it
 * takes no other along, nor does what is too much for the disk. `elapsed`: ms on a clock that never goes back.
 */
export function groupCommit(store: Store, elapsed: () => number = () => performance.now()): CommitSoon {
  const waiting: Waiting[] = [];
  let turnMs = SHORTEST_TURN_MS;

  /** As many as fit into a turn; the others let people through first. */
  function commitSome(): void {
    const taken: Waiting[] = [];
    let made = 0;
    try {
      store.transact((tx) => {
        const ends = elapsed() + turnMs;
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          taken.push(next);
          next.make(tx);
          made = elapsed();
          if (made > ends) break;
        }
      });
      turnMs = Math.min(LONGEST_TURN_MS, Math.max(SHORTEST_TURN_MS, elapsed() - made));
      for (const { committed } of taken) committed();
    } catch (error) {
      // Where not even a transaction began, nobody was taken.
      const refused = taken.length > 0 ? taken : waiting.splice(0);
      // What one of several wrote may have been too much for the disk.
      if (taken.length > 1) for (const one of refused) commitAlone(one);
      else for (const { failed } of refused) failed(error);
    }
    if (waiting.length > 0) setImmediate(commitSome);
  }

  function commitAlone({ make, committed, failed }: Waiting): void {
    try {
      store.transact(make);
      committed();
    } catch (error) {
      failed(error);
    }
  }

  return <T>(work: (tx: Tx) => NotPromise<T>) =>
    new Promise<T>((resolve, failed) => {
      let committed = (): void => {};
      const make = (tx: Tx): void => {
        try {
          const result = tx.attempt(() => work(tx));
          committed = () => resolve(result);
        } catch (error) {
          committed = () => failed(error);
        }
      };
      // Whose request it is goes with it.
      waiting.push({ make: AsyncResource.bind(make), committed: () => committed(), failed });
      if (waiting.length === 1) setImmediate(commitSome);
    });
}
