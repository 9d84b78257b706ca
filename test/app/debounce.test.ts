import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { debounce } from "../../src/app/debounce.ts";

it("a burst of calls has one effect, after it", async () => {
  let effects = 0;
  const call = debounce(() => {
    effects += 1;
  });
  for (let n = 0; n < 5; n += 1) call();
  expect(effects).toBe(0);
  await expect.poll(() => effects).toBe(1);
  await sleep(50);
  expect(effects).toBe(1);
});

it("calls that never end do not put it off for ever", async () => {
  let effects = 0;
  const call = debounce(() => {
    effects += 1;
  });
  const calls = setInterval(call, 1);
  await expect.poll(() => effects).toBeGreaterThan(0);
  clearInterval(calls);
});
