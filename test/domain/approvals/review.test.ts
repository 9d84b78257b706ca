import { describe, expect, it } from "vitest";
import { periodBegan, periodName } from "../../../src/domain/approvals/review.ts";

const END_OF_MARCH = Date.UTC(2026, 3, 1) - 1;

describe("the period of a review", () => {
  it("begins with the quarter, also where nobody has asked for reviews", () => {
    for (const reviews of ["off", "quarterly"] as const) {
      expect(periodBegan(reviews, END_OF_MARCH)).toBe(Date.UTC(2026, 0));
      expect(periodBegan(reviews, END_OF_MARCH + 1)).toBe(Date.UTC(2026, 3));
      expect(periodBegan(reviews, Date.UTC(2026, 11, 31))).toBe(Date.UTC(2026, 9));
    }
  });

  it("begins with the month where reviews are monthly", () => {
    expect(periodBegan("monthly", END_OF_MARCH)).toBe(Date.UTC(2026, 2));
    expect(periodBegan("monthly", END_OF_MARCH + 1)).toBe(Date.UTC(2026, 3));
    expect(periodBegan("monthly", Date.UTC(2028, 1, 29, 23))).toBe(Date.UTC(2028, 1));
  });

  it("is named after its year and its quarter or month", () => {
    expect(periodName("quarterly", END_OF_MARCH)).toBe("2026-Q1");
    expect(periodName("quarterly", END_OF_MARCH + 1)).toBe("2026-Q2");
    expect(periodName("off", Date.UTC(2026, 11, 31))).toBe("2026-Q4");
    expect(periodName("monthly", END_OF_MARCH)).toBe("2026-03");
  });
});
