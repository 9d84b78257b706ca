import fc from "fast-check";
import { anyText } from "../../support/any/any-text.ts";

/** What nobody may see taken for more than words: `zq` marks it where it comes out again. */
const HOSTILE: readonly string[] = [
  "<!channel|zq> <@U1|zq> <https://zq.example|here>",
  "[zq](javascript:alert(1)) ![zq](https://zq.example)",
  "{{DATE(2026-01-01T00:00:00Z, SHORT)}} zq",
  "<at>zq</at> *zq* _zq_ `zq` ~zq~",
  "<img src=x onerror=zq()>",
  "\u202Ezq\u2066\u0000\u0007\uD800",
  "zq ".repeat(60),
  "zq".repeat(5000),
  "__proto__",
  "constructor",
];

/** Stands in a documented payload for what a person types, for a fresh id, and for a number of ours (quoted or not). */
export const WORDS = "@words";
export const ONCE = "@once";
export const NUMBER = "@number";

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, 0, -1, 1e308, 2 ** 53 + 2, true, "", [], {}, [null], [[]], { id: {} }),
  fc.constantFrom<unknown>(...HOSTILE),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant({ constructor: { prototype: { zq: 1 } } }),
);

const huge = fc.constant("x".repeat(1024 * 1024));

type Place = { readonly holder: Record<string, unknown>; readonly key: string };

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

type Change = { readonly at: number; readonly to: unknown; readonly gone: boolean };

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  to: odd,
  gone: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
});

/** A documented payload with hostile words in it, in which so many places are gone or hold something else. */
const documented = (valid: readonly object[], changes: fc.Arbitrary<Change[]>): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...valid), fc.constantFrom(...HOSTILE), changes)
    .map(([payload, words, wanted]) => {
      const copy: unknown = structuredClone(payload);
      for (const { holder, key } of placesIn(copy)) {
        const typed = holder[key];
        if (typeof typed === "string") holder[key] = typed.replaceAll(WORDS, () => words);
      }
      for (const { at, to, gone } of wanted) {
        const places = placesIn(copy);
        const place = places[at % Math.max(1, places.length)];
        if (place === undefined) continue;
        if (gone) delete place.holder[place.key];
        else place.holder[place.key] = structuredClone(to);
      }
      return copy;
    });

/** Three in four are as documented or nearly so; the others are any JSON, any text, or very long. */
export const bodies = (valid: readonly object[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 35, arbitrary: documented(valid, fc.constant([])).map((value) => JSON.stringify(value)) },
    {
      weight: 40,
      arbitrary: documented(valid, fc.array(change, { minLength: 1, maxLength: 3 })).map((value) =>
        JSON.stringify(value),
      ),
    },
    { weight: 12, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
    { weight: 12, arbitrary: anyText({ maxLength: 200 }) },
    { weight: 1, arbitrary: huge.map((text) => JSON.stringify({ text })) },
  );

const MOST = 40;

const TOGETHER = 400;

/** Does it to each, so many at a time. */
export async function together<T>(each: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const left = each[Symbol.iterator]();
  const lane = async () => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: TOGETHER }, lane));
}

/** The same as if it were sent for the nth time: what has to be new in it is new. */
export const nth = (body: string, n: number): string =>
  body.replaceAll(ONCE, String(n)).replaceAll(/\\*"@number\\*"/g, String(1 + (n % MOST)));
