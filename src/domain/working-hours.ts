const HOUR_MS = 3_600_000;
const FIRST_HOUR = 9;
const LAST_HOUR = 17;

function isWorkingHour(at: number, timezone: string): boolean {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    weekday: "short",
    hour: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  const hour = Number(part("hour"));
  return !["Sat", "Sun"].includes(part("weekday")) && hour >= FIRST_HOUR && hour < LAST_HOUR;
}

/** The instant at which `hours` working hours (Monday to Friday, 9 to 17 in that zone) have passed, to the hour. */
export function afterWorkingHours(start: number, hours: number, timezone: string): number {
  let at = start;
  let left = hours;
  // 30 days bound the search whatever the zone does.
  for (let step = 0; left > 0 && step < 24 * 30; step += 1) {
    if (isWorkingHour(at, timezone)) left -= 1;
    at += HOUR_MS;
  }
  return at;
}
