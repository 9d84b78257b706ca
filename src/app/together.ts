import type { Store, Tx } from "../store/tx.ts";

type Change = (tx: Tx) => void;
type Waiting = {
  readonly change: Change;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/**
 * Commits the changes of one turn of the event loop together, because each commit waits for the disk. One that fails
 * takes no other along: then each is made anew and alone, so a change must touch nothing but the Tx.
 */
export function commitTogether(store: Store): (change: Change) => Promise<void> {
  let waiting: Waiting[] = [];

  function commit(batch: readonly Waiting[]): void {
    try {
      store.transact((tx) => {
        for (const { change } of batch) change(tx);
      });
    } catch (error) {
      if (batch.length === 1) for (const { failed } of batch) failed(error);
      else for (const one of batch) commit([one]);
      return;
    }
    for (const { done } of batch) done();
  }

  return (change) =>
    new Promise((done, failed) => {
      waiting.push({ change, done, failed });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const batch = waiting;
        waiting = [];
        commit(batch);
      });
    });
}
