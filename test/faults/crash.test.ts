import { expect, it } from "vitest";
import { atEveryStep, WAYS } from "./crash/at-every-step.ts";

const ONCE = 10_000;

// Many more steps, others for each seed: `npm run faults -- crash`.
it.each([
  { mode: "automatic", ways: WAYS.filter((_, index) => index % 2 === 1), apart: 150 },
  { mode: "guided", ways: WAYS.filter((_, index) => index % 2 === 0), apart: 50 },
] as const)(
  "a journey ends in the same state whatever goes wrong on its way, $mode",
  async (where) => {
    const { figures, violations } = await atEveryStep({ ...where, every: ONCE, seed: 97 });
    expect(violations).toEqual([]);
    expect(figures).toMatchObject({ [`${where.mode}: runs`]: where.ways.length });
  },
  300_000,
);
