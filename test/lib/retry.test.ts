import { expect, it } from "vitest";
import { again } from "../../src/lib/retry.ts";

it("work that failed is tried again until it succeeds", async () => {
  let tried = 0;
  await again(async () => {
    tried += 1;
    return true;
  }, new AbortController().signal);
  expect(tried).toBe(1);
});

it("a wait ends with the signal, and nothing is tried after it", async () => {
  const stopping = new AbortController();
  let tried = 0;
  const ended = again(async () => {
    tried += 1;
    return false;
  }, stopping.signal);
  stopping.abort();
  await ended;
  expect(tried).toBe(0);
});
