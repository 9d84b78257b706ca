import type { Log } from "./lib/log.ts";

/** Parts by their names; null: it is ready, else why it is not, for the operator. */
type Parts = Readonly<Record<string, string | null>>;

/** Why a platform's connection does not work, by its word for it. */
const REASONS: Readonly<Record<string, string>> = {
  not_started: "it was not started",
  not_reached: "Slack has not said yet whose the token is",
  no_socket: "there is no Socket Mode connection",
  no_token: "Microsoft's directory has given no token yet",
};

/** `refusal`: what the platform says of our credentials; null: it takes them. */
export function reasonOf(trouble: string | null, refusal: string | null): string | null {
  if (trouble !== null) return REASONS[trouble] ?? trouble;
  return refusal && `it refuses our credentials (${refusal}), and what goes there waits`;
}

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
