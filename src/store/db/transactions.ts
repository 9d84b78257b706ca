import type { Tables } from "../tables.ts";
import type { NotPromise, Store, Tx } from "../tx.ts";
import type { Connection } from "./sqlite.ts";
import { translated } from "./storage-error.ts";

export function transactions(
  db: Connection,
  { tables, changes, forget, committed }: Tables,
): Pick<Store, "transact" | "read" | "trouble"> {
  const client = db.$client;
  const prepared = (source: string) => client.prepare(source);
  const [begin, rollback] = [prepared("BEGIN"), prepared("ROLLBACK")];
  /** Is another number once another process has written. */
  const written = prepared("PRAGMA data_version").pluck();
  const touch = prepared("UPDATE instance SET probe = 1 - probe");
  let seen: unknown = null;

  function carryOut(work: (tx: Tx) => unknown, isRead: boolean): unknown {
    const version = written.get();
    if (version !== seen) forget();
    seen = version;
    const result = work(tables);
    if (!isRead) changes.redraw();
    else if (changes.isAny()) throw new Error("a read must not write");
    return result;
  }

  const write = client.transaction((work: (tx: Tx) => unknown) => carryOut(work, false)).immediate;

  function read(work: (tx: Tx) => unknown): unknown {
    begin.run();
    try {
      return carryOut(work, true);
    } finally {
      if (client.inTransaction) rollback.run();
    }
  }

  function whole<T>(run: (work: (tx: Tx) => NotPromise<T>) => unknown, work: (tx: Tx) => NotPromise<T>): T {
    if (client.inTransaction) throw new Error("a transaction was begun inside another");
    try {
      return run(work) as T;
    } catch (error) {
      forget();
      throw translated(error);
    } finally {
      changes.forget();
    }
  }

  return {
    transact(work) {
      const result = whole(write, work);
      committed();
      return result;
    },
    read: (work) => whole(read, work),
    trouble() {
      if (client.inTransaction) return null;
      try {
        touch.run();
        return null;
      } catch (error) {
        const known = translated(error);
        return known instanceof Error ? known.message : String(known);
      }
    },
  };
}
