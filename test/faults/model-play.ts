import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { accept } from "../../src/sandbox/mistral/people.ts";
import { openStore } from "../../src/store/store.ts";
import { createBot, START } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { createMemoryMistral } from "../support/memory-mistral.ts";
import { createModel, type Model } from "./model/model.ts";
import type { Mode } from "./model/world.ts";
import { both, DEEDS, type Deed, type Move, PEOPLE, type World } from "./model-deeds.ts";
import { stateOf } from "./model-state.ts";

/** Where a disk would only be slow: nobody pulls the plug here. */
const MEMORY = "/dev/shm";
const HOUR = 3_600_000;

const TICKS = [1, 3, 24, 72, 192].map((hours) => hours * HOUR);
const SKIPPED: Record<Mode, readonly Deed[]> = {
  automatic: ["expire", "remove", "done", "impossible"],
  guided: ["accept"],
};

async function step(world: World, mode: Mode, move: Move): Promise<boolean> {
  if (SKIPPED[mode].includes(move.deed)) return false;
  if (move.deed === "tick") {
    const ms = TICKS[move.n % TICKS.length] ?? HOUR;
    world.model.tick(ms);
    await world.bot.skip(ms);
  } else if (move.deed === "accept") {
    const { state } = world.mistral ?? { state: null };
    const mail = state?.mails.filter((one) => one.state === "open")[move.n % 3];
    if (state == null || mail === undefined || !world.model.openTo(mail.to)) return false;
    accept(state, mail.id, world.bot.now());
    world.model.accept(mail.to);
  } else if (move.deed === "replay") {
    if (world.last === null) return false;
    const { tell, act, key, counted } = world.last;
    if (!counted) world.last.counted = tell();
    await act(key);
  } else {
    // Whoever owns the Setup does what only they may do often enough.
    const who = ["pay", "hand", "choose"].includes(move.deed) && move.n % 4 > 0 ? "ana" : move.who;
    const inTeams = move.deed === "hand" || move.deed === "choose" ? false : move.inTeams;
    const told = both(world, { ...move, who, inTeams });
    if (told === null) return false;
    world.deeds += 1;
    const key = `deed-${world.deeds}`;
    world.last = { deed: move.deed, ...told, key, counted: told.tell() };
    await told.act(key);
  }
  if (move.dies) await world.reopen();
  await world.bot.settle();
  return true;
}

async function begin(mode: Mode): Promise<World & { end(): void }> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "model-"));
  const path = join(folder, "setup.db");
  const open = () => openStore({ path, kind: "real", clock: () => world?.bot.now() ?? START });
  let world: (World & { end(): void }) | null = null;
  const mistral = mode === "automatic" ? createMemoryMistral(() => world?.bot.now() ?? START) : null;
  const admin = mistral === null ? {} : { mistral: mistral.admin };
  const bot = await bothBot({ ...admin, store: open() });
  for (const who of ["kenji", "greta"]) await bot.as(who).command("help");
  const made: World & { end(): void } = {
    ...{ bot, mistral, model: createModel(mode, START), last: null, deeds: 0 },
    reopen: async () => {
      await made.bot.worker.stop(0);
      made.bot.store.close();
      made.bot = createBot({ ...admin, both: true, store: open(), around: made.bot.around });
    },
    end: () => {
      void made.bot.worker.stop(0);
      made.bot.store.close();
      rmSync(folder, { recursive: true });
    },
  };
  world = made;
  return made;
}

const names = Object.keys(DEEDS) as Deed[];
const move: fc.Arbitrary<Move> = fc.record({
  deed: fc.oneof(...names.map((name) => ({ weight: DEEDS[name], arbitrary: fc.constant(name) }))),
  who: fc.constantFrom(...PEOPLE),
  n: fc.nat({ max: 11 }),
  some: fc.boolean(),
  dies: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  inTeams: fc.boolean(),
});

class Played implements fc.AsyncCommand<Model, World> {
  private readonly mode: Mode;
  private readonly move: Move;
  private readonly counts: Record<string, number>;
  constructor(mode: Mode, one: Move, counts: Record<string, number>) {
    this.mode = mode;
    this.move = one;
    this.counts = counts;
  }
  check = () => true;
  async run(_model: Model, world: World): Promise<void> {
    if (!(await step(world, this.mode, this.move))) return;
    this.counts["deeds"] = (this.counts["deeds"] ?? 0) + 1;
    if (this.move.dies) this.counts["crashes"] = (this.counts["crashes"] ?? 0) + 1;
    const [is, should] = [stateOf(world.bot, world.mistral), world.model.state()];
    if (!isDeepStrictEqual(is, should)) throw new Error(difference(is, should));
  }
  toString = () => JSON.stringify(this.move);
}

function difference(is: ReturnType<Model["state"]>, should: ReturnType<Model["state"]>): string {
  return (Object.keys(should) as (keyof typeof should)[])
    .filter((name) => !isDeepStrictEqual(is[name], should[name]))
    .map((name) => `${name} are ${JSON.stringify(is[name])} instead of ${JSON.stringify(should[name])}`)
    .join("\n");
}

/** Plays random lives, and compares the bot with the model after each deed. `counts`: what was done. */
export async function playModel(
  mode: Mode,
  runs: { seed?: number; numRuns: number; endOnFailure?: boolean },
) {
  const counts: Record<string, number> = { lives: 0, deeds: 0, crashes: 0 };
  const commands = fc.commands([move.map((one) => new Played(mode, one, counts))], {
    maxCommands: 40,
    size: "max",
  });
  const holds = fc.asyncProperty(commands, async (played) => {
    const world = await begin(mode);
    counts["lives"] = (counts["lives"] ?? 0) + 1;
    try {
      await fc.asyncModelRun(() => ({ model: world.model, real: world }), played);
    } finally {
      world.end();
    }
  });
  await fc.assert(holds, runs);
  return counts;
}
