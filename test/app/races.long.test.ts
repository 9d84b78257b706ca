import { expect, it } from "vitest";
import { RACES, runRace } from "../faults/loops/races.ts";

it.each(
  RACES.map(({ race, schedules }) => ({ race, name: race.name, schedules: Math.max(6, schedules / 50) })),
)(
  "whatever meets about $name, one wins, the others are told, and everything happens once",
  async ({ race, schedules }) => {
    const { figures, violations } = await runRace(race, { schedules });
    expect(violations).toEqual([]);
    expect(figures["moves while a call was on its way"]).toBeGreaterThan(schedules / 4);
  },
  120_000,
);
