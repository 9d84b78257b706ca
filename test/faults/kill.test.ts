import { expect, it } from "vitest";
import { storm } from "./storm.ts";

const few = { seed: 7, kills: 6, requests: 12, faults: 0.3, life: 100, graceMs: 700 };

it("a bot that is killed again and again, among faults, keeps every decision and does everything once", async () => {
  const { figures, violations } = await storm({ ...few, approvers: 3 });
  expect(violations).toEqual([]);
  expect(figures["kills while a job ran"]).toBeGreaterThan(0);
  expect(figures["jobs left with an unknown outcome"]).toBeGreaterThan(0);
}, 300_000);

it("a bot that may not look for its messages posts some of them twice, and loses none", async () => {
  const { figures, violations } = await storm({
    ...few,
    kills: 4,
    requests: 8,
    channel: false,
    approvers: 4,
    again: "unheard",
  });
  expect(violations).toEqual([]);
  expect(figures["posts that came twice"]).toBeGreaterThan(0);
}, 300_000);
