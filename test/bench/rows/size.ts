import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { MAIN } from "../../support/programs/child.ts";
import { type Generator, type Row, timed } from "../measure.ts";
import { aYear, prepareDatabase, wholeTeam } from "../prepare.ts";
import { statusCommand } from "../slack-scene.ts";
import {
  cpuOf,
  FOLDER,
  newFile,
  rssOf,
  type Started,
  slackEnv,
  startBot,
  startNode,
  startStandIns,
  whenReady,
} from "../world.ts";

const MEMBERS = 10_000;
const REQUESTS = 500 * 365;
const ENTRIES = 100_000;
const CLI = MAIN.map((word) => word.replace(/main\.js$/, "cli/main.js"));

/** As much as an organization can become: what its operator waits for, and what the machine has to have. */
export async function yearRows(generator: Generator): Promise<Row[]> {
  const [template, empty] = [newFile("year.db"), newFile("empty.db")];
  prepareDatabase(template, (tx, now) => {
    wholeTeam(tx, now, MEMBERS);
    aYear(tx, now, REQUESTS, ENTRIES);
  });
  prepareDatabase(empty, () => {});
  const standIns = await startStandIns(0, 1);
  const measured = async (file: string) => {
    let bot: Started & { readonly database: string } = await startBot(file, slackEnv(standIns));
    await bot.stop();
    const start = await timed(async () => {
      bot = await startBot(file, slackEnv(standIns));
    });
    await generator.run(bot.url, 1, [statusCommand(0)]);
    const status = await timed(() => generator.run(bot.url, 1, [statusCommand(1)]));
    const memory = rssOf(bot);
    const env = { ...slackEnv(standIns), DATABASE_PATH: bot.database };
    const backup = await timed(() =>
      execFileSync(process.execPath, [...CLI, "backup", newFile("b.db")], { env }),
    );
    await bot.stop();
    return { start, status, memory, backup, size: statSync(bot.database).size / 1024 / 1024 };
  };
  const [year, none] = [await measured(template), await measured(empty)];
  await standIns.stop();
  const row = (what: string, unit: string, of: keyof typeof year): Row => ({
    ...{ what: `a year of 500 Requests a day: ${what}`, unit, ours: [year[of]] },
    beside: { "an empty Setup": [none[of]] },
  });
  return [
    row("size of the database", "MB", "size"),
    row("start to ready", "ms", "start"),
    row("status", "ms", "status"),
    row("resident memory after it", "MB", "memory"),
    row("backup", "ms", "backup"),
  ];
}

const FLEET = 20;
const SETTLES_MS = 30_000;
const SECONDS = 120;

/** What belongs to a process alone, and its share of what it has in common with others, in MB. */
const pssOf = ({ child }: Started): number =>
  Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/smaps_rollup`, "utf8"))?.[1]) / 1024;

/** Many organizations on one machine, a process and a database each, all started at once as after a reboot. */
export async function fleetRows(): Promise<Row[]> {
  const standIns = await startStandIns(0, 1);
  const startOne = () =>
    startNode(MAIN, { ...slackEnv(standIns), DATABASE_PATH: newFile("fleet.db") }, { cwd: FOLDER });
  const one = await startOne();
  await whenReady(one.url);
  await one.stop();
  let fleet: Started[] = [];
  const start = await timed(async () => {
    fleet = await Promise.all(Array.from({ length: FLEET }, startOne));
    await Promise.all(fleet.map(({ url }) => whenReady(url)));
  });
  await sleep(SETTLES_MS);
  const sum = (figure: (each: Started) => number) => fleet.reduce((all, each) => all + figure(each), 0);
  const before = sum(cpuOf);
  await sleep(SECONDS * 1000);
  const cpu = ((sum(cpuOf) - before) / SECONDS / 1000) * 100;
  const memory = sum(pssOf);
  for (const each of [...fleet, standIns]) await each.stop();
  const what = `${FLEET} bots at once`;
  return [
    {
      what: `${what}: all started, to the last /readyz`,
      unit: "ms",
      ours: [start],
      beside: { one: [one.took] },
    },
    { what: `${what}: memory of each`, unit: "MB", ours: [memory / FLEET], beside: {} },
    {
      what: `${what}: processor when idle, all together`,
      unit: "%",
      ours: [cpu],
      beside: {},
    },
  ];
}
