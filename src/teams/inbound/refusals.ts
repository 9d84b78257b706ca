import type { Log } from "../../log.ts";

const MINUTE_MS = 60_000;
const MOST = 10;

/** Writes down why a request is refused, ten times in a minute at most: anybody can send what is not Microsoft's. */
export function createRefusals(log: Log): (status: number, reason: string) => void {
  let [began, count] = [performance.now(), 0];
  return (status, reason) => {
    const time = performance.now();
    if (time - began >= MINUTE_MS) [began, count] = [time, 0];
    count += 1;
    if (count > MOST) return;
    log.warn({ source: "teams", status, reason }, "A request for Teams was refused");
    if (count === MOST)
      log.warn({ source: "teams" }, "What else is refused in this minute is not written down");
  };
}
