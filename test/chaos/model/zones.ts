/*
 * What the law of each place says, written down by hand: nothing here asks the machine, nor the code, what time it is
 * anywhere.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Zone = {
  /** Minutes ahead of UTC. */
  readonly winter: number;
  readonly summer: number;
  /** From when to when it is summer there. */
  readonly summers: readonly (readonly [string, string])[];
};

const fixed = (minutes: number): Zone => ({ winter: minutes, summer: minutes, summers: [] });

const ZONES = {
  "Europe/Paris": {
    winter: 60,
    summer: 120,
    summers: [["2026-03-29T01:00Z", "2026-10-25T01:00Z"]],
  },
  "America/New_York": {
    winter: -300,
    summer: -240,
    summers: [["2026-03-08T07:00Z", "2026-11-01T06:00Z"]],
  },
  "America/St_Johns": {
    winter: -210,
    summer: -150,
    summers: [["2026-03-08T05:30Z", "2026-11-01T04:30Z"]],
  },
  "Australia/Adelaide": {
    winter: 570,
    summer: 630,
    summers: [
      ["2025-10-04T16:30Z", "2026-04-04T16:30Z"],
      ["2026-10-03T16:30Z", "2027-04-03T16:30Z"],
    ],
  },
  // Half an hour of summer.
  "Australia/Lord_Howe": {
    winter: 630,
    summer: 660,
    summers: [
      ["2025-10-04T15:30Z", "2026-04-04T15:00Z"],
      ["2026-10-03T15:30Z", "2027-04-03T15:00Z"],
    ],
  },
  "Pacific/Chatham": {
    winter: 765,
    summer: 825,
    summers: [
      ["2025-09-27T14:00Z", "2026-04-04T14:00Z"],
      ["2026-09-26T14:00Z", "2027-04-03T14:00Z"],
    ],
  },
  "Asia/Kolkata": fixed(330),
  "Asia/Kathmandu": fixed(345),
} as const satisfies Record<string, Zone>;

export type ZoneName = keyof typeof ZONES;
export const ZONE_NAMES = Object.keys(ZONES) as ZoneName[];

/** Every change of the clocks between March and November, epoch ms. */
export const CHANGES: readonly number[] = [
  ...new Set(ZONE_NAMES.flatMap((name) => ZONES[name].summers.flat().map((at) => Date.parse(at)))),
].filter((at) => at > Date.UTC(2026, 1) && at < Date.UTC(2026, 11));

/** How far the clocks there are ahead of UTC, ms. */
export function offsetAt(at: number, name: ZoneName): number {
  const { winter, summer, summers } = ZONES[name] as Zone;
  const isSummer = summers.some(([from, to]) => at >= Date.parse(from) && at < Date.parse(to));
  return (isSummer ? summer : winter) * MINUTE;
}

/** When the clocks there show this hour of this day (days since 1970). They are changed at night alone. */
function instantOf(day: number, hour: number, name: ZoneName): number {
  const shown = day * DAY + hour * HOUR;
  return shown - offsetAt(shown - offsetAt(shown, name), name);
}

/** The instants at which so many hours of Monday to Friday, nine to five there, have passed since `start`. */
export function workingHoursAfter(start: number, hours: readonly number[], name: ZoneName): number[] {
  const found: number[] = [];
  let worked = 0;
  for (let day = Math.floor((start + offsetAt(start, name)) / DAY); found.length < hours.length; day += 1) {
    // The first of January 1970 was a Thursday.
    const weekday = (((day + 4) % 7) + 7) % 7;
    if (weekday === 0 || weekday === 6) continue;
    const from = Math.max(start, instantOf(day, 9, name));
    const lasts = Math.max(0, instantOf(day, 17, name) - from);
    for (const hour of hours.slice(found.length))
      if (hour * HOUR <= worked + lasts) found.push(from + hour * HOUR - worked);
    worked += lasts;
  }
  return found;
}
