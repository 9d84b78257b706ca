import type { Log } from "./lib/log.ts";

/** Parts by their names; null: it is ready, else why it is not, for the operator. */
type Parts = Readonly<Record<string, string | null>>;

/** Looks at all of them and tells whether all are ready; whatever has changed since the last look is one line in the log. */
export function watchReadiness(parts: () => Parts, log: Log): () => boolean {
  const known = new Map<string, string | null>();
  return () => {
    const found = Object.entries(parts());
    for (const [part, reason] of found) {
      if (reason === (known.get(part) ?? null)) continue;
      known.set(part, reason);
      if (reason === null) log.info({ part }, "ready again");
      else log.error({ part, reason }, "not ready, so /readyz answers 503");
    }
    return found.every(([, reason]) => reason === null);
  };
}
