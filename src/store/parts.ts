import type { Topic } from "../domain/topic.ts";
import type { Connection } from "./connection.ts";
import type { ReadCache } from "./read-cache.ts";

/** What a repository is made of. */
export type Parts = {
  readonly db: Connection;
  /** Epoch ms. */
  readonly clock: () => number;
  /** Messages that show one of these topics are drawn again after the commit. */
  readonly mark: (...topics: readonly Topic[]) => void;
  /** A cache of its own, which is forgotten when a transaction is undone or another process has written. */
  readonly cache: () => ReadCache;
};
