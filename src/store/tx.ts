import type { postedMessages } from "./schema/schema-traffic.ts";
import type { Tables } from "./tables.ts";

/** A posted message. Home pages are messages too: channel `home`, message = the account's id. */
export type PostedMessage = Readonly<typeof postedMessages.$inferSelect>;

/** Everything stored, as seen from inside one transaction. All of it is synchronous. */
export type Tx = Tables["tables"];

export interface Store {
  /** Runs `work` in one IMMEDIATE transaction: all of it is committed and durable, or none. */
  transact<T>(work: (tx: Tx) => NotPromise<T>): T;
  /** Reads one consistent picture; what it writes is undone. */
  read<T>(work: (tx: Tx) => NotPromise<T>): T;
  /** Why the file takes no writes just now, for the operator; null: it does. */
  trouble(): string | null;
  /** The file that was removed or replaced since it was opened: what is read here is old, and another server may run. */
  lost(): string | null;
  /** After something was erased: its bytes are in no file any more. False: another reader keeps them there. */
  scrub(patienceMs?: number): boolean;
  /** Copies to a new file, also while others write; the copy was checked. Never overwrites. */
  backup(file: string): void;
  close(): void;
}

/** Keeps an async callback out of a synchronous transaction: its awaited statements would run outside of it. */
export type NotPromise<T> = T extends PromiseLike<unknown> ? never : T;
