import { expect, test } from "vitest";
import { isLowerRole, ROLES } from "../../src/domain/role.ts";

test("Admin grants more than Billing, and Billing more than Member", () => {
  expect(ROLES.map((role) => ROLES.filter((other) => isLowerRole(other, role)))).toEqual([
    ["billing", "member"],
    ["member"],
    [],
  ]);
});
