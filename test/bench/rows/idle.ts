import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { MAIN } from "../../support/programs/child.ts";
import type { Row } from "../measure.ts";
import {
  cpuOf,
  FOLDER,
  newFile,
  type Started,
  slackEnv,
  startNode,
  startStandIns,
  whenReady,
} from "../world.ts";

const SETTLES_MS = 30_000;
const SECONDS = 300;

/** Nothing happens, so a process that ticks once a second shows what the machine and Node cost by themselves. */
const CLOCK = "console.log('Open http://0.0.0.0:0'); setInterval(() => {}, 1000)";

/** How often its threads went to sleep so far, which is how often they were woken. */
function wakeUps({ child }: Started): number {
  const threads = `/proc/${child.pid}/task`;
  const counts = readdirSync(threads).map((thread) => {
    const status = readFileSync(`${threads}/${thread}/status`, "utf8");
    return Number(/^voluntary_ctxt_switches:\s*(\d+)$/m.exec(status)?.[1]);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

export async function idleRows(): Promise<Row[]> {
  const standIns = await startStandIns(0, 1);
  const env = { ...slackEnv(standIns), DATABASE_PATH: newFile("idle.db") };
  const bot = await startNode(MAIN, env, { cwd: FOLDER });
  await whenReady(bot.url);
  const clock = await startNode(["--eval", CLOCK]);
  await sleep(SETTLES_MS);
  const both = [bot, clock];
  const before = both.map((each) => [cpuOf(each), wakeUps(each)] as const);
  await sleep(SECONDS * 1000);
  const figures = both.map((each, at) => {
    const [cpu = 0, woken = 0] = before[at] ?? [];
    return [((cpuOf(each) - cpu) / SECONDS / 1000) * 100, (wakeUps(each) - woken) / SECONDS] as const;
  });
  for (const each of [...both, standIns]) await each.stop();
  const [[cpu, woken] = [0, 0], [ownCpu, ownWoken] = [0, 0]] = figures;
  const beside = (figure: number) => ({ "a timer of one second": [figure] });
  return [
    { what: "idle: processor", unit: "%", ours: [cpu], beside: beside(ownCpu), target: 0.2 },
    { what: "idle: wake-ups a second", unit: "", ours: [woken], beside: beside(ownWoken), target: 10 },
  ];
}
