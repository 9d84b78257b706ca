import type { Log } from "./lib/log.ts";

/** Parts by their names; null: it is ready, else why it is not, for the operator. */
type Parts = Readonly<Record<string, string | null>>;

/** Looks at all of them and tells whether all are ready; whatever has changed since the last look is one line in the log. */
export function watchReadiness(parts: () => Parts, log: Log): () => boolean {
  const troubles = new Map<string, string>();
  return () => {
    for (const [part, reason] of Object.entries(parts())) {
      if (reason === (troubles.get(part) ?? null)) continue;
      if (reason === null) {
        troubles.delete(part);
        log.info({ part }, "ready again");
      } else {
        troubles.set(part, reason);
        log.error({ part, reason }, "not ready, so /readyz answers 503");
      }
    }
    return troubles.size === 0;
  };
}
