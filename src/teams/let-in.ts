import { createHash } from "node:crypto";

/** As long as this a token is taken without being checked again; Microsoft's service sends one for about an hour. */
const CHECKED_AGAIN_MS = 5 * 60_000;
/** Nobody gets in here without a token that Microsoft signed for this bot, and it signs few at once. */
const MOST = 100;

/**
 * The requests' tokens that were found right, each for the channel and the service it was found right for. Signed keys
 * that Microsoft takes back are told to nobody: the SDK itself reads them once a day. `now`: epoch ms.
 */
export function createLetIn(now: () => number) {
  const until = new Map<string, number>();
  return {
    has: (ticket: string): boolean => (until.get(ticket) ?? Number.NEGATIVE_INFINITY) > now(),
    /** `expires`: the token's `exp`, epoch seconds. */
    add(ticket: string, expires: number): void {
      const end = Math.min(expires * 1000, now() + CHECKED_AGAIN_MS);
      if (!(end > now())) return;
      until.delete(ticket);
      until.set(ticket, end);
      const [oldest] = until.keys();
      if (until.size > MOST && oldest !== undefined) until.delete(oldest);
    },
  };
}

/** Nothing from which the token could be read. */
export const ticketOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64");
