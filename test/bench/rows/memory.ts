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

/** Resident memory after 10,000 clicks, all messages sent. */
export async function memoryRows(generator: Generator): Promise<Row[]> {
  const template = newFile("memory.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, REQUESTS));
  const standIns = await startStandIns(REQUESTS, 1);
  const bot = await startBot(standIns, template);
  const bolt = await startBolt(["ack"]);
  const clicks = async ({ url }: Started) => {
    for (let turn = 0; turn < APPROVERS; turn += 1)
      await generator.run(
        url,
        10,
        range(1, REQUESTS).map((request) => approveClick(request, turn)),
      );
  };
  await clicks(bolt);
  await clicks(bot);
  await drained(bot.database, DRAINS_WITHIN_MS);
  await sleep(SETTLE_MS);
  const [ours, beside] = [[rssOf(bot)], { "Bolt, acknowledges": [rssOf(bolt)] }];
  await Promise.all([bot.stop(), bolt.stop()]);
  await standIns.stop();
  const what = `resident memory after ${CLICKS.toLocaleString("en")} clicks, Slack alone`;
  return [{ what, unit: "MB", ours, beside, plus: 40 }];
}
