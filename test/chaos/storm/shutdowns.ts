import { setTimeout as sleep } from "node:timers/promises";
import { count, type Figures, type Outcome } from "../scenario.ts";
import { type BotProcess, countRows } from "./process.ts";

export type ShutdownOptions = {
  /** How often it is told to end. */
  readonly ends: number;
  /** How long it lives between two of them, at most. */
  readonly lifeMs: number;
};

export const CUT_OFF = "jobs cut off although nothing hung";
const SHORTEST_LIFE_MS = 1000;
/** On a machine that is too busy, people need so long for their first Request. */
const BEGUN_WITHIN_MS = 30_000;
/** Of so many ends one comes while no upstream answers any more, one at any moment, and the others while a job runs. */
const ROUND = 4;
const AT_ANY_MOMENT = 2;
/** People at work give it something to do sooner than this. */
const JOB_WITHIN_MS = 10_000;
const LOOK_MS = 2;
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
): Promise<Outcome> {
  const { bot, database, hang } = parts;
  const violations: string[] = [];
  const took: number[] = [];
  const counted: Figures = {};
  const add = (name: string, by: number) => count(counted, name, by);
  const runsJob = () => countRows(database, "jobs", "state = 'running'") > 0;
  await until(() => countRows(database, "requests") > 0, BEGUN_WITHIN_MS);
  for (let n = 1; n <= ends; n += 1) {
    await sleep(SHORTEST_LIFE_MS + random() * lifeMs);
    const hangs = n % ROUND === 0;
    if (hangs) {
      hang(true);
      await sleep(HANGING_MS);
    }
    const ran = n % ROUND === AT_ANY_MOMENT ? runsJob() : await until(runsJob, JOB_WITHIN_MS);
    add("ends", 1);
    add("while upstreams hung", hangs ? 1 : 0);
    const signal = random() < 0.5 ? "SIGINT" : "SIGTERM";
    add(`by ${signal}`, 1);
    add("while a job ran", ran ? 1 : 0);
    const began = performance.now();
    const code = await bot.end(signal);
    const ms = performance.now() - began;
    took.push(ms);
    const about = `end ${n}, by ${signal}${hangs ? " while upstreams hung" : ""},`;
    if (code !== 0) violations.push(`${about} came with ${code}`);
    add(CUT_OFF, hangs ? 0 : countRows(database, "jobs", "state = 'running'"));
    const waiting = countRows(database, "jobs", "state IN ('ready', 'running')");
    add("that left work for the next start", waiting > 0 ? 1 : 0);
    hang(false);
    await bot.start();
  }
  const median = took.toSorted((one, other) => one - other)[Math.floor(took.length / 2)] ?? 0;
  const times = { "slowest end, ms": Math.round(Math.max(...took)), "median end, ms": Math.round(median) };
  return { figures: { ...counted, ...times }, violations };
}

async function until(holds: () => boolean, withinMs: number): Promise<boolean> {
  for (const last = Date.now() + withinMs; !holds(); await sleep(LOOK_MS))
    if (Date.now() >= last) return false;
  return true;
}
