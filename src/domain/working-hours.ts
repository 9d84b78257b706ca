import { formatIn } from "./day.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const FIRST_HOUR = 9;
const LAST_HOUR = 17;
const MOST_HOURS = 24 * 30;
const PARTS = { weekday: "short", hour: "numeric", minute: "numeric", hourCycle: "h23" } as const;

/** Making one takes longer than all that is asked of it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const format = formats.get(timezone) ?? formatIn(timezone, "en-US", PARTS);
  formats.set(timezone, format);
  return format;
}

/** Whether people work at that instant, and when the clock on their wall strikes next. */
function hourOf(at: number, format: Intl.DateTimeFormat): { isWorked: boolean; ends: number } {
  const parts = format.formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  const hour = Number(part("hour"));
  const isWorked = !["Sat", "Sun"].includes(part("weekday")) && hour >= FIRST_HOUR && hour < LAST_HOUR;
  return { isWorked, ends: at - (at % MINUTE_MS) + (60 - Number(part("minute"))) * MINUTE_MS };
}

/** Working hours: Monday to Friday, 9 to 17 in that zone. `hours` in rising order. */
export function afterWorkingHours(start: number, hours: readonly number[], timezone: string): number[] {
  const format = formatOf(timezone);
  const instants: number[] = [];
  const next = () => (hours[instants.length] ?? Number.POSITIVE_INFINITY) * HOUR_MS;
  let worked = 0;
  for (let at = start, step = 0; step <= MOST_HOURS && instants.length < hours.length; step += 1) {
    const { isWorked, ends } = hourOf(at, format);
    if (isWorked) {
      for (; next() <= worked + ends - at; instants.push(at + next() - worked));
      worked += ends - at;
    }
    at = ends;
  }
  return instants;
}
