import fc from "fast-check";
import { type Failure, playLives } from "../lives/lives.ts";
import { createTimeModel, DAY } from "../model/time.ts";
import { CHANGES, ZONE_NAMES } from "../model/zones.ts";
import { count, type Figures, type Outcome } from "../scenario.ts";
import { type Beginning, createBeginning, type Zones } from "./clockwork.ts";
import { createComparison, type World } from "./compare.ts";
import { DEEDS, type Deed, deedOf } from "./deeds.ts";

export const BACK = "jumps back";
export const AHEAD = "leaps and sleeps of a day or more";
export const BEFORE = "starts with the clock before the last entry of the Record";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How the clock goes: a little, to where something is due, back, far ahead, and while nobody looks at it. */
const TURNS = {
  ...{ goes: [SECOND, 30 * SECOND, 90 * SECOND, 5 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 30 * HOUR] },
  ...{ reaches: [] },
  back: [HOUR, HOUR, 61 * SECOND, 5 * HOUR, 2 * DAY, 10 * DAY].map((by) => -by),
  leaps: [10 * DAY, 10 * DAY, 25 * HOUR, 3 * DAY],
  sleeps: [7 * DAY, 7 * DAY, MINUTE, 20 * HOUR, -HOUR, -30 * HOUR],
  /** Somebody asks, and nothing can follow before the sleep. */
  nods: [-HOUR, -10 * DAY, 10 * MINUTE, 6 * DAY, 7 * DAY],
  /** Somebody asks, and one of the chats does not take it. */
  stumbles: [-HOUR, -10 * DAY, 5 * SECOND, MINUTE],
} as const;
type Turn = keyof typeof TURNS;
const OFTEN: Record<Turn, number> = {
  goes: 7,
  reaches: 9,
  back: 4,
  leaps: 3,
  sleeps: 4,
  nods: 2,
  stumbles: 2,
};

type Move = { readonly does: Deed | Turn; readonly n: number; readonly some: boolean };
type Cast = { readonly start: number; readonly zones: Zones };

const isTurn = (does: Deed | Turn): does is Turn => does in TURNS;

async function live(world: World, moves: readonly Move[]): Promise<Failure<Move> | null> {
  const { clock, model, figures } = world;
  const comparison = createComparison(world);

  async function deed(does: Deed, n: number, some: boolean, mayOwe = false): Promise<void> {
    const told = deedOf(world, does, n, some);
    if (told === null) return;
    if (mayOwe) comparison.stumbles();
    const should = told.tell();
    await told.act();
    comparison.look(clock.heard(), { atOnce: should }, { asides: true, mayOwe });
  }

  async function goes(by: number): Promise<void> {
    await clock.moves(by);
    const heard = clock.heard();
    comparison.look(heard, { due: model.see(clock.bot().now(), heard) }, { by });
  }

  async function sleeps(by: number, owed: readonly string[] = []): Promise<void> {
    if (clock.newestEntry() > clock.bot().now() + by) count(figures, BEFORE);
    await clock.sleeps(by);
    const heard = clock.heard();
    comparison.look(heard, { atOnce: owed, due: model.see(clock.bot().now(), heard, true) }, { by });
  }

  async function turn(does: Turn, by: number, { n, some }: Move): Promise<void> {
    if (by < 0) count(figures, BACK);
    if (by >= DAY) count(figures, AHEAD);
    switch (does) {
      case "goes":
      case "back":
      case "leaps":
        await goes(by);
        return;
      case "reaches": {
        const coming = model.coming();
        const next = coming[some ? 0 : n % Math.max(1, coming.length)];
        if (next === undefined) return;
        await goes(next - 1 - clock.bot().now());
        await goes(1);
        return;
      }
      case "sleeps":
        await sleeps(by);
        return;
      case "nods": {
        const told = deedOf(world, "ask", n % 2, some);
        await clock.nodsOff();
        const owed = told?.tell() ?? [];
        await told?.act();
        await sleeps(by, owed);
        return;
      }
      case "stumbles":
        clock.stumbles(some ? "teams" : "slack");
        await deed("ask", n % 2, some, true);
        await goes(by);
    }
  }

  /** The latest time of day that was ever seen, and a while for what is owed: then everything shows what is so. */
  async function ending(): Promise<Failure<Move> | null> {
    try {
      await goes(Math.max(0, model.latest() - clock.bot().now()));
      for (let times = 0; times < 4; times += 1) await goes(MINUTE);
      const findings = clock.findings();
      return findings.length === 0 ? null : { moves, error: new Error(findings.join("\n")) };
    } catch (error) {
      return { moves, error };
    }
  }

  for (const [index, move] of moves.entries())
    try {
      if (!isTurn(move.does)) {
        // No two things happen in the same moment.
        await goes(1 + move.n * 137);
        await deed(move.does, move.n, move.some);
      } else {
        const choices = TURNS[move.does];
        await turn(move.does, choices[move.n % Math.max(1, choices.length)] ?? 0, move);
      }
    } catch (error) {
      return { moves: moves.slice(0, index + 1), error };
    }
  return await ending();
}

async function play(from: Beginning, { start, zones }: Cast, moves: readonly Move[], figures: Figures) {
  const clock = from.begin();
  const model = createTimeModel(start, zones);
  try {
    return await live({ clock, model, figures }, moves);
  } finally {
    for (const [name, times] of Object.entries(model.figures)) count(figures, name, times);
    await clock.end();
  }
}

const names = [...Object.entries(DEEDS), ...Object.entries(OFTEN)] as [Deed | Turn, number][];
const move: fc.Arbitrary<Move> = fc.record({
  does: fc.oneof(...names.map(([name, weight]) => ({ weight, arbitrary: fc.constant(name) }))),
  n: fc.nat({ max: 11 }),
  some: fc.boolean(),
});
const zone = fc.constantFrom(...ZONE_NAMES);
const cast: fc.Arbitrary<Cast> = fc.record({
  start: fc
    .tuple(fc.constantFrom(...CHANGES), fc.nat({ max: 10 * DAY }))
    .map(([change, before]) => change - before),
  zones: fc.record({ ana: zone, ben: zone, tara: zone, kenji: zone, chloe: zone }),
});

/** Making one takes longer than a life. */
const CASTS = 40;

/** Plays random lives of a bot whose clock jumps, sleeps and is put back. */
export async function playTime(runs: { readonly seed: number; readonly times: number }): Promise<Outcome> {
  const beginnings = new Map<Cast, Beginning>();
  async function beginningOf(from: Cast): Promise<Beginning> {
    const known = beginnings.get(from) ?? (await createBeginning(from.start, from.zones));
    beginnings.set(from, known);
    return known;
  }
  const casts = fc.sample(cast, { seed: runs.seed, numRuns: Math.min(CASTS, Math.ceil(runs.times / 5)) });
  const game = {
    ...{ cast: fc.constantFrom(...casts), move, length: { minLength: 14, maxLength: 24 } },
    play: async (from: Cast, moves: readonly Move[], counted: Figures) =>
      await play(await beginningOf(from), from, moves, counted),
  };
  try {
    return await playLives(game, runs);
  } finally {
    for (const { end } of beginnings.values()) end();
  }
}
