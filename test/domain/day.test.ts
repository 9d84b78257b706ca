import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, endOfDay, startOfDay } from "../../src/domain/day.ts";

const at = (day: string, zone: string): string => new Date(startOfDay(day, zone) ?? Number.NaN).toISOString();

describe("a day", () => {
  it.each([
    ["2026-12-01", "UTC", "2026-12-01T00:00:00.000Z"],
    ["2026-12-01", "Europe/Paris", "2026-11-30T23:00:00.000Z"],
    ["2026-12-01", "America/Los_Angeles", "2026-12-01T08:00:00.000Z"],
    ["2026-12-01", "Pacific/Kiritimati", "2026-11-30T10:00:00.000Z"],
    // The day of the change still begins by the old hour, and the next one by the new.
    ["2026-03-29", "Europe/Paris", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Paris", "2026-03-29T22:00:00.000Z"],
    // There is no midnight.
    ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
    ["2026-12-01", "No/Where", "2026-12-01T00:00:00.000Z"],
  ])("%s in %s begins at %s", (day, zone, instant) => {
    expect(at(day, zone)).toBe(instant);
  });

  it.each(["2026-02-29", "2026-13-01", "tomorrow", "", "2026-1-1"])("%s is none", (day) => {
    expect([startOfDay(day, "UTC"), endOfDay(day, "UTC")]).toEqual([null, null]);
  });

  it("begins where the one before it ends, in every zone", () => {
    const zones = fc.constantFrom(
      "UTC",
      "Europe/Paris",
      "America/Santiago",
      "Asia/Kathmandu",
      "Africa/Cairo",
    );
    const days = fc.date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true });
    const holds = fc.property(days, zones, (date, zone) => {
      const day = date.toISOString().slice(0, 10);
      const [first, next] = [startOfDay(day, zone) ?? 0, endOfDay(day, zone) ?? 0];
      const dayAfter = dayOf(next, zone);
      expect([dayOf(first, zone), dayOf(next - 1, zone)]).toEqual([day, day]);
      expect([dayAfter > day, startOfDay(dayAfter, zone)]).toEqual([true, next]);
    });
    fc.assert(holds, { numRuns: 200 });
  });
});
