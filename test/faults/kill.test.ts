import { expect, it } from "vitest";
import { storm } from "./storm.ts";

it("a bot that is killed again and again, among faults, keeps every decision and does everything once", async () => {
  const seed = Date.now() % 1_000_000;
  const { figures, violations } = await storm({
    seed,
    kills: 8,
    requests: 14,
    faults: 0.3,
    lifeMs: 1200,
    graceMs: 2000,
  });
  expect({ seed, violations }).toEqual({ seed, violations: [] });
  expect(figures["kills while a job ran"]).toBeGreaterThan(0);
  expect(figures["jobs left with an unknown outcome"]).toBeGreaterThan(0);
}, 120_000);
