import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PLATFORMS } from "../../../src/domain/accounts/person.ts";
import { percentile } from "../../bench/measure.ts";
import { must } from "../../support/must.ts";
import { NODE_FLAGS } from "../../support/programs/child.ts";
import { begin, settle } from "../../support/servers/cast.ts";
import { MINUTE } from "../../support/world/times.ts";
import { createRandom, type Play, type Scenario } from "../scenario.ts";
import { drained } from "./interruptions.ts";
import { nothingYet } from "./invariants.ts";
import { createPeople } from "./people.ts";
import type { Inside } from "./soak-inside.ts";
import { countRows, inWorld, type World } from "./world.ts";

const INSIDE = fileURLToPath(new URL("./soak-inside.ts", import.meta.url));
const DUE = "state IN ('ready', 'running') AND due_at <= unixepoch() * 1000";
const MINUTES = 10;
/** With these, eighteen people make about twenty requests in a second. */
const [PAUSE_MS, LOOKS] = [1_600, 20];
const PER_SECOND = 20;
/** Code and caches are loaded, and the first collections are over. */
const WARM_MINUTES = 2;
const SLOW_MS = 500;
const GROWTH_MB = { heap: 10, rss: 40 };

/** People work at an even pace for long: answers stay quick, the queue stays short, and memory stays flat. */
async function soak(play: Play, { bot, sandbox, database }: World): Promise<void> {
  await bot.start();
  const program = must(bot.process());
  async function inside(): Promise<Inside> {
    const told = once(program, "message");
    program.send("measure");
    const [figures] = (await told) as [Inside];
    return figures;
  }
  const cast = settle(sandbox, { requesters: 12, approvers: 6 });
  await begin(sandbox, PLATFORMS, cast);
  const expected = nothingYet();
  const people = createPeople({
    ...{ on: PLATFORMS, sandbox, expected, cast, random: createRandom(play.seed) },
    ...{ requests: Number.POSITIVE_INFINITY, pauseMs: PAUSE_MS, looks: LOOKS },
  });
  const living = people.start();
  const measured: Inside[] = [];
  for (let minute = 0; minute < play.of(MINUTES, 1); minute += 1) {
    await sleep(MINUTE);
    measured.push(await inside());
  }
  people.stop();
  await living;
  await drained(database);
  const { took, refused } = expected;
  const warm = must(measured[Math.min(WARM_MINUTES, measured.length) - 1]);
  const last = must(measured.at(-1));
  const p99 = percentile(took, 0.99);
  const figures = {
    "not answered": refused.length,
    "requests answered": took.length,
    "Requests made": countRows(database, "requests"),
    "jobs done": countRows(database, "jobs", "state = 'done'"),
    "jobs due in the end": countRows(database, "jobs", DUE),
    "median answer, ms": percentile(took, 0.5),
    "99th percentile, ms": p99,
    "event loop late, 99th percentile of the worst minute, ms": Math.max(...measured.map((of) => of.lateP99)),
    "heap after the first minutes, MB": warm.heapMb,
    "heap in the end, MB": last.heapMb,
    "memory of the process after the first minutes, MB": warm.rssMb,
    "memory of the process in the end, MB": last.rssMb,
  };
  for (const [name, value] of Object.entries(figures)) play.count(name, Math.round(value * 10) / 10);
  play.found(refused.map((said) => `a request was not answered: ${said}`));
  play.must(p99 < SLOW_MS, `one answer in a hundred takes ${Math.round(p99)} ms and more`);
  play.must(last.heapMb - warm.heapMb <= GROWTH_MB.heap, "what is kept in memory grows");
  play.must(last.rssMb - warm.rssMb <= GROWTH_MB.rss, "the process grows");
}

/** It measures a machine, so it is no part of `npm test`. */
export const soaked: Scenario = {
  name: "soak",
  about: "while people work in Slack and Teams for ten minutes, answers stay quick and memory stays flat",
  run: (play) =>
    inWorld(
      {
        ...{ on: PLATFORMS, settings: { SYNC_SECONDS: "60", LOG_LEVEL: "warn" } },
        program: [...NODE_FLAGS, "--expose-gc", "--import", import.meta.resolve("tsx"), INSIDE],
      },
      (world) => soak(play, world),
    ),
  atLeast: { "requests answered": [0.9 * MINUTES * 60 * PER_SECOND, 1], "Requests made": [15 * MINUTES, 1] },
};
