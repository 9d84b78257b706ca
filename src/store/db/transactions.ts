import type { Changes } from "../queue/changes.ts";
import type { NotPromise, Store, Tx } from "../tx.ts";
import type { Connection } from "./connection.ts";
import { translated } from "./storage-error.ts";

/** All tables, how to have read anew what is remembered of them, and what comes after each commit. */
export type Tables = {
  readonly tables: Omit<Tx, "attempt">;
  readonly changes: Changes;
  readonly forget: () => void;
  readonly committed: () => void;
};

const isPromise = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translated(error);
  }
}

export function transactions(
  db: Connection,
  { tables, changes, forget, committed }: Tables,
): Pick<Store, "transact" | "read" | "trouble"> {
  const client = db.$client;
  const prepared = (source: string) => client.prepare(source);
  const begin = { write: prepared("BEGIN IMMEDIATE"), read: prepared("BEGIN") };
  const commit = prepared("COMMIT");
  const rollback = prepared("ROLLBACK");
  const part = {
    begin: prepared("SAVEPOINT part"),
    undo: prepared("ROLLBACK TO part"),
    end: prepared("RELEASE part"),
  };
  const total = prepared("SELECT total_changes()").pluck();
  /** Is another number once another process has written. */
  const written = prepared("PRAGMA data_version").pluck();
  let seen: unknown = null;
  const touch = prepared("UPDATE instance SET probe = 1 - probe");

  /** Why the transaction is gone, parts that were made included: on a full disk SQLite rolls back by itself. */
  let lost: { readonly why: unknown } | null = null;
  /** Rows that this transaction has changed in parts that were undone. */
  let undone = 0;

  /** Rows changed on this connection, as last counted: nothing writes on it between two transactions. */
  let counted = Number(total.get());
  const count = (): number => {
    counted = Number(total.get());
    return counted;
  };

  function requireKept(): void {
    if (lost !== null) throw lost.why;
  }

  /** Why what came after `before` cannot be undone alone; null: it is, and the transaction goes on. */
  function lostBy(error: unknown, before: number): typeof lost {
    if (!client.inTransaction) return { why: error };
    try {
      part.undo.run();
      part.end.run();
    } catch (why) {
      return { why };
    }
    undone += count() - before;
    return null;
  }

  function attempt<T>(work: () => NotPromise<T>): T {
    requireKept();
    const before = count();
    const marked = changes.snapshot();
    part.begin.run();
    try {
      const result = work();
      if (isPromise(result)) throw new TypeError("a part of a transaction must not be async");
      part.end.run();
      return result;
    } catch (error) {
      forget();
      changes.restore(marked);
      lost = lostBy(error, before);
      throw error;
    }
  }

  const tx: Tx = { ...tables, attempt: (work) => inWords(() => attempt(work)) };

  /** The Tx is revoked afterwards, so that what kept it cannot write outside of the transaction. */
  function run<T>(start: "write" | "read", work: (tx: Tx) => NotPromise<T>): T {
    if (client.inTransaction) throw new Error("a transaction was begun inside another");
    const { proxy, revoke } = Proxy.revocable(tx, {});
    lost = null;
    undone = 0;
    try {
      begin[start].run();
      const version = written.get();
      if (version !== seen) forget();
      seen = version;
      const before = counted;
      const result = work(proxy);
      if (isPromise(result)) throw new TypeError("a transaction must not be async");
      requireKept();
      if (start === "write") changes.redraw();
      const isChanged = count() - undone !== before;
      if (isChanged && start === "read") throw new Error("a read must not write");
      // Pages that were changed and undone would be written all the same.
      if (isChanged || undone === 0) commit.run();
      else rollback.run();
      if (start === "write") committed();
      return result;
    } catch (error) {
      forget();
      // On a full disk SQLite has rolled back by itself.
      if (client.inTransaction) rollback.run();
      count();
      throw error;
    } finally {
      changes.forget();
      revoke();
    }
  }

  return {
    transact: (work) => inWords(() => run("write", work)),
    read: (work) => inWords(() => run("read", work)),
    trouble() {
      if (client.inTransaction) return null;
      try {
        touch.run();
        count();
        return null;
      } catch (error) {
        const known = translated(error);
        return known instanceof Error ? known.message : String(known);
      }
    },
  };
}
