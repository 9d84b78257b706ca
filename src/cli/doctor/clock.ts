import { type Found, fail, ok, skipped, warn } from "./finding.ts";

const MUCH_MS = 30_000;
/** Slack and Microsoft sign with a time, and what is older than five minutes is refused; so is what is a minute ahead. */
const AHEAD_MS = 5 * 60_000;
const BEHIND_MS = 60_000;

export type Clock = {
  /** Notes what time it is for whoever answers. */
  seen(answer: Pick<Response, "headers">): void;
  findings(): Found;
};

/** Compares this machine's clock with what others say of the time. One of them may be wrong, so the nearest counts. */
export function createClock(now: () => number): Clock {
  const ahead: number[] = [];
  return {
    seen({ headers }) {
      const at = Date.parse(headers.get("date") ?? "");
      if (!Number.isNaN(at)) ahead.push(now() - at);
    },
    findings() {
      const [by] = ahead.toSorted((a, b) => Math.abs(a) - Math.abs(b));
      if (by === undefined) return skipped("clock", "Nobody answered whose clock could be compared.");
      if (Math.abs(by) < MUCH_MS) return ok("clock", "This machine's clock is that of the others.");
      const what = `This machine's clock is ${length(Math.abs(by))} ${by > 0 ? "ahead" : "behind"}.`;
      const isTooFar = by > AHEAD_MS || by < -BEHIND_MS;
      const mend = isTooFar
        ? "Set it by NTP: requests from Slack and Teams are refused as too old or too new."
        : "Set it by NTP, before requests are refused as too old or too new.";
      return [(isTooFar ? fail : warn)("clock", what, mend)];
    },
  };
}

const length = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1000)} seconds` : `${Math.round(ms / 60_000)} minutes`;
