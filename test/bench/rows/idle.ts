import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { MAIN } from "../../support/programs/child.ts";
import { closed } from "../../support/servers/raw-server.ts";
import { overSocket } from "../../support/servers/socket-mode.ts";
import type { Row } from "../measure.ts";
import {
  cpuOf,
  FOLDER,
  newFile,
  type Started,
  slackApiOf,
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

/** So far: its time of the processor in ms, and its wake-ups. */
const spent = (each: Started) => ({ cpu: cpuOf(each), woken: wakeUps(each) });

export async function idleRows(): Promise<Row[]> {
  const standIns = await startStandIns(0, 1);
  const { bridge, options } = await overSocket();
  const start = async (more: NodeJS.Dict<string>) => {
    const env = { ...slackEnv(standIns), ...more, DATABASE_PATH: newFile("idle.db") };
    const bot = await startNode(MAIN, env, { cwd: FOLDER });
    await whenReady(bot.url);
    return bot;
  };
  const ways = { HTTP: {}, "Socket Mode": options.env(slackApiOf(standIns)) };
  const bots: [way: string, bot: Started][] = [];
  for (const [way, more] of Object.entries(ways)) bots.push([way, await start(more)]);
  const clock = await startNode(["--eval", CLOCK]);
  const all = [clock, ...bots.map(([, bot]) => bot)];
  await sleep(SETTLES_MS);
  const before = new Map(all.map((each) => [each, spent(each)]));
  await sleep(SECONDS * 1000);
  const since = (each: Started, what: keyof ReturnType<typeof spent>) =>
    (spent(each)[what] - (before.get(each)?.[what] ?? 0)) / SECONDS;
  const rows = bots.flatMap(([way, bot]): Row[] => {
    const row = (said: string, unit: string, target: number, figure: (each: Started) => number): Row => ({
      ...{ what: `idle, ${way}: ${said}`, unit, target, ours: [figure(bot)] },
      beside: { "a timer of one second": [figure(clock)] },
    });
    return [
      row("processor", "%", 0.2, (each) => since(each, "cpu") / 10),
      row("wake-ups a second", "", 10, (each) => since(each, "woken")),
    ];
  });
  for (const each of [...all, standIns]) await each.stop();
  await closed(bridge.server);
  return rows;
}
