import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PLATFORMS } from "../../../src/domain/accounts/person.ts";
import { percentile } from "../../bench/table.ts";
import { CLOCK_ENV } from "../../support/clock-env.ts";
import { NODE_FLAGS } from "../../support/servers/npm-start.ts";
import { startSandbox, type TestSandbox } from "../../support/servers/slack.ts";
import { createRandom } from "../random.ts";
import { count, type Figures, type Outcome } from "../scenario.ts";
import { drained } from "../storm/kills.ts";
import { countRows } from "../storm/process.ts";
import { begin, settle } from "../storm/setup.ts";
import { environment } from "../storm/world.ts";
import { createDeeds } from "./deeds.ts";
import type { Inside } from "./inside.ts";

export type SoakOptions = { readonly seed: number; readonly minutes: number; readonly perSecond: number };

const INSIDE = fileURLToPath(new URL("./inside.ts", import.meta.url));
const DUE = "state IN ('ready', 'running') AND due_at <= unixepoch() * 1000";
const MINUTE_MS = 60_000;
/** Code and caches are loaded, and the first collections are over. */
const WARM_MINUTES = 2;
const SLOW_MS = 500;
const GROWTH_MB = { heap: 10, rss: 40 };

/** People work at an even pace for long: answers stay quick, the queue stays short, and memory stays flat. */
export async function soak(options: SoakOptions): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  let url = "";
  const sandbox = await startSandbox({ botUrl: () => url, teams: { limitsIn: "real time" } });
  const bot = fork(INSIDE, {
    execArgv: [...NODE_FLAGS, "--expose-gc", "--import", "tsx"],
    env: {
      ...CLOCK_ENV,
      ...environment(sandbox, PLATFORMS),
      SYNC_SECONDS: "60",
      LOG_LEVEL: "warn",
      DATABASE_PATH: database,
    },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  try {
    url = await addressOf(bot);
    return await run(options, { sandbox, bot, database });
  } finally {
    bot.kill("SIGKILL");
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function addressOf(bot: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of bot.stderr ?? []) {
    said += String(chunk);
    const address = /listens on (\S+)/.exec(said)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`the bot does not start: ${said}`);
}

async function inside(bot: ChildProcess): Promise<Inside> {
  const told = once(bot, "message");
  bot.send("measure");
  const [figures] = (await told) as [Inside];
  return figures;
}

type Parts = { readonly sandbox: TestSandbox; readonly bot: ChildProcess; readonly database: string };

async function run({ seed, minutes, perSecond }: SoakOptions, parts: Parts): Promise<Outcome> {
  const { sandbox, bot, database } = parts;
  const cast = settle(sandbox, { requesters: 12, approvers: 6 });
  await begin(sandbox, PLATFORMS, cast);
  const random = createRandom(seed);
  const nextDeed = createDeeds(sandbox, random, { ...cast, approvers: cast.approvers.slice(1) });
  const took: number[] = [];
  const depths: number[] = [];
  const measured: Inside[] = [];
  const figures: Figures = { "not answered": 0 };
  async function timed(work: Promise<{ ok: boolean }>): Promise<void> {
    const began = performance.now();
    count(figures, "not answered");
    const { ok } = await work;
    took.push(performance.now() - began);
    count(figures, "requests answered");
    if (ok) count(figures, "not answered", -1);
  }

  const began = performance.now();
  const end = began + minutes * MINUTE_MS;
  for (let sent = 0; performance.now() < end; sent += 1) {
    await sleep(Math.max(0, began + (sent * 1000) / perSecond - performance.now()));
    const work = nextDeed();
    if (work !== null) void timed(work);
    if (sent % perSecond === 0) depths.push(countRows(database, "jobs", DUE));
    if (performance.now() - began > (measured.length + 1) * MINUTE_MS) measured.push(await inside(bot));
  }
  const sentFor = (performance.now() - began) / 1000;
  measured.push(await inside(bot));
  await drained(database);
  return judge({ took, figures, sentFor, measured, depths, database });
}

function judge(seen: {
  readonly took: readonly number[];
  readonly figures: Figures;
  readonly sentFor: number;
  readonly measured: readonly Inside[];
  readonly depths: readonly number[];
  readonly database: string;
}): Outcome {
  const { took, figures, sentFor, measured, depths, database } = seen;
  const warm = measured[Math.min(WARM_MINUTES, measured.length) - 1] ?? measured[0];
  const last = measured.at(-1);
  if (warm === undefined || last === undefined) throw new Error("nothing was measured");
  const p99 = percentile([...took], 0.99);
  const violations: string[] = [];
  const failed = figures["not answered"] ?? 0;
  if (failed > 0) violations.push(`${failed} requests were not answered`);
  if (p99 >= SLOW_MS) violations.push(`one answer in a hundred takes ${Math.round(p99)} ms and more`);
  if (last.heapMb - warm.heapMb > GROWTH_MB.heap) violations.push("what is kept in memory grows");
  if (last.rssMb - warm.rssMb > GROWTH_MB.rss) violations.push("the process grows");
  const rounded = (value: number) => Math.round(value * 10) / 10;
  return {
    violations,
    figures: {
      ...figures,
      "answered in a second": rounded(took.length / sentFor),
      "Requests made": countRows(database, "requests"),
      "of them approved": countRows(database, "requests", "state = 'approved'"),
      "jobs done": countRows(database, "jobs", "state = 'done'"),
      "median answer, ms": rounded(percentile([...took], 0.5)),
      "99th percentile, ms": rounded(p99),
      "slowest answer, ms": rounded(Math.max(...took)),
      "event loop late, 99th percentile of the worst minute, ms": rounded(
        Math.max(...measured.map(({ lateP99 }) => lateP99)),
      ),
      "event loop late, most, ms": rounded(Math.max(...measured.map(({ lateMost }) => lateMost))),
      "jobs due at once, at most": Math.max(...depths),
      "jobs due in the end": countRows(database, "jobs", DUE),
      "heap after the first minutes, MB": rounded(warm.heapMb),
      "heap in the end, MB": rounded(last.heapMb),
      "memory of the process after the first minutes, MB": rounded(warm.rssMb),
      "memory of the process in the end, MB": rounded(last.rssMb),
    },
  };
}
