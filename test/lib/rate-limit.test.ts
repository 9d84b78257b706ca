import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { AppError, OWN_PACE } from "../../src/lib/errors.ts";
import { createPace, type Lane, type Limit, type Pace } from "../../src/lib/rate-limit.ts";
import { calling, postingTo } from "../../src/slack/web-api.ts";
import { lanesOf } from "../../src/teams/outbound/call.ts";

type Lanes = Parameters<Pace>[0];

let now = 0;
let pace: Pace;
beforeEach(() => {
  now = 1_000_000;
  pace = createPace(() => now);
});

/** How long it has to wait; 0: it went. */
const take = (lanes: Lanes): Promise<number> => asking(lanes, async () => {}).then(({ waits }) => waits);

/** What a call comes to, and whether it was made. */
async function asking(lanes: Lanes, work: () => Promise<void>): Promise<{ waits: number; made: boolean }> {
  let made = false;
  try {
    await pace(lanes, () => {
      made = true;
      return work();
    });
    return { waits: 0, made };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
    expect(error.detail === OWN_PACE).toBe(!made);
    return { waits: error.retryAfterMs ?? Number.NaN, made };
  }
}

const refusing = (retryAfterMs?: number) => async () => {
  throw new AppError("rate_limited", "the other side", { detail: "ratelimited", retryAfterMs });
};

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

/** Whether one more at this time fits into each window that ends then. */
const fits = (limits: readonly Limit[], times: readonly number[], at: number): boolean =>
  limits.every(([period, limit]) => times.filter((time) => time > at - period).length < limit);

const conversation = fc.constantFrom("a", "b", "c", "d", "e");
const lanes = fc.oneof(
  fc.tuple(fc.constantFrom("send" as const, "read" as const), conversation).map((one) => lanesOf(...one)),
  conversation.map(postingTo),
  conversation.map(calling),
);
const step = fc.record({
  after: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40_000 })),
  lanes,
  burst: fc.integer({ min: 1, max: 40 }),
});

describe("our own pace", () => {
  test("never exceeds a window, and nobody waits longer than they must", async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      pace = createPace(() => now);
      const taken = new Map<string, number[]>();
      const timesIn = ({ name }: Lane): number[] => taken.get(name) ?? [];
      const allowed = (all: readonly Lane[], at: number) =>
        all.every((lane) => fits(lane.limits, timesIn(lane), at));
      for (const { after, lanes, burst } of steps) {
        now += after;
        for (let i = 0; i < burst; i += 1) {
          const wait = await take(lanes);
          expect(allowed(lanes, now)).toBe(wait === 0);
          if (wait > 0) {
            expect(allowed(lanes, now + wait - 1)).toBe(false);
            expect(allowed(lanes, now + wait)).toBe(true);
            break;
          }
          for (const lane of lanes) taken.set(lane.name, [...timesIn(lane), now]);
        }
      }
    });
    await fc.assert(property, { numRuns: 30 });
  });

  test.each([
    ["Microsoft allows: an hour of one conversation holds 1,800 messages", lanesOf("send", "a"), 1_800],
    ["Slack allows: one message in a second for each conversation", postingTo("a"), 3_600],
  ] as const)("is as fast as %s", async (_name, lanes, inAnHour) => {
    const [began, sent] = [now, [] as number[]];
    while (sent.length < inAnHour + 1) {
      const wait = await take(lanes);
      if (wait === 0) sent.push(now);
      now += wait;
    }
    for (const [period, limit] of lanes[0].limits) expect(most(sent, period)).toBe(limit);
    expect(sent.at(-1)).toBe(began + 3_600_000);
  });
});

describe.each([
  ["a conversation of Slack's", postingTo("a"), postingTo("b")],
  ["a method of Slack's", calling("users.info"), calling("chat.update")],
  ["a conversation of Teams'", lanesOf("send", "a"), lanesOf("send", "b")],
] as const)("%s that asks us to wait", (_name, lane, other) => {
  test("is left alone for as long, without a call, and no other with it; then five go in six seconds", async () => {
    expect(await asking(lane, refusing(5_000))).toEqual({ waits: 5_000, made: true });
    now += 1_000;
    expect(await take(lane)).toBe(4_000);
    expect(await take(other)).toBe(0);
    now += 4_000;
    // The one that was refused counts too.
    for (let i = 0; i < 4; i += 1) expect(await take(lane)).toBe(0);
    expect(await take(lane)).toBe(1_000);
  });

  test("and not how long is left alone twice as long each time, for a minute at most", async () => {
    const pauses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      const { waits, made } = await asking(lane, refusing(i === 3 ? 0 : undefined));
      expect(made).toBe(true);
      pauses.push(waits / 1_000);
      now += waits;
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
    expect(await take(lane)).toBe(0);
    expect(await asking(lane, refusing())).toEqual({ waits: 5_000, made: true });
  });

  test("is asked by one alone afterwards, and by all once that one has its answer", async () => {
    await asking(lane, refusing(5_000));
    now += 5_000;
    let answer = () => {};
    const first = asking(lane, () => new Promise<void>((resolve) => (answer = resolve)));
    expect(await take(lane)).toBe(1_000);
    expect(await take(other)).toBe(0);
    answer();
    expect(await first).toEqual({ waits: 0, made: true });
    expect(await take(lane)).toBe(0);
  });

  test("is left alone for the longest time that was named to several at once", async () => {
    const all = [30_000, 5_000, 5_000].map((ms) => asking(lane, refusing(ms)));
    expect(await Promise.all(all)).toContainEqual({ waits: 30_000, made: true });
    expect(await take(lane)).toBe(30_000);
  });
});

test("A method that Slack refused goes on at fifty calls a minute until nothing had to wait for a minute, then freely", async () => {
  const lane = calling("chat.update");
  await asking(lane, refusing(5_000));
  const sent: number[] = [];
  for (const ends = now + 600_000; now < ends; ) {
    const wait = await take(lane);
    if (wait === 0) sent.push(now);
    now += wait;
  }
  expect(most(sent, 60_000)).toBe(50);
  now += 60_000;
  for (let nth = 1; nth <= 100; nth += 1) expect(await take(lane)).toBe(0);
});

test("A long pause does not use up the minute in which a method goes slowly", async () => {
  const lane = calling("chat.update");
  await asking(lane, refusing(120_000));
  now += 120_000;
  for (let nth = 1; nth <= 5; nth += 1) expect(await take(lane)).toBe(0);
  expect(await take(lane)).toBe(6_000);
});
