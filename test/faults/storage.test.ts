import { expect, it } from "vitest";
import { corruptions } from "./corruption.ts";
import { logDamages, tornCopies } from "./log-damage.ts";
import { tamperings } from "./tampering.ts";

it("a database that was hurt is refused in one line, or all of it is there; the Record is never wrong", async () => {
  const { figures, violations } = await corruptions(7, 60);
  expect(violations).toEqual([]);
  expect(figures["files refused"]).toBeGreaterThan(20);
});

it("a log that was hurt or mixed up is refused and left as it is, or taken up to a commit; the Record is of one moment, and a later head tells", async () => {
  const { figures, violations } = await logDamages(7, 48);
  expect(violations).toEqual([]);
  expect(figures["logs refused"]).toBeGreaterThan(4);
});

it("of a copy that was torn the Record is of one moment, or it is refused in one line", async () => {
  const { figures, violations } = await tornCopies(7, 40);
  expect(violations).toEqual([]);
  expect(figures["copies refused"]).toBeGreaterThan(5);
});

it("whatever is done to the Record is found, by a start as well, and the right entry is named", async () => {
  const { figures, violations } = await tamperings(7, 40);
  expect(violations).toEqual([]);
  expect(figures["right entry named"]).toBe(40);
});
