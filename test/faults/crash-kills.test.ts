import { expect, it } from "vitest";
import { atEveryMoment } from "./crash/at-every-moment.ts";

/** One run: a journey has no leg as long as this. */
const ONCE = 1_000;

// All moments: `npm run faults -- crash-kills`.
it.concurrent.each([
  { platform: "slack", mode: "automatic", from: 10 },
  { platform: "teams", mode: "guided", from: 9 },
] as const)(
  "the built program, killed on each leg of a journey, goes on as if nothing had been, $platform, $mode",
  async (where) => {
    const { figures, violations } = await atEveryMoment({ ...where, every: ONCE });
    expect(violations).toEqual([]);
    expect(figures[`${where.platform}, ${where.mode}: kills`]).toBeGreaterThan(3);
  },
  300_000,
);
