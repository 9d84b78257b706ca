import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOf } from "../../src/domain/page.ts";

const rows = (...ids: number[]) => ids.map((id) => ({ id }));
const shown = (...given: Parameters<typeof pageOf>) => {
  const { rows, skipped, total } = pageOf(...given);
  return [rows.map(({ id }) => id), skipped, total];
};

describe("a page of what waits", () => {
  const seven = rows(2, 3, 5, 7, 11, 13, 17);

  it("begins behind the one before, or ends in front of the next one", () => {
    expect(shown(seven, { page: 1 }, 3)).toEqual([[7, 11, 13], 3, 7]);
    expect(shown(seven, { after: 5 }, 3)).toEqual([[7, 11, 13], 3, 7]);
    expect(shown(seven, { after: 6 }, 3)).toEqual([[7, 11, 13], 3, 7]);
    expect(shown(seven, { before: 11 }, 3)).toEqual([[3, 5, 7], 1, 7]);
  });

  it("is the first one before all, the last one behind all, and empty where nothing is", () => {
    expect(shown(seven, { before: 3 }, 3)).toEqual([[2, 3, 5], 0, 7]);
    expect(shown(seven, { after: 99 }, 3)).toEqual([[17], 6, 7]);
    expect(shown(seven, { page: 99 }, 3)).toEqual([[17], 6, 7]);
    expect(shown([], { page: 0 }, 3)).toEqual([[], 0, 0]);
  });

  it("passes nobody over and shows nothing twice while others are done", () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 });
    const done = fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }), { maxLength: 20 });
    fc.assert(
      fc.property(ids, done, (begin, turns) => {
        let open = rows(...begin.toSorted((a, b) => a - b));
        const seen: number[] = [];
        for (let turn = 0; turn < 40; turn += 1) {
          const page = pageOf(open, { after: seen.at(-1) ?? 0 }, 4);
          const fresh = page.rows.filter(({ id }) => id > (seen.at(-1) ?? 0));
          if (fresh.length === 0) break;
          seen.push(...fresh.map(({ id }) => id));
          if (page.skipped + page.rows.length >= page.total) break;
          open = open.filter(({ id }) => !(turns[turn] ?? []).includes(id));
        }
        expect(seen).toEqual([...new Set(seen)]);
        const stayed = begin.filter((id) => !turns.flat().includes(id));
        expect(seen).toEqual(expect.arrayContaining(stayed));
      }),
    );
  });
});
