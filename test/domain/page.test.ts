import { describe, expect, it } from "vitest";
import { pageOf } from "../../src/domain/page.ts";

describe("a page", () => {
  it.each([
    [0, { rows: [2, 3, 5], page: 0, pages: 3, total: 7 }],
    [2, { rows: [17], page: 2, pages: 3, total: 7 }],
    [99, { rows: [17], page: 2, pages: 3, total: 7 }],
  ])("%i holds what stands there, and behind the last one is the last one", (asked, shown) => {
    expect(pageOf([2, 3, 5, 7, 11, 13, 17], asked, 3)).toEqual(shown);
  });

  it("of nothing is an empty one", () => {
    expect(pageOf([], 0, 3)).toEqual({ rows: [], page: 0, pages: 1, total: 0 });
  });
});
