import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Generator, type Measured, type Row, rowsOf } from "../measure.ts";
import { openRequests, prepareDatabase, wholeTeam } from "../prepare.ts";
import { approveClick, range, statusCommand } from "../slack-scene.ts";
import {
  drained,
  type Mode,
  mustBeApproved,
  newFile,
  rssOf,
  type Started,
  slackEnv,
  startBolt,
  startBot,
  startStandIns,
} from "../world.ts";

const MODES: readonly Mode[] = ["guided", "automatic"];
const CONNECTIONS = [10, 50];
const [WARM_UP, CLICKS] = [100, 200];
const ALL = WARM_UP + CONNECTIONS.length * CLICKS;

/** Ten and fifty people approve a different Request each, over and over, while the worker tells everybody. */
export async function approveRows(generator: Generator): Promise<Row[]> {
  const template = newFile("clicks.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, ALL));
  const ours: Record<Mode, Measured[][]> = { guided: [], automatic: [] };
  const bolt: Measured[][] = [];

  /** Gives a figure for each number of connections. */
  async function clicks(url: string, drain: () => Promise<void>): Promise<Measured[]> {
    const each = (from: number, count: number) => range(from, count).map((request) => approveClick(request));
    await generator.run(url, 10, each(1, WARM_UP));
    await drain();
    const measured: Measured[] = [];
    for (const [index, connections] of CONNECTIONS.entries()) {
      measured.push(await generator.run(url, connections, each(1 + WARM_UP + index * CLICKS, CLICKS)));
      await drain();
    }
    return measured;
  }

  for (let round = 0; round < 3; round += 1) {
    for (const mode of MODES) {
      const standIns = await startStandIns(ALL, 1);
      const bot = await startBot(template, slackEnv(standIns, mode));
      ours[mode].push(await clicks(bot.url, () => drained(bot.database)));
      mustBeApproved(bot.database, ALL);
      await bot.stop();
      await standIns.stop();
    }
    // As new as the bot, which has had as many clicks before it is measured.
    const reference = await startBolt("insert", newFile("bolt.db"));
    bolt.push(await clicks(reference.url, async () => {}));
    await reference.stop();
  }
  return MODES.flatMap((mode) =>
    CONNECTIONS.flatMap((connections, at) => {
      const what = `approve click (${mode}), ${connections} connections`;
      const of = (rounds: Measured[][]) => rounds.flatMap((round) => round[at] ?? []);
      const beside = { "Bolt, one durable insert": of(bolt) };
      return rowsOf(what, of(ours[mode]), beside, { rate: { share: 0.4 }, p99: { times: 2 } });
    }),
  );
}

const TEAM = 500;
const COMMANDS = 300;

/** `/mistral-setup status` for a whole team, to the rendered answer, beside the same answer from a constant. */
export async function statusRows(generator: Generator): Promise<Row[]> {
  const template = newFile("team.db");
  prepareDatabase(template, (tx, now) => wholeTeam(tx, now, TEAM));
  const standIns = await startStandIns(0, 1);
  const bot = await startBot(template, slackEnv(standIns));
  const measure = (url: string) => generator.run(url, 10, range(0, COMMANDS).map(statusCommand));
  const { answer } = await measure(bot.url);
  if (!answer.includes('"blocks"')) throw new Error(`this is no status: ${answer.slice(0, 200)}`);
  const file = newFile("answer.json");
  writeFileSync(file, answer);
  const bolt = await startBolt("answer", file);
  await measure(bolt.url);
  const ours: Measured[] = [];
  const constant: Measured[] = [];
  for (let round = 0; round < 5; round += 1) {
    ours.push(await measure(bot.url));
    constant.push(await measure(bolt.url));
  }
  await Promise.all([bolt.stop(), bot.stop(), standIns.stop()]);
  const what = `status of ${TEAM} Members and Invitations, 10 connections`;
  const beside = { "Bolt, the same JSON": constant };
  return rowsOf(what, ours, beside, { rate: { share: 0.4 }, p50: {}, p99: {} });
}

const REQUESTS = 2000;
/** On each Request by so many approvers, one after the other: the first one decides, the others hear who did. */
const APPROVERS = 5;
/** What a garbage collection after the start gives back is gone by then. */
const SETTLE_MS = 1000;

/** Resident memory after 10,000 clicks, all messages sent. */
export async function memoryRows(generator: Generator): Promise<Row[]> {
  const template = newFile("memory.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, REQUESTS));
  const standIns = await startStandIns(REQUESTS, 1);
  const bot = await startBot(template, slackEnv(standIns));
  const bolt = await startBolt("ack");
  const clicks = async ({ url }: Started) => {
    for (let turn = 0; turn < APPROVERS; turn += 1) {
      const requests = range(1, REQUESTS).map((request) => approveClick(request, turn));
      await generator.run(url, 10, requests);
    }
  };
  await clicks(bolt);
  await clicks(bot);
  await drained(bot.database);
  await sleep(SETTLE_MS);
  const [ours, beside] = [[rssOf(bot)], { "Bolt, acknowledges": [rssOf(bolt)] }];
  await Promise.all([bot.stop(), bolt.stop(), standIns.stop()]);
  const clicked = (REQUESTS * APPROVERS).toLocaleString("en");
  const what = `resident memory after ${clicked} clicks, Slack alone`;
  return [{ what, unit: "MB", ours, beside, plus: 40 }];
}
