import { expect, it } from "vitest";
import { fuzz, SENT } from "./fuzz/fuzzed.ts";
import { fuzzSandbox } from "./fuzz/sandboxed.ts";

it("whatever is sent to an entry is answered, and nothing that a person typed is more than words", async () => {
  const { figures, violations } = await fuzz(20_261_126, 60);
  expect(violations).toEqual([]);
  expect(figures[SENT]).toBeGreaterThan(100);
});

it("whatever is sent to the sandbox is answered by it, and it goes on", async () => {
  expect((await fuzzSandbox(20_261_126, 15)).violations).toEqual([]);
});
