import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPace } from "../../src/teams/pace.ts";

const SENDS = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;
const READS = [
  [1_000, 14],
  [2_000, 16],
  [30_000, 120],
  [3_600_000, 3_600],
] as const;
const LIMITS = { send: SENDS, read: READS };

/** How many of these fall into any stretch of that length. */
function most(times: readonly number[], period: number): number {
  let first = 0;
  let found = 0;
  for (const [last, time] of times.entries()) {
    while ((times[first] ?? 0) <= time - period) first += 1;
    found = Math.max(found, last - first + 1);
  }
  return found;
}

const step = fc.record({
  after: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40_000 })),
  what: fc.constantFrom("send" as const, "read" as const),
  conversation: fc.constantFrom("a", "b", "c", "d", "e"),
  burst: fc.integer({ min: 1, max: 40 }),
});

describe("our own pace", () => {
  test("never exceeds a window, and nobody waits longer than they must", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let now = 1_000_000;
        const pace = createPace(() => now);
        const all: number[] = [];
        const taken = new Map<string, number[]>();
        const allowed = (what: "send" | "read", key: string, at: number) =>
          LIMITS[what].every(([period, limit]) => most([...(taken.get(key) ?? []), at], period) <= limit) &&
          most([...all, at], 1_000) <= 30;
        for (const { after, what, conversation, burst } of steps) {
          now += after;
          for (let i = 0; i < burst; i += 1) {
            const key = `${what} ${conversation}`;
            const wait = pace.take(what, conversation);
            expect(allowed(what, key, now)).toBe(wait === 0);
            if (wait > 0) {
              expect(allowed(what, key, now + wait - 1)).toBe(false);
              expect(allowed(what, key, now + wait)).toBe(true);
              break;
            }
            all.push(now);
            taken.set(key, [...(taken.get(key) ?? []), now]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("is as fast as Microsoft allows: an hour of one conversation holds 1,800 messages", () => {
    let now = 0;
    const pace = createPace(() => now);
    const sent: number[] = [];
    while (sent.length < 1_801) {
      const wait = pace.take("send", "a");
      if (wait === 0) sent.push(now);
      now += wait;
    }
    for (const [period, limit] of SENDS) expect(most(sent, period)).toBe(limit);
    expect(sent.at(-1)).toBe(3_600_000);
  });

  test("of one conversation holds up no other, and reading no sending", () => {
    const pace = createPace(() => 5);
    for (let i = 0; i < 7; i += 1) expect(pace.take("send", "a")).toBe(0);
    expect(pace.take("send", "a")).toBe(1_000);
    expect(pace.take("send", "b")).toBe(0);
    expect(pace.take("read", "a")).toBe(0);
  });

  test("leaves a conversation alone for as long as the service asked, and no longer", () => {
    let now = 0;
    const pace = createPace(() => now);
    pace.pause("send", "a", 5_000);
    pace.pause("send", "a", 1_000);
    expect(pace.take("send", "a")).toBe(5_000);
    expect(pace.take("send", "b")).toBe(0);
    now = 5_000;
    expect(pace.take("send", "a")).toBe(0);
  });

  test("remembers a busy conversation among very many quiet ones", () => {
    let now = 0;
    const pace = createPace(() => now);
    for (let i = 0; i < 600; i += 1) {
      now += 40;
      expect(pace.take("send", `quiet ${i}`)).toBe(0);
      if (i % 10 === 0) expect(pace.take("send", "busy")).toBe(0);
    }
    // The first of sixty was at 40 ms.
    expect(pace.take("send", "busy")).toBe(30_040 - now);
    now += 3_700_000;
    expect(pace.take("send", "busy")).toBe(0);
  });
});
