import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PLATFORMS } from "../../src/domain/accounts/person.ts";
import type { Answer } from "../../src/sandbox/snapshot.ts";
import { percentile } from "../bench/measure.ts";
import { CLOCK_ENV } from "../support/clock-env.ts";
import { NODE_FLAGS } from "../support/npm-start.ts";
import type { TestPerson } from "../support/servers/person.ts";
import { startSandbox, type TestSandbox } from "../support/servers/slack.ts";
import { teamsPerson } from "../support/servers/teams.ts";
import { MINUTE } from "../support/world/times.ts";
import { count, createRandom, type Figures, type Outcome, pick, type Scenario } from "./scenario.ts";
import type { Inside } from "./soak-inside.ts";
import { drained } from "./storm/interruptions.ts";
import { begin, type Cast, settle } from "./storm/setup.ts";
import { countRows, environment } from "./storm/world.ts";

const INSIDE = fileURLToPath(new URL("./soak-inside.ts", import.meta.url));
const DUE = "state IN ('ready', 'running') AND due_at <= unixepoch() * 1000";
const MINUTES = 10;
const PER_SECOND = 20;
/** Code and caches are loaded, and the first collections are over. */
const WARM_MINUTES = 2;
const SLOW_MS = 500;
const GROWTH_MB = { heap: 10, rss: 40 };
const APPROVALS = "#mistral-approvals";

/** One request to the bot; null: there is nothing to press just now. */
type Deed = () => Promise<Pick<Answer, "ok">> | null;

/** What people do all day: looking around, pressing what is decided already, asking, deciding. */
function createDeeds(sandbox: TestSandbox, random: () => number, { requesters, approvers }: Cast): Deed {
  let asked = 0;
  let decided: Deed = () => null;
  // People who look around close dialogs, and must not close the form of somebody who asks.
  const half = Math.floor(requesters.length / 2);
  const [lookers, askers] = [requesters.slice(0, half), requesters.slice(half)];
  const some = (from: readonly string[]) => sandbox.as(pick(random, from) ?? "");
  // Several, because Microsoft lets a bot send sixty messages in half a minute into one chat.
  const inTeams = () => teamsPerson(sandbox, pick(random, ["ana", "ben", "chloe"]) ?? "ana");
  const says = (person: TestPerson, words: string) => {
    if (person.modal() !== null) void person.close();
    return person.command(words, "#mistral");
  };
  const presses = (person: Pick<TestPerson, "buttons" | "hold">, label: string): ReturnType<Deed> => {
    if (!person.buttons(APPROVALS).includes(label)) return decided();
    const press = person.hold(label, { in: APPROVALS });
    if (label === "Approve") decided = press;
    return press();
  };
  const looking = (word: string) => () => says(some(lookers), word);
  const asking = () => askers.map(sandbox.as).find((one) => one.modal()?.startsWith("Ask"));
  const deeds: readonly (readonly [times: number, deed: Deed])[] = [
    [5, looking("status")],
    ...["help", "key", ""].map((word) => [3, looking(word)] as const),
    [3, () => some(requesters).openHome()],
    [1, () => says(some(askers), `invite person${++asked}@lumen.example`)],
    [2, () => asking()?.submit() ?? null],
    [1, () => presses(some(approvers), "Approve")],
    [1, () => presses(teamsPerson(sandbox, "ana"), "Approve")],
    [2, () => presses(teamsPerson(sandbox, "ana"), "Deny")],
    [1, () => inTeams().command("status")],
    [5, () => decided()],
  ];
  const bag = deeds.flatMap(([times, deed]) => Array<Deed>(times).fill(deed));
  return () => pick(random, bag)?.() ?? null;
}

/** People work at an even pace for long: answers stay quick, the queue stays short, and memory stays flat. */
async function soak(seed: number, minutes: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  const database = join(folder, "bot.db");
  let url = "";
  const sandbox = await startSandbox({ botUrl: () => url });
  const settings = { SYNC_SECONDS: "60", LOG_LEVEL: "warn", DATABASE_PATH: database };
  const bot = fork(INSIDE, {
    execArgv: [...NODE_FLAGS, "--expose-gc", "--import", "tsx"],
    env: { ...CLOCK_ENV, ...environment(sandbox, PLATFORMS), ...settings },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  async function inside(): Promise<Inside> {
    const told = once(bot, "message");
    bot.send("measure");
    const [figures] = (await told) as [Inside];
    return figures;
  }
  try {
    for await (const chunk of bot.stderr ?? []) {
      url = /listens on (\S+)/.exec(String(chunk))?.[1] ?? "";
      if (url !== "") break;
    }
    const cast = settle(sandbox, { requesters: 12, approvers: 6 });
    await begin(sandbox, PLATFORMS, cast);
    const next = createDeeds(sandbox, createRandom(seed), { ...cast, approvers: cast.approvers.slice(1) });
    const took: number[] = [];
    const measured: Inside[] = [];
    const figures: Figures = { "not answered": 0 };
    const timed = async (work: Promise<Pick<Answer, "ok">>) => {
      const began = performance.now();
      count(figures, "not answered");
      const { ok } = await work;
      took.push(performance.now() - began);
      count(figures, "requests answered");
      if (ok) count(figures, "not answered", -1);
    };
    const began = performance.now();
    for (let sent = 0; performance.now() < began + minutes * MINUTE; sent += 1) {
      await sleep(Math.max(0, began + (sent * 1000) / PER_SECOND - performance.now()));
      const work = next();
      if (work !== null) void timed(work);
      if (performance.now() - began > (measured.length + 1) * MINUTE) measured.push(await inside());
    }
    measured.push(await inside());
    await drained(database);
    return judge(took, measured, {
      ...figures,
      "Requests made": countRows(database, "requests"),
      "jobs done": countRows(database, "jobs", "state = 'done'"),
      "jobs due in the end": countRows(database, "jobs", DUE),
    });
  } finally {
    bot.kill("SIGKILL");
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function judge(took: readonly number[], measured: readonly Inside[], figures: Figures): Outcome {
  const warm = measured[Math.min(WARM_MINUTES, measured.length) - 1];
  const last = measured.at(-1);
  if (warm === undefined || last === undefined) throw new Error("nothing was measured");
  const p99 = percentile(took, 0.99);
  const failed = figures["not answered"] ?? 0;
  const rounded = (value: number) => Math.round(value * 10) / 10;
  const latest = rounded(Math.max(...measured.map(({ lateP99 }) => lateP99)));
  return {
    violations: [
      ...(failed > 0 ? [`${failed} requests were not answered`] : []),
      ...(p99 >= SLOW_MS ? [`one answer in a hundred takes ${Math.round(p99)} ms and more`] : []),
      ...(last.heapMb - warm.heapMb > GROWTH_MB.heap ? ["what is kept in memory grows"] : []),
      ...(last.rssMb - warm.rssMb > GROWTH_MB.rss ? ["the process grows"] : []),
    ],
    figures: {
      ...{
        ...figures,
        "median answer, ms": rounded(percentile(took, 0.5)),
        "99th percentile, ms": rounded(p99),
      },
      "event loop late, 99th percentile of the worst minute, ms": latest,
      ...{
        "heap after the first minutes, MB": rounded(warm.heapMb),
        "heap in the end, MB": rounded(last.heapMb),
      },
      "memory of the process after the first minutes, MB": rounded(warm.rssMb),
      "memory of the process in the end, MB": rounded(last.rssMb),
    },
  };
}

/** It measures a machine, so it is no part of `npm test`. */
export const soaked: Scenario = {
  name: "soak",
  about: "while people work in Slack and Teams for ten minutes, answers stay quick and memory stays flat",
  run: ({ seed, of }) => soak(seed, of(MINUTES, 1)),
  atLeast: {
    "requests answered": [0.9 * MINUTES * 60 * PER_SECOND, 1],
    "Requests made": [15 * MINUTES, 1],
  },
};
