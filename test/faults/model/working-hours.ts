const HOUR = 3_600_000;
const REMIND_AFTER = [4, 12, 28];

/** Monday to Friday, nine to five in Paris; everything here begins at a full hour. */
const dayAndHour = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  weekday: "short",
  hour: "2-digit",
});

export function workingHoursAfter(start: number): number[] {
  const found: number[] = [];
  for (let at = start, worked = 0; found.length < REMIND_AFTER.length; ) {
    const [day = "", hour = ""] = dayAndHour.format(at).split(", ");
    at += HOUR;
    if (day === "Sat" || day === "Sun" || Number(hour) < 9 || Number(hour) >= 17) continue;
    worked += 1;
    if (worked === REMIND_AFTER[found.length]) found.push(at);
  }
  return found;
}
