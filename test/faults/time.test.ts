import { expect, it } from "vitest";
import { playTime } from "./time-play.ts";

const LIVES = 6;

it("whatever the clock does, what is due is said once, and nothing before its time", {
  timeout: 120_000,
}, async () => {
  expect(await playTime({ numRuns: LIVES })).toMatchObject({ lives: LIVES });
});
