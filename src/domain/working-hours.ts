const HOUR_MS = 3_600_000;
const FIRST_HOUR = 9;
const LAST_HOUR = 17;
/** Bounds the search, whatever the zone does. */
const MOST_HOURS = 24 * 30;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Platforms name zones that Node may not know; those people's day is told in UTC. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const options = { weekday: "short", hour: "numeric", hourCycle: "h23" } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", { ...options, timeZone: timezone });
  } catch {
    format = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
  formats.set(timezone, format);
  return format;
}

function isWorkingHour(at: number, format: Intl.DateTimeFormat): boolean {
  const parts = format.formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  const hour = Number(part("hour"));
  return !["Sat", "Sun"].includes(part("weekday")) && hour >= FIRST_HOUR && hour < LAST_HOUR;
}

/**
 * The instants at which so many working hours (Monday to Friday, 9 to 17 in that zone) have passed since `start`, to the
 * hour. `hours` in rising order.
 */
export function afterWorkingHours(start: number, hours: readonly number[], timezone: string): number[] {
  const format = formatOf(timezone);
  const instants: number[] = [];
  let worked = 0;
  for (let step = 0; step <= MOST_HOURS && instants.length < hours.length; step += 1) {
    const at = start + step * HOUR_MS;
    while (worked >= (hours[instants.length] ?? Number.POSITIVE_INFINITY)) instants.push(at);
    if (isWorkingHour(at, format)) worked += 1;
  }
  return instants;
}
