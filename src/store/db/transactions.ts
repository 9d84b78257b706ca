import type { Tables } from "../tables.ts";
import type { NotPromise, Store, Tx } from "../tx.ts";
import type { Connection } from "./sqlite.ts";
import { translated } from "./storage-error.ts";

export function transactions(
  db: Connection,
  { tables, changes, forget }: Tables,
): Pick<Store, "transact" | "read" | "trouble"> {
  const client = db.$client;
  const prepared = (source: string) => client.prepare(source);
  /** Rows changed on this connection. */
  const total = prepared("SELECT total_changes()").pluck();
  /** Is another number once another process has written. */
  const written = prepared("PRAGMA data_version").pluck();
  const touch = prepared("UPDATE instance SET probe = 1 - probe");
  let seen: unknown = null;

  /** The Tx is revoked afterwards, so that what kept it cannot write outside of the transaction. */
  const run = client.transaction((work: (tx: Tx) => unknown, isRead: boolean): unknown => {
    const version = written.get();
    if (version !== seen) forget();
    seen = version;
    const { proxy, revoke } = Proxy.revocable(tables, {});
    try {
      const before = isRead ? total.get() : null;
      const result = work(proxy);
      if (!isRead) changes.redraw();
      else if (total.get() !== before) throw new Error("a read must not write");
      return result;
    } finally {
      revoke();
    }
  });

  function whole<T>(work: (tx: Tx) => NotPromise<T>, isRead: boolean): T {
    if (client.inTransaction) throw new Error("a transaction was begun inside another");
    try {
      return (isRead ? run.deferred : run.immediate)(work, isRead) as T;
    } catch (error) {
      forget();
      throw translated(error);
    } finally {
      changes.forget();
    }
  }

  return {
    transact: (work) => whole(work, false),
    read: (work) => whole(work, true),
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
