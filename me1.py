import re
p='src/lib/rate-limit.ts'; s=open(p).read()
def r(a,b):
    global s
    assert s.count(a)==1,a
    s=s.replace(a,b)
r(""" * than needed. A `rate_limited` of `work` itself closes the first lane for as long as was asked; then it
 * goes slowly until nothing had to wait for a minute.
""",""" * than needed. A `rate_limited` of `work` itself closes the first lane for as long as was asked; then one alone goes
 * first, to see, and once that was answered the rest slowly until nothing had to wait for a minute.
""")
r("""/** For a refusal that does not say how long to wait. */
const PAUSE_MS = 5_000;
""","""/** For a refusal that does not say how long to wait: twice as long each time in a row. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
const TRY_AGAIN_MS = 1_000;
""")
r("""  /** When it was refused, or something had to wait after that. */
  heldAt: number;
""","""  refusedAt: number;
  /** When the pause of a refusal ends, or something had to wait after that. */
  heldAt: number;
  /** In a row. */
  refusals: number;
  isTried: boolean;
""")
r("""    const state = states.get(name) ?? { times: [], pausedUntil: 0, heldAt: Number.NEGATIVE_INFINITY };
    states.set(name, state);
    return state;
""","""    const known = states.get(name);
    if (known !== undefined) return known;
    const never = Number.NEGATIVE_INFINITY;
    const fresh = { times: [], pausedUntil: 0, refusedAt: 0, heldAt: never, refusals: 0, isTried: false };
    states.set(name, fresh);
    return fresh;
""")
r("if (isSlow(own, now)) own.heldAt = now;","if (isSlow(own, now)) own.heldAt = Math.max(own.heldAt, now);")
i=s.index("    try {\n      return await work();\n    } catch (error) {\n      if (!(error instanceof AppError) || error.code")
j=s.index("const rateLimited")
s=s[:i]+"""    const tries = own.refusals > 0;
    if (tries) own.isTried = true;
    try {
      const answer = await work();
      if (now >= own.refusedAt) own.refusals = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
      const retryAfterMs = refuse(own, now, error.retryAfterMs);
      throw rateLimited(error.message, { detail: error.detail, retryAfterMs });
    } finally {
      if (tries) own.isTried = false;
    }
  };

  /** How long the lane is closed now. Those that began before it was refused say no more than the first of them. */
  function refuse(own: State, began: number, asked = 0): number {
    const now = elapsed();
    if (own.refusals === 0 || began > own.refusedAt) own.refusals += 1;
    own.refusedAt = now;
    const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (own.refusals - 1));
    own.pausedUntil = Math.max(own.pausedUntil, now + (asked > 0 ? asked : grown));
    own.heldAt = own.pausedUntil;
    return Math.ceil(own.pausedUntil - now);
  }
}

"""+s[j:]
r("  return Math.max(0, state.pausedUntil - now, ...waits);","  return Math.max(state.isTried ? TRY_AGAIN_MS : 0, state.pausedUntil - now, ...waits);")
open(p,'w').write(s)
p='test/lib/rate-limit.test.ts'; s=open(p).read()
i=s.index('  test("and not how long is left alone for five'); j=s.index('  test("is left alone for the longest time')
s=s[:i]+'''  test("and not how long is left alone twice as long each time, for a minute at most", async () => {
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

'''+s[j:]
s+='''
test("A long pause does not use up the minute in which a method goes slowly", async () => {
  const lane = calling("chat.update");
  await asking(lane, refusing(120_000));
  now += 120_000;
  for (let nth = 1; nth <= 5; nth += 1) expect(await take(lane)).toBe(0);
  expect(await take(lane)).toBe(6_000);
});
'''
open(p,'w').write(s)
