import { expect, it } from "vitest";
import { corruptions } from "./corruption.ts";
import { tamperings } from "./tampering.ts";

it("a database that was hurt is refused in one line, or all of it is there; the Record is never wrong", async () => {
  const { figures, violations } = await corruptions(7, 60);
  expect(violations).toEqual([]);
  expect(figures["refused"]).toBeGreaterThan(20);
});

it("whatever is done to the Record is found, by a start as well, and the right entry is named", async () => {
  const { figures, violations } = await tamperings(7, 40);
  expect(violations).toEqual([]);
  expect(figures["right entry named"]).toBe(40);
});
