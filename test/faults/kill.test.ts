import { expect, it } from "vitest";
import { storm } from "./storm.ts";
import { teamsStorm } from "./teams-storm.ts";

const few = { seed: 7, faults: 0.3, graceMs: 700 };
const TIMEOUT_MS = 300_000;

// They wait for most of the time, so side by side they take as long as the longest.
it.concurrent(
  "a bot that is killed again and again, among faults, keeps every decision and does everything once",
  async () => {
    const { figures, violations } = await storm({ ...few, life: 100, kills: 6, requests: 12, approvers: 3 });
    expect(violations).toEqual([]);
    expect(figures["kills while a job ran"]).toBeGreaterThan(0);
    expect(figures["jobs left with an unknown outcome"]).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

it.concurrent(
  "a bot that may not look for its messages posts some of them twice, and loses none",
  async () => {
    const scene = { channel: false, approvers: 4, again: "unheard" } as const;
    const { figures, violations } = await storm({ ...few, ...scene, life: 100, kills: 4, requests: 8 });
    expect(violations).toEqual([]);
    expect(figures["posts that came twice"]).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

it.concurrent(
  "in Teams, too, a bot that is killed again and again, among faults, loses nothing and decides nothing twice",
  async () => {
    const { figures, violations } = await teamsStorm({
      ...few,
      ...{ life: 80, kills: 2, requests: 6, hangs: false },
    });
    expect(violations).toEqual([]);
    expect(figures["posts due"]).toBeGreaterThan(0);
    expect(figures["of them approved"]).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
