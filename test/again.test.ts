import { expect, it } from "vitest";
import { again } from "../src/again.ts";

it("what could not be done is tried again until it is", async () => {
  let tried = 0;
  await again(async () => {
    tried += 1;
    return true;
  }, new AbortController().signal);
  expect(tried).toBe(1);
});

it("what is waited for is not tried any more after the signal", async () => {
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
