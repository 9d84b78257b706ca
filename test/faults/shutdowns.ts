import { setTimeout as sleep } from "node:timers/promises";
import { type BotProcess, countRows } from "./bot-process.ts";
import type { Figures } from "./loop.ts";

export type ShutdownOptions = {
  /** How often it is told to end. */
  readonly ends: number;
  /** How long it lives between two of them, at most. */
  readonly lifeMs: number;
};

export type Shutdowns = { readonly figures: () => Figures; readonly violations: string[] };

const SHORTEST_LIFE_MS = 1000;
/** On a machine that is too busy, people need so long for their first Request. */
const BEGUN_WITHIN_MS = 30_000;
/** Each so manieth end comes while no upstream answers any more. */
const HANGS_EVERY = 4;
/** Until what is under way waits for an upstream that hangs. */
const HANGING_MS = 250;

/** Tells it to end while people work with it, by either signal, again and again; each time it must end well and in time. */
export async function endAgainAndAgain(
  { ends, lifeMs }: ShutdownOptions,
  random: () => number,
  parts: {
    readonly bot: BotProcess;
    readonly database: string;
    /** From now on no upstream answers, or each of them does again. */
    readonly hang: (on: boolean) => void;
  },
): Promise<Shutdowns> {
  const { bot, database, hang } = parts;
  const violations: string[] = [];
  const took: number[] = [];
  const counts = { SIGINT: 0, SIGTERM: 0, running: 0, hanging: 0, cutOff: 0, waiting: 0 };
  const isAtWork = () => countRows(database, "requests") > 0;
  for (const until = Date.now() + BEGUN_WITHIN_MS; !isAtWork() && Date.now() < until; ) await sleep(20);
  for (let n = 1; n <= ends; n += 1) {
    await sleep(SHORTEST_LIFE_MS + random() * lifeMs);
    const hangs = n % HANGS_EVERY === 0;
    if (hangs) {
      hang(true);
      await sleep(HANGING_MS);
      counts.hanging += 1;
    }
    const signal = random() < 0.5 ? "SIGINT" : "SIGTERM";
    counts[signal] += 1;
    if (countRows(database, "jobs", "state = 'running'") > 0) counts.running += 1;
    const began = performance.now();
    const code = await bot.end(signal);
    const ms = performance.now() - began;
    took.push(ms);
    const about = `end ${n}, by ${signal}${hangs ? " while upstreams hung" : ""},`;
    if (code !== 0) violations.push(`${about} came with ${code}`);
    if (!hangs) counts.cutOff += countRows(database, "jobs", "state = 'running'");
    if (countRows(database, "jobs", "state IN ('ready', 'running')") > 0) counts.waiting += 1;
    hang(false);
    await bot.start();
  }
  const figures = () => ({
    ends,
    "by SIGINT": counts.SIGINT,
    "by SIGTERM": counts.SIGTERM,
    "while a job ran": counts.running,
    "while upstreams hung": counts.hanging,
    "that left work for the next start": counts.waiting,
    "jobs cut off although nothing hung": counts.cutOff,
    "slowest end, ms": Math.round(Math.max(...took)),
    "median end, ms": Math.round(
      took.toSorted((one, other) => one - other)[Math.floor(took.length / 2)] ?? 0,
    ),
  });
  return { figures, violations };
}
