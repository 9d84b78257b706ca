import { setTimeout as sleep } from "node:timers/promises";
import { Database } from "../../../src/store/db/sqlite.ts";
import type { Play } from "../scenario.ts";
import { type BotProcess, countRows, rowsOf, type World } from "./world.ts";

export type KillOptions = {
  readonly kills: number;
  /** If fewer posts were due by then it is killed on, though not as often. */
  readonly posts?: number;
  /** How many requests it makes between two kills at most, and mostly far fewer: a busy machine gets as far as any. */
  readonly life: number;
};

/** A bot among people at work, as those who interrupt it see it. */
type Interrupted = Pick<World, "bot" | "database"> & {
  readonly play: Play;
  readonly random: () => number;
  /** How many requests it has made so far. */
  requests(): number;
  /** From now on no upstream answers, or each of them does again. */
  hang(on: boolean): void;
  /** How often each job was running when the bot was killed, by its id. */
  readonly cutOff: Map<number, number>;
};

/** Standing and far-off work is never over; whatever failed is tried again sooner than this. */
const SOON = "state IN ('ready', 'running') AND due_at < (unixepoch() + 600) * 1000";
/** In a row: a machine that is too busy looks seldom, and time alone would say that nothing has come meanwhile. */
const QUIET_LOOKS = 25;
const DRAIN_MS = 600_000;
/** So long people get to decide something, on a machine that is too busy for them to do so between two kills. */
const DECIDED_MS = 60_000;
const MOST_TIMES = 3;
/** A life without work, and one with more than the machine can do, ends all the same. */
const [IDLE_MS, LONGEST_LIFE_MS] = [2_500, 15_000];
const [START_MS, MOMENT_MS, LOOK_MS] = [300, 20, 300];

/** Kills it while it works. */
export async function kill({ bot, play, cutOff }: Interrupted): Promise<void> {
  const running = await bot.kill();
  play.count("kills");
  play.count("kills while a job ran", running.length > 0 ? 1 : 0);
  for (const id of running) cutOff.set(id, (cutOff.get(id) ?? 0) + 1);
}

export async function killAgainAndAgain(
  interrupted: Interrupted,
  { kills, life, posts = 0 }: KillOptions,
): Promise<void> {
  const { bot, database, play, random } = interrupted;
  const killed = () => play.figures["kills"] ?? 0;
  const hasPosts = () => countRows(database, "jobs", "json_extract(payload, '$.kind') = 'post'") >= posts;
  while (killed() < kills || (killed() < MOST_TIMES * kills && !hasPosts())) {
    await lived(interrupted, killed() < kills ? life * random() ** 2 : Number.POSITIVE_INFINITY);
    await kill(interrupted);
    hurry(database);
    if (random() < 0.15) {
      const starting = bot.start();
      await sleep(random() * START_MS);
      await kill(interrupted);
      play.count("kills while starting", (await starting) ? 0 : 1);
    }
    await bot.start();
  }
  await until(() => countRows(database, "requests", "state = 'approved'") > 0, DECIDED_MS, 100);
}

/** It has made so many requests, or has nothing to do. */
async function lived({ requests, random }: Interrupted, most: number): Promise<void> {
  const [began, last] = [Date.now(), requests() + most];
  for (let seen = requests(), at = began; requests() < last; seen = requests()) {
    await sleep(random() * MOMENT_MS);
    if (requests() > seen) at = Date.now();
    if (Date.now() - at > IDLE_MS || Date.now() - began > LONGEST_LIFE_MS) return;
  }
}

/** What failed need not wait for seconds and minutes until it is tried again. The grace stays. */
function hurry(database: string): void {
  const db = new Database(database);
  db.exec("UPDATE jobs SET due_at = unixepoch() * 1000 WHERE state = 'ready' AND last_error IS NOT NULL");
  db.close();
}

/** Whether more jobs than this are due; looked up now and then. */
export function hasMoreDue(database: string, most: number): () => boolean {
  let [is, lookedAt] = [false, 0];
  return () => {
    if (Date.now() - lookedAt < LOOK_MS) return is;
    lookedAt = Date.now();
    is = countRows(database, "jobs", "state = 'ready' AND due_at <= unixepoch() * 1000") > most;
    return is;
  };
}

/** Nothing waits but what is far off, for long enough that Mistral's lists were read once more. */
export async function drained(database: string): Promise<void> {
  const deadline = Date.now() + DRAIN_MS;
  for (let quiet = 0, turn = 0; quiet < QUIET_LOOKS; await sleep(100)) {
    if (turn++ % 30 === 0) hurry(database);
    const open = openJobs(database);
    quiet = open.length === 0 ? quiet + 1 : 0;
    if (Date.now() > deadline) throw new Error(`still open after ${DRAIN_MS / 1000} s: ${open.join("; ")}`);
  }
}

/** Tells it to end when all is done; what a last look at Mistral has found it does in one more life. Gives the exit code. */
export async function endAtRest({ bot, database }: Pick<World, "bot" | "database">): Promise<number | null> {
  for (;;) {
    await drained(database);
    const code = await bot.end();
    if (code !== 0 || openJobs(database).length === 0) return code;
    await bot.start();
  }
}

const openJobs = (database: string): string[] =>
  rowsOf<{ line: string }>(
    database,
    `SELECT json_extract(payload, '$.kind') || ' ' || state || ' ' || attempts || ' ' || coalesce(last_error, '') AS line
     FROM jobs WHERE ${SOON}`,
  ).map(({ line }) => line);

export function unknownOutcomes(bot: BotProcess): number {
  const recovered = bot.log().filter(({ msg }) => msg.startsWith("jobs were running"));
  return recovered.reduce((sum, { jobs = 0 }) => sum + jobs, 0);
}

export type ShutdownOptions = {
  /** How often it is told to end. */
  readonly ends: number;
  /** How long it lives between two of them, at most. */
  readonly lifeMs: number;
};

const SLOWEST = "slowest end, ms";
const MOST_MS = 10_000;
const SHORTEST_LIFE_MS = 1000;
/** On a machine that is too busy, people need so long for their first Request. */
const BEGUN_WITHIN_MS = 30_000;
/** Of so many ends one comes while no upstream answers any more, one at any moment, and the others while a job runs. */
const [ROUND, AT_ANY_MOMENT] = [4, 2];
/** People at work give it something to do sooner than this. */
const [JOB_WITHIN_MS, JOB_LOOK_MS] = [10_000, 2];
/** Until what is under way waits for an upstream that hangs. */
const HANGING_MS = 250;

/** Tells it to end while people work with it, by either signal, again and again; each time it must end well. */
export async function endAgainAndAgain(
  { bot, database, play, random, hang }: Interrupted,
  { ends, lifeMs }: ShutdownOptions,
): Promise<void> {
  const running = () => countRows(database, "jobs", "state = 'running'");
  await until(() => countRows(database, "requests") > 0, BEGUN_WITHIN_MS);
  for (let n = 1; n <= ends; n += 1) {
    await sleep(SHORTEST_LIFE_MS + random() * lifeMs);
    const hangs = n % ROUND === 0;
    if (hangs) {
      hang(true);
      await sleep(HANGING_MS);
    }
    const ran = n % ROUND === AT_ANY_MOMENT ? running() > 0 : await until(() => running() > 0, JOB_WITHIN_MS);
    const signal = random() < 0.5 ? "SIGINT" : "SIGTERM";
    const began = performance.now();
    const code = await bot.end(signal);
    play.figures[SLOWEST] = Math.max(play.figures[SLOWEST] ?? 0, Math.round(performance.now() - began));
    const cut = hangs ? 0 : running();
    play.count("ends");
    play.count("while upstreams hung", hangs ? 1 : 0);
    play.count("while a job ran", ran ? 1 : 0);
    play.count("jobs cut off although nothing hung", cut);
    play.must(cut === 0, `${cut} jobs were cut off at end ${n}`);
    play.must(code === 0, `end ${n}, by ${signal}${hangs ? " while upstreams hung" : ""}, came with ${code}`);
    hang(false);
    await bot.start();
  }
  play.must((play.figures[SLOWEST] ?? MOST_MS) < MOST_MS, "it ends too late");
}

async function until(holds: () => boolean, withinMs: number, everyMs = JOB_LOOK_MS): Promise<boolean> {
  for (const last = Date.now() + withinMs; !holds(); await sleep(everyMs))
    if (Date.now() >= last) return false;
  return true;
}
