import type { Fault, Faults } from "../../src/sandbox/fault.ts";

/** In [0, 1), the same row of numbers for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: () => number, from: readonly T[]): T | undefined {
  return from[Math.floor(random() * from.length)];
}

const refusal = (status: number, afterChange: boolean): Fault => ({
  kind: "answer",
  status,
  body: { ok: false, error: "internal_error", detail: "Internal Server Error" },
  afterChange,
});

const BUSY: Fault = {
  kind: "answer",
  status: 429,
  headers: { "retry-after": "1" },
  body: { ok: false, error: "ratelimited", detail: "Too Many Requests" },
};

/** How late something is carried out at most (ms), whether whoever asked waits that long or is cut off at once. */
type Latest = { readonly latestMs: number; readonly cutOffMs: number };

/** Every kind of bad luck and how often it strikes, in parts of all bad luck. */
const KINDS: Record<string, { parts: number; make: (random: () => number, latest: Latest) => Fault }> = {
  "429": { parts: 3, make: () => BUSY },
  "500 before the change": { parts: 6, make: () => refusal(500, false) },
  "500 after the change": { parts: 6, make: () => refusal(500, true) },
  "drop before the change": { parts: 6, make: () => ({ kind: "drop" }) },
  "drop after the change": { parts: 6, make: () => ({ kind: "drop", afterChange: true }) },
  "half an answer": { parts: 4, make: () => ({ kind: "truncated", drop: true }) },
  "a gateway's page": { parts: 4, make: () => ({ kind: "page", status: 502 }) },
  "accepted late": {
    parts: 14,
    make: (random, { latestMs }) => ({ kind: "slow", ms: Math.round(random() * latestMs) }),
  },
  "cut off, and accepted late": {
    parts: 10,
    make: (random, { cutOffMs }) => ({ kind: "late", ms: Math.round(random() * cutOffMs) }),
  },
  "no answer": { parts: 1, make: () => ({ kind: "hang" }) },
  "no answer after the change": { parts: 2, make: () => ({ kind: "hang", afterChange: true }) },
};

const BAG = Object.entries(KINDS).flatMap(([name, { parts }]) => Array<string>(parts).fill(name));

export type Weather = {
  /**
   * From now on every request to this meets a fault with this probability, and is carried out this late at most, also
   * when whoever asked is dead by then. `latest`: by the path of the request.
   */
  spoil(place: Faults, latest: (path: string) => Latest): void;
  clearUp(): void;
  /** From now on everything is carried out and nothing answered, or again as before. */
  hang(on: boolean): void;
  /** How often each kind struck, and how many requests there were. */
  struck(): { readonly faults: Readonly<Record<string, number>>; readonly requests: number };
};

export function createWeather(random: () => number, probability: number): Weather {
  const counts: Record<string, number> = Object.fromEntries(Object.keys(KINDS).map((name) => [name, 0]));
  let requests = 0;
  let fine = false;
  let hangs = false;

  function next(path: string, latest: Latest): Fault | null {
    requests += 1;
    if (hangs) return { kind: "hang", afterChange: true };
    if (fine || random() >= probability) return null;
    const name = pick(random, BAG) ?? "429";
    // The bot asks who it is before it works: ten seconds without an answer would only stretch the test.
    if (path === "/auth.test" && name.startsWith("no answer")) return null;
    counts[name] = (counts[name] ?? 0) + 1;
    return KINDS[name]?.make(random, latest) ?? null;
  }

  return {
    spoil: (place, latest) => {
      place.take = (_method, path) => next(path, latest(path));
    },
    clearUp: () => {
      fine = true;
    },
    hang: (on) => {
      hangs = on;
    },
    struck: () => ({ faults: counts, requests }),
  };
}
