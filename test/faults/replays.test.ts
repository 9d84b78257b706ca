import { expect, it } from "vitest";
import { replays } from "./replays.ts";

it.concurrent.each(["slack", "teams"] as const)(
  "whatever arrives in %s several times, at once and again later, has the effects of arriving once",
  async (on) => {
    const { figures, violations } = await replays({ seed: 7, on, restarts: false });
    expect(violations).toEqual([]);
    expect(figures[`deliveries in ${on}`]).toBeGreaterThan(100);
  },
  120_000,
);
