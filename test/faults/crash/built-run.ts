import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Mode } from "../../../src/domain/mode.ts";
import type { Platform } from "../../../src/domain/person.ts";
import { Database } from "../../../src/store/sqlite.ts";
import { startSandbox, type TestSandbox } from "../../support/slack.ts";
import { teamsPerson } from "../../support/teams.ts";
import { environment } from "../environment.ts";
import { type BuiltBot, createBuiltBot } from "./built-bot.ts";
import { ACTS, type Act, type Stage } from "./built-journey.ts";
import { look, type Seen } from "./built-state.ts";

const LOOK_MS = 10;
const MOST_LOOK_MS = 20_000;
const PATIENCE_MS = 120_000;
const MOST_TRIES = 4;
const SYNC_SECONDS = 2;
/** Within this each of its looks comes once, also while nothing is Pending and nothing warms up. */
const ALL_LOOKS_MS = 11 * SYNC_SECONDS * 1000 + 1;
const LOOKED_AT = ["/users", "/spend-limit", "/audit-logs"];
/** So often it answers us before it has certainly heard what Mistral has answered, and written it down. */
const TURNS = 5;
/** Standing work is never over; whatever failed is tried again sooner than this. */
const SOON_MS = 10 * 60_000;

export type Where = { readonly platform: Platform; readonly mode: Mode };

/** One act of the journey, and all that follows from it. */
export type Leg = {
  readonly name: string;
  readonly seen: Seen;
  readonly killed: boolean;
  /** How many moments it has, when nobody was killed. */
  readonly moments: number;
  /** Posts that ran when the bot was killed: of each it did not hear whether it was carried out. */
  readonly postsCutOff: number;
};

export type BuiltEnd = {
  readonly legs: readonly Leg[];
  readonly exit: number | null;
  readonly complaints: string;
};

function environmentOf({ platform, mode }: Where, sandbox: TestSandbox): Record<string, string> {
  const { MISTRAL_ADMIN_API_KEY, ...others } = environment(sandbox);
  const slack = Object.entries(others).filter(([name]) => name.startsWith("SLACK_"));
  return {
    ...(platform === "slack"
      ? Object.fromEntries(slack)
      : { TEAMS_LOCAL: "1", SETUP_OWNERS: "ana@lumen.example" }),
    ...(mode === "automatic" ? { MISTRAL_ADMIN_API_KEY: String(MISTRAL_ADMIN_API_KEY) } : {}),
    MISTRAL_API_URL: sandbox.mistralApiUrl(),
    SYNC_SECONDS: String(SYNC_SECONDS),
    BILLING_WARMUP_SECONDS: "1",
  };
}

/** The built bot and the world around it, on the files of a folder. */
async function open(where: Where, folder: string) {
  let bot: BuiltBot | null = null;
  const sandbox = await startSandbox({
    path: join(folder, "world.json"),
    botUrl: () => bot?.url() ?? "",
    teams: { invokeMs: 1500 },
  });
  const { clock, mistral } = sandbox;
  const born = createBuiltBot({ folder, env: environmentOf(where, sandbox), aheadMs: clock.skipped });
  bot = born;
  let armed = 0;
  let killed = false;
  let postsCutOff = 0;

  async function start(at: number): Promise<void> {
    armed = at;
    while (!(await born.start(armed))) died();
  }

  function died(): void {
    if (armed === 0) throw new Error(`it ended by itself: ${born.complaints()}`);
    armed = 0;
    killed = true;
    const posts = "SELECT id FROM jobs WHERE state = 'running' AND json_extract(payload, '$.kind') = 'post'";
    postsCutOff += born.leftBehind(posts).length;
  }

  async function skip(milliseconds: number): Promise<void> {
    clock.skip(milliseconds);
    await born.clockMoved();
  }

  /** When the next of its jobs is due that is not far off; null: nothing runs and nothing waits. */
  function nextDue(): number | null {
    const source = `SELECT min(CASE state WHEN 'running' THEN 0 ELSE due_at END) AS due FROM jobs
      WHERE state = 'running' OR (state = 'ready' AND due_at < ${clock.now() + SOON_MS})`;
    return born.rows<{ due: number | null }>(source)[0]?.due ?? null;
  }

  /** Lets everything that is due soon happen, whatever becomes of the bot meanwhile. */
  async function rest(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let quiet = 0; quiet < 3; await sleep(LOOK_MS)) {
      if (performance.now() > deadline) throw new Error("it does not come to rest");
      if (!born.lives()) {
        died();
        await start(0);
      }
      const due = nextDue();
      quiet = due === null ? quiet + 1 : 0;
      if (due !== null && due > clock.now()) await skip(due - clock.now() + 1);
    }
  }

  /** What Mistral says is known after one more look at everything: how long ago the last one was is chance. */
  async function lookOnce(): Promise<void> {
    if (where.mode === "guided" || born.rows("SELECT owner FROM setup").length === 0) return;
    await looks();
    await rest();
  }

  async function looks(): Promise<void> {
    const before = mistral.calls().length;
    await skip(ALL_LOOKS_MS);
    const deadline = performance.now() + MOST_LOOK_MS;
    const isLookedAt = (part: string) =>
      mistral
        .calls()
        .slice(before)
        .some(({ path }) => path.includes(part));
    // What the audit log says is known only once all its pages are read.
    const isRead = () =>
      born.rows<{ audit: string | null }>("SELECT observed ->> '$.audit.state' AS audit FROM setup")[0]
        ?.audit != null;
    const isDone = () => LOOKED_AT.every(isLookedAt) && isRead();
    while (born.lives() && !isDone() && performance.now() < deadline) await sleep(LOOK_MS);
    for (let turns = 0; turns < TURNS; turns += 1) await born.clockMoved();
  }

  const isDone = ({ done }: Act): boolean =>
    Object.values(born.rows<Record<string, number>>(done)[0] ?? {}).some((count) => count > 0);

  async function perform(act: Act): Promise<void> {
    const stage: Stage = { platform: where.platform, sandbox, lives: born.lives, looks };
    for (let tries = 0; tries < MOST_TRIES && !isDone(act); tries += 1) {
      await act.does(stage).catch(() => {});
      await rest();
    }
    if (!isDone(act)) throw new Error(`${act.name}: tried in vain`);
  }

  /** One leg, on which the bot is killed at the moment `at`; without an act it is the start. */
  async function play(act: Act | null, at: number): Promise<Leg> {
    killed = false;
    postsCutOff = 0;
    if (act === null) await start(at);
    else {
      armed = at;
      await born.tell(at);
      await perform(act);
    }
    await rest();
    const moments = await born.tell(0);
    if (!born.lives()) await rest();
    armed = 0;
    await lookOnce();
    const seen = look(where.platform, sandbox, born);
    return { name: act?.name ?? "the start", seen, killed, moments, postsCutOff };
  }

  return {
    sandbox,
    bot: born,
    play,
    rest,
    close: async () => {
      await born.close();
      await sandbox.stop();
    },
  };
}

export type Prepared = { readonly folder: string; readonly origin: string };

/** Before the journey: the bot is where people are, and Mistral has a payment method. Gives the files of it. */
export async function prepare(where: Where): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const { sandbox, bot, play, rest, close } = await open(where, folder);
  try {
    await play(null, 0);
    sandbox.clock.skip(1);
    if (where.platform === "teams") {
      await sandbox.teams.announce();
      await teamsPerson(sandbox, "kenji").install();
    }
    await rest();
    await bot.end();
    return { folder, origin: sandbox.origin };
  } finally {
    await close();
  }
}

/** The same Teams is found at another port. */
function moved(database: string, from: string, to: string): void {
  const db = new Database(database);
  db.prepare("UPDATE routes SET data = replace(data, ?, ?)").run(from, to);
  db.close();
}

/** The journey from there to its end; on each leg the bot is killed at the same moment, where the leg has that many. */
export async function travel(where: Where, prepared: Prepared, at: number): Promise<BuiltEnd> {
  const folder = join(prepared.folder, String(at));
  mkdirSync(folder);
  for (const file of ["bot.db", "world.json"]) cpSync(join(prepared.folder, file), join(folder, file));
  const { sandbox, bot, play, close } = await open(where, folder);
  moved(bot.database, prepared.origin, sandbox.origin);
  try {
    const legs = [await play(null, at)];
    for (const act of ACTS) {
      const isHere =
        [undefined, where.mode].includes(act.only) && [undefined, where.platform].includes(act.on);
      if (isHere) legs.push(await play(act, at));
    }
    const complaints = bot.complaints();
    return { legs, complaints, exit: await bot.end() };
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}
