const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Written down by hand: nothing here asks the machine, nor the code, what time it is in Paris. */
const SUMMER = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)] as const;

const offsetAt = (at: number): number => (at >= SUMMER[0] && at < SUMMER[1] ? 2 : 1) * HOUR;

/** When the clocks in Paris show this hour of this day (days since 1970). They are changed at night alone. */
function instantOf(day: number, hour: number): number {
  const shown = day * DAY + hour * HOUR;
  return shown - offsetAt(shown - offsetAt(shown));
}

/** The instants at which so many hours of Monday to Friday, nine to five in Paris, have passed since `start`. */
export function workingHoursAfter(start: number, hours: readonly number[]): number[] {
  const found: number[] = [];
  let worked = 0;
  for (let day = Math.floor((start + offsetAt(start)) / DAY); found.length < hours.length; day += 1) {
    // The first of January 1970 was a Thursday.
    const weekday = (day + 4) % 7;
    if (weekday === 0 || weekday === 6) continue;
    const from = Math.max(start, instantOf(day, 9));
    const lasts = Math.max(0, instantOf(day, 17) - from);
    for (const hour of hours.slice(found.length))
      if (hour * HOUR <= worked + lasts) found.push(from + hour * HOUR - worked);
    worked += lasts;
  }
  return found;
}
