import { expect, it } from "vitest";
import { SHUTDOWNS } from "./loops/shutdown.ts";

const few = { seed: 7, shutdowns: { ends: 1, lifeMs: 300 }, requests: 6 };

it.concurrent.each(Object.entries(SHUTDOWNS))(
  "told to end among people at work, in %s, it ends in time, and what was acknowledged is done after the next start",
  async (_name, run) => {
    const { figures, violations } = await run(few);
    expect(violations).toEqual([]);
    expect(figures["Requests made"]).toBeGreaterThan(0);
  },
  300_000,
);
