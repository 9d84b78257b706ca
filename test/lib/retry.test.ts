import { expect, it } from "vitest";
import { again } from "../../src/lib/timing.ts";

it("work that failed is tried again until it succeeds, and never after the signal", async () => {
  let tried = 0;
  const work = async () => {
    tried += 1;
    return true;
  };
  await again(work, new AbortController().signal);
  expect(tried).toBe(1);
  const stopping = new AbortController();
  const ended = again(work, stopping.signal);
  stopping.abort();
  await ended;
  expect(tried).toBe(1);
});
