import { inspect } from "node:util";
import fc from "fast-check";
import { anyText } from "../../support/any/any-text.ts";
import type { Play } from "../scenario.ts";

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

const HUGE = JSON.stringify({ text: "x".repeat(1024 * 1024) });

type Place = { readonly holder: Record<string, unknown>; readonly key: string };

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

type Change = { readonly at: number; readonly to: unknown; readonly gone: boolean };

const oneInFour = fc.integer({ min: 0, max: 3 }).map((n) => n === 0);
const change: fc.Arbitrary<Change> = fc.record({ at: fc.nat(), to: odd, gone: oneInFour });

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
export function bodies(valid: readonly object[]): fc.Arbitrary<string> {
  const changes = fc.array(change, { minLength: 1, maxLength: 3 });
  const json = (value: unknown) => JSON.stringify(value);
  return fc.oneof(
    { weight: 35, arbitrary: documented(valid, fc.constant([])).map(json) },
    { weight: 40, arbitrary: documented(valid, changes).map(json) },
    { weight: 12, arbitrary: fc.jsonValue().map(json) },
    { weight: 12, arbitrary: anyText({ maxLength: 200 }) },
    { weight: 1, arbitrary: fc.constant(HUGE) },
  );
}

const MOST = 40;

/** The same as if it were sent for the nth time: what has to be new in it is new. */
export const nth = (body: string, n: number): string =>
  body.replaceAll(ONCE, String(n)).replaceAll(/\\*"@number\\*"/g, String(1 + (n % MOST)));

/** So many for each part until it is looked whether all still works. */
const ROUND = 1_000;
const AT_ONCE = 400;
/** Only what hangs takes so long: a machine that does much else answers two hundred at once in minutes. */
const IN_TIME_MS = 600_000;
export const inTime = (): AbortSignal => AbortSignal.timeout(IN_TIME_MS);

type Bombardment<Part, Value> = {
  readonly each: number;
  readonly parts: readonly Part[];
  values(part: Part): fc.Arbitrary<Value>;
  /** A value, as it is quoted beside what is wrong with the answer to it. */
  shown(value: Value): string;
  /** Gives what is wrong with the answer. */
  send(part: Part, value: Value, n: number): Promise<readonly string[]>;
  /** What does not work any more. */
  broken?(): Promise<readonly string[]>;
};

/** So many go to each part, to all parts at the same time: each is answered as it must be, and nothing breaks. */
export async function bombard<Part extends { readonly name: string }, Value>(
  play: Play,
  { each, parts, values, shown, send, broken = async () => [] }: Bombardment<Part, Value>,
): Promise<void> {
  const onRejection = (error: unknown) => play.found([`not caught: ${String(error)}`]);
  process.on("unhandledRejection", onRejection);
  let n = 0;
  for (let from = 0; from < each; from += ROUND) {
    const some = { seed: play.seed + from, numRuns: Math.min(ROUND, each - from) };
    const samples = parts.map((part) => fc.sample(values(part), some).map((value) => ({ part, value })));
    const left = Array.from({ length: some.numRuns }, (_, at) =>
      samples.flatMap((sample) => sample[at] ?? []),
    ).flat();
    const lane = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { part, value } = next;
        play.count(part.name);
        n += 1;
        const wrong = await send(part, value, n).catch((error) => [inspect(error).slice(0, 500)]);
        play.found(wrong.map((what) => `${what} at ${part.name}: ${shown(value).slice(0, 400)}`));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    const wrong = await broken().catch((error) => [String(error)]);
    play.found(wrong.map((what) => `after ${from + some.numRuns} of each: ${what}`));
  }
  play.must(!Object.hasOwn(Object.prototype, "zq"), "a prototype was changed");
  process.off("unhandledRejection", onRejection);
}
