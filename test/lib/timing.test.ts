import { expect, it } from "vitest";
import { again } from "../../src/lib/timing.ts";

it("work that failed is not tried again after the signal", async () => {
  const stopping = new AbortController();
  let tried = 0;
  const ended = again(async () => {
    tried += 1;
    return true;
  }, stopping.signal);
  stopping.abort();
  await ended;
  expect(tried).toBe(0);
});
