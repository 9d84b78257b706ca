import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { openStore } from "../../../src/store/store.ts";
import { createAround, createBot, START } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import { calm, createGate } from "../gate.ts";
import { createModel } from "../model/model.ts";
import { inFolder, type Play, type Scenario, tryOut } from "../scenario.ts";
import { both, DEEDS, type Deed, type Move, PEOPLE, stateOf, type World } from "./deeds.ts";
import { AHEAD, BACK, FIRED, walks, walkThroughTime } from "./timers.ts";

const FILE = "setup.db";

/** Each life begins with a copy of a Setup that has just been started in both chats, and of what was said there. */
async function livesIn(home: string): Promise<() => World> {
  const around = createAround();
  const { chat, teams, clock } = around;
  const now = () => clock.now;
  const open = (folder: string) =>
    openStore({ path: join(folder, FILE), kind: "real", clock: now, idGap: () => 0 });
  const first = await bothBot({ store: open(home), around });
  for (const who of ["kenji", "greta"]) await first.as(who).command("help");
  await first.worker.stop(0);
  first.store.close();
  const said = [chat, teams].map(({ messages }) => ({ messages, kept: messages.map((one) => ({ ...one })) }));
  const gate = createGate();
  for (const { messenger } of [chat, teams]) gate.guard(messenger);

  return () => {
    const folder = mkdtempSync(join(home, "life-"));
    copyFileSync(join(home, FILE), join(folder, FILE));
    clock.now = START;
    for (const { messages, kept } of said)
      messages.splice(0, messages.length, ...kept.map((one) => ({ ...one })));
    const wake = () => createBot({ both: true, graceMs: 0, store: open(folder), around });
    function die(): void {
      void life.bot.worker.stop(0);
      life.bot.store.close();
      gate.forget();
    }
    const life: World = {
      ...{ bot: wake(), gate, model: createModel(START), last: null, done: [], deeds: 0 },
      crash: () => {
        die();
        life.bot = wake();
      },
      end: () => {
        die();
        rmSync(folder, { recursive: true });
      },
    };
    return life;
  };
}

const ON_THEIR_WAY = "crashes with calls on their way";
/** An approval sets off about so many calls and answers, the invitation itself among the last. */
const CALLS = 14;
const FEW_CALLS = 4;
const HOUR = 3_600_000;
const TICKS = [1, 3, 24, 96, 168].map((hours) => hours * HOUR);

/** Tells the model, and returns how the bot gets to know; null where there is nothing of the kind to do. */
function tell(world: World, move: Move): (() => Promise<unknown>) | null {
  const { model, last, done } = world;
  if (move.deed === "tick") {
    const ms = TICKS[move.n % TICKS.length] ?? HOUR;
    model.tick(ms);
    return async () => void world.bot.skip(ms);
  }
  const before = move.some ? done[move.n % Math.max(1, done.length)] : undefined;
  if (move.deed === "replay" && before !== undefined) return before;
  // What only the owner may do has to be done by the owner often enough.
  const who = ["pay", "hand", "choose"].includes(move.deed) && move.n % 4 > 0 ? "ana" : move.who;
  const inTeams = move.deed === "hand" || move.deed === "choose" ? false : move.inTeams;
  const told = move.deed === "replay" ? last : both(world, { ...move, who, inTeams });
  if (!told) return null;
  const hasCounted = told === last && last.counted;
  world.last = { ...told, counted: hasCounted || told.tell() };
  if (world.last.counted && !hasCounted) done.push(told.act);
  return told.act;
}

/** Lets so many calls come through, and ends the process while others are on their way. Whether there were any. */
async function crash(world: World, act: () => Promise<unknown>, through: number, step: number) {
  const { gate } = world;
  let answered = false;
  gate.close();
  const hear = () => {
    answered = true;
  };
  void act().then(hear, () => {});
  await calm(world.bot);
  for (let left = through; left > 0 && gate.held.length > 0; left -= 1) {
    const [go] = gate.held.splice((left * step) % gate.held.length, 1);
    go?.();
    await calm(world.bot);
  }
  const onTheirWay = gate.held.length > 0;
  world.crash();
  // Slack and Teams deliver again what nobody has answered.
  if (!answered) await act();
  return onTheirWay;
}

async function step(play: Play, world: World, move: Move): Promise<void> {
  const act = tell(world, move);
  if (act === null) return;
  play.count("deeds");
  if (move.dies === null) await act();
  else {
    play.count("crashes");
    const onTheirWay = await crash(world, act, move.dies, move.n);
    play.count(ON_THEIR_WAY, onTheirWay ? 1 : 0);
  }
  await world.bot.settle();
  compare(world);
}

function compare(world: World): void {
  const [is, should] = [stateOf(world), world.model.state()];
  const wrong = (Object.keys(should) as (keyof typeof should)[])
    .filter((name) => !isDeepStrictEqual(is[name], should[name]))
    .map((name) => `${name} are ${JSON.stringify(is[name])} instead of ${JSON.stringify(should[name])}`);
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
}

/** Gives what went wrong, below all moves up to then. */
async function liveThrough(play: Play, life: World, moves: readonly Move[]): Promise<string[]> {
  play.count("lives");
  const done: string[] = [];
  try {
    for (const move of moves) {
      done.push(JSON.stringify(move));
      await step(play, life, move);
    }
    return [];
  } catch (error) {
    return [...done, String(error)];
  } finally {
    life.end();
  }
}

const names = Object.keys(DEEDS) as Deed[];
const move: fc.Arbitrary<Move> = fc.record({
  deed: fc.oneof(...names.map((name) => ({ weight: DEEDS[name], arbitrary: fc.constant(name) }))),
  who: fc.constantFrom(...PEOPLE),
  n: fc.nat({ max: 11 }),
  some: fc.boolean(),
  dies: fc.oneof(
    { weight: 8, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.nat({ max: FEW_CALLS }) },
    { weight: 1, arbitrary: fc.nat({ max: CALLS }) },
  ),
  inTeams: fc.boolean(),
});

export const LIVES: readonly Scenario[] = [
  {
    name: "model",
    about:
      "whatever people do, the bot is where a model without its code says, also after crashes and replays",
    run: (play) =>
      inFolder(async (home) => {
        const begin = await livesIn(home);
        const lives = fc.array(move, { minLength: 20, maxLength: 30 });
        await tryOut(play, lives, play.of(2_000, 20), (moves) => liveThrough(play, begin(), moves));
      }),
    atLeast: { ...{ lives: [2_000, 20], deeds: [35_000, 200], [ON_THEIR_WAY]: [1_000, 1] } },
  },
  {
    name: "time",
    about: "whatever the clock does, what is due is said once, and nothing before its time",
    run: (play) => tryOut(play, walks, play.of(2_000, 10), (walk) => walkThroughTime(play, ...walk)),
    atLeast: { ...{ walks: [2_000, 10], [BACK]: [2_000, 5], [AHEAD]: [2_000, 5], [FIRED]: [8_000, 30] } },
  },
];
