import { setTimeout as sleep } from "node:timers/promises";
import type { Generator } from "../generator.ts";
import { openRequests, prepareDatabase } from "../prepare.ts";
import { rssOf, type Started } from "../processes.ts";
import { approveClick, range } from "../requests.ts";
import type { Row } from "../table.ts";
import { drained, newFile, startBolt, startBot, startStandIns } from "../world.ts";

const REQUESTS = 2000;
/** On each Request by so many approvers, one after the other: the first one decides, the others hear who did. */
const APPROVERS = 5;
/** Slack takes twenty messages in a second. */
const DRAINS_WITHIN_MS = 300_000;
const CLICKS = REQUESTS * APPROVERS;
/** What a garbage collection after the start gives back is gone by then. */
const SETTLE_MS = 1000;
/** V8 looks for what is gone once there was little to do for a minute, and then gives it back. */
const QUIET_MS = 120_000;

/** Resident memory after the start, after 10,000 clicks, all messages sent, and after a while in which nothing happens. */
export async function memoryRows(generator: Generator): Promise<Row[]> {
  const template = newFile("memory.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, REQUESTS));
  const standIns = await startStandIns(REQUESTS, 1);
  const bot = await startBot(standIns, template);
  const bolt = await startBolt(["ack"]);
  const after = async (started: Started, work: () => Promise<unknown>): Promise<number> => {
    await work();
    await sleep(SETTLE_MS);
    return rssOf(started);
  };
  const clicks = async ({ url }: Started) => {
    for (let turn = 0; turn < APPROVERS; turn += 1)
      await generator.run(
        url,
        10,
        range(1, REQUESTS).map((request) => approveClick(request, turn)),
      );
  };
  const nothing = async () => {};
  const started = { ours: [await after(bot, nothing)], bolt: [await after(bolt, nothing)] };
  const ours = await after(bot, async () => {
    await clicks(bot);
    await drained(bot.database, DRAINS_WITHIN_MS);
  });
  const worked = { ours: [ours], bolt: [await after(bolt, () => clicks(bolt))] };
  await sleep(QUIET_MS);
  const rested = { ours: [rssOf(bot)], bolt: [rssOf(bolt)] };
  await Promise.all([bot.stop(), bolt.stop()]);
  await standIns.stop();
  const row = (when: string, figures: { ours: number[]; bolt: number[] }): Row => ({
    what: `resident memory ${when}, Slack alone`,
    unit: "MB",
    ours: figures.ours,
    beside: { "Bolt, acknowledges": figures.bolt },
    plus: 40,
  });
  return [
    row("after the start", started),
    row(`after ${CLICKS.toLocaleString("en")} clicks`, worked),
    row("two minutes later", rested),
  ];
}
