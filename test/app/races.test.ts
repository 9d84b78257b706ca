import { expect, it } from "vitest";
import { runRace } from "../faults/loops/races.ts";
import { decisions } from "../faults/races/decisions.ts";

it.each([[decisions, 60]] as const)(
  "whatever meets about $name, one wins, the others are told who, and everything happens once",
  async (race, schedules) => {
    const { figures, violations } = await runRace(race, { schedules });
    expect(violations).toEqual([]);
    expect(figures["moves while a call was on its way"]).toBeGreaterThan(schedules / 4);
  },
  120_000,
);
