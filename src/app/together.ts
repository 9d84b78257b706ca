import type { Store, Tx } from "../store/tx.ts";

type Change = (tx: Tx) => void;
type Waiting = {
  readonly change: Change;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/** So long may changes be gathered into one commit (ms): meanwhile nobody's click is answered. */
const TURN_MS = 5;

/**
 * Commits changes that come at the same time together, because each commit waits for the disk. One that fails takes no
 * other along: then each is made anew and alone, so a change must touch nothing but the Tx.
 */
export function commitTogether(store: Store): (change: Change) => Promise<void> {
  const waiting: Waiting[] = [];

  /** As many as fit into a turn; the others let people through first. */
  function commitSome(): void {
    const taken: Waiting[] = [];
    try {
      store.transact((tx) => {
        const ends = performance.now() + TURN_MS;
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          taken.push(next);
          next.change(tx);
          if (performance.now() > ends) break;
        }
      });
      for (const { done } of taken) done();
    } catch {
      // Where not even a transaction began, nobody was taken.
      for (const one of taken.length > 0 ? taken : waiting.splice(0)) commitAlone(one);
    }
    if (waiting.length > 0) setImmediate(commitSome);
  }

  function commitAlone({ change, done, failed }: Waiting): void {
    try {
      store.transact(change);
      done();
    } catch (error) {
      failed(error);
    }
  }

  return (change) =>
    new Promise((done, failed) => {
      waiting.push({ change, done, failed });
      if (waiting.length === 1) setImmediate(commitSome);
    });
}
