import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { AppError, OWN_PACE } from "../../src/lib/errors.ts";
import { createPace, type Limit, type Pace, type Quota } from "../../src/lib/rate-limit.ts";
import { calling, postingTo } from "../../src/slack/web-api.ts";
import { quotasOf } from "../../src/teams/outbound/call.ts";

type Quotas = Parameters<Pace>[0];

let now = 0;
let pace: Pace;
beforeEach(() => {
  now = 1_000_000;
  pace = createPace(() => now);
});

/** How long it has to wait; 0: it went. */
const take = (quotas: Quotas): Promise<number> => asking(quotas, async () => {}).then(({ waits }) => waits);

/** What a call comes to, and whether it was made. */
async function asking(quotas: Quotas, work: () => Promise<void>): Promise<{ waits: number; made: boolean }> {
  let made = false;
  try {
    await pace(quotas, () => {
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
const quotas = fc.oneof(
  fc.tuple(fc.constantFrom("send" as const, "read" as const), conversation).map((one) => quotasOf(...one)),
  conversation.map(postingTo),
  conversation.map(calling),
);
const step = fc.record({
  after: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40_000 })),
  quotas,
  burst: fc.integer({ min: 1, max: 40 }),
});

describe("our own pace", () => {
  test("never exceeds a window, and nobody waits longer than they must", async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      pace = createPace(() => now);
      const taken = new Map<string, number[]>();
      const timesIn = ({ name }: Quota): number[] => taken.get(name) ?? [];
      const allowed = (all: readonly Quota[], at: number) =>
        all.every((quota) => fits(quota.limits, timesIn(quota), at));
      for (const { after, quotas, burst } of steps) {
        now += after;
        for (let i = 0; i < burst; i += 1) {
          const wait = await take(quotas);
          expect(allowed(quotas, now)).toBe(wait === 0);
          if (wait > 0) {
            expect(allowed(quotas, now + wait - 1)).toBe(false);
            expect(allowed(quotas, now + wait)).toBe(true);
            break;
          }
          for (const quota of quotas) taken.set(quota.name, [...timesIn(quota), now]);
        }
      }
    });
    await fc.assert(property, { numRuns: 30 });
  });

  test.each([
    ["Microsoft allows: an hour of one conversation holds 1,800 messages", quotasOf("send", "a"), 1_800],
    ["Slack allows: one message in a second for each conversation", postingTo("a"), 3_600],
  ] as const)("is as fast as %s", async (_name, quotas, inAnHour) => {
    const [began, sent] = [now, [] as number[]];
    while (sent.length < inAnHour + 1) {
      const wait = await take(quotas);
      if (wait === 0) sent.push(now);
      now += wait;
    }
    for (const [period, limit] of quotas[0].limits) expect(most(sent, period)).toBe(limit);
    expect(sent.at(-1)).toBe(began + 3_600_000);
  });
});

describe.each([
  ["a conversation of Slack's", postingTo("a"), postingTo("b")],
  ["a method of Slack's", calling("users.info"), calling("chat.update")],
  ["a conversation of Teams'", quotasOf("send", "a"), quotasOf("send", "b")],
] as const)("%s that asks us to wait", (_name, quota, other) => {
  test("is left alone for as long, without a call, and no other with it; then five go in six seconds", async () => {
    expect(await asking(quota, refusing(5_000))).toEqual({ waits: 5_000, made: true });
    now += 1_000;
    expect(await take(quota)).toBe(4_000);
    expect(await take(other)).toBe(0);
    now += 4_000;
    // The one that was refused counts too.
    for (let i = 0; i < 4; i += 1) expect(await take(quota)).toBe(0);
    expect(await take(quota)).toBe(1_000);
  });

  test("and not how long is left alone twice as long each time, for a minute at most", async () => {
    const pauses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      const { waits, made } = await asking(quota, refusing(i === 3 ? 0 : undefined));
      expect(made).toBe(true);
      pauses.push(waits / 1_000);
      now += waits;
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
    expect(await take(quota)).toBe(0);
    expect(await asking(quota, refusing())).toEqual({ waits: 5_000, made: true });
  });

  test("is asked by one alone afterwards, and by all once that one has its answer", async () => {
    await asking(quota, refusing(5_000));
    now += 5_000;
    let answer = () => {};
    const first = asking(quota, () => new Promise<void>((resolve) => (answer = resolve)));
    expect(await take(quota)).toBe(1_000);
    expect(await take(other)).toBe(0);
    answer();
    expect(await first).toEqual({ waits: 0, made: true });
    expect(await take(quota)).toBe(0);
  });

  test("is left alone for the longest time that was named to several at once", async () => {
    const all = [30_000, 5_000, 5_000].map((ms) => asking(quota, refusing(ms)));
    expect(await Promise.all(all)).toContainEqual({ waits: 30_000, made: true });
    expect(await take(quota)).toBe(30_000);
  });
});

test("A method that Slack refused goes on at fifty calls a minute until nothing had to wait for a minute, then freely", async () => {
  const quota = calling("chat.update");
  await asking(quota, refusing(5_000));
  const sent: number[] = [];
  for (const ends = now + 600_000; now < ends; ) {
    const wait = await take(quota);
    if (wait === 0) sent.push(now);
    now += wait;
  }
  expect(most(sent, 60_000)).toBe(50);
  now += 60_000;
  for (let nth = 1; nth <= 100; nth += 1) expect(await take(quota)).toBe(0);
});

test("A long pause does not use up the minute in which a method goes slowly", async () => {
  const quota = calling("chat.update");
  await asking(quota, refusing(120_000));
  now += 120_000;
  for (let nth = 1; nth <= 5; nth += 1) expect(await take(quota)).toBe(0);
  expect(await take(quota)).toBe(6_000);
});
