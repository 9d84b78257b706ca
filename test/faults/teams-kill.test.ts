import { expect, it } from "vitest";
import { teamsStorm } from "./teams-storm.ts";

it("in Teams, too, a bot that is killed again and again, among faults, loses nothing and decides nothing twice", async () => {
  const { figures, violations } = await teamsStorm({
    seed: 7,
    kills: 2,
    requests: 6,
    faults: 0.3,
    life: 80,
    graceMs: 700,
    hangs: false,
  });
  expect(violations).toEqual([]);
  expect(figures["posts due"]).toBeGreaterThan(0);
  expect(figures["of them approved"]).toBeGreaterThan(0);
}, 300_000);
