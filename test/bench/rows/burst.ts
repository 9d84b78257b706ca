import { setTimeout as sleep } from "node:timers/promises";
import type { Generator } from "../generator.ts";
import { openRequests, prepareDatabase } from "../prepare.ts";
import { approveClick, range } from "../requests.ts";
import { percentile, type Row } from "../table.ts";
import { drained, type Mode, newFile, startBolt, startBot, startStandIns } from "../world.ts";

const PEOPLE = 10;
const BURSTS = 30;
const WARM_UP = 60;
const PAUSE_MS = 400;

/** Ten people click at the same moment, again and again: how long the last of them waits. */
export async function burstRows(generator: Generator, modes: readonly Mode[]): Promise<Row[]> {
  const template = newFile("bursts.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, WARM_UP + PEOPLE * BURSTS));
  const ack = await startBolt(["ack"]);
  const rows: Row[] = [];
  for (const mode of modes) {
    const standIns = await startStandIns(WARM_UP + PEOPLE * BURSTS, 1);
    const bot = await startBot(standIns, template, mode);
    let next = 1;
    const take = (count: number) => {
      const taken = range(next, count).map((request) => approveClick(request));
      next += count;
      return taken;
    };
    await generator.run(bot.url, PEOPLE, take(WARM_UP));
    await generator.run(
      ack.url,
      PEOPLE,
      range(1, WARM_UP).map((request) => approveClick(request)),
    );
    await drained(bot.database);
    const ours: number[][] = [];
    const bolt: number[][] = [];
    for (let burst = 0; burst < BURSTS; burst += 1) {
      ours.push([...(await generator.run(bot.url, PEOPLE, take(PEOPLE))).latencies]);
      bolt.push([
        ...(
          await generator.run(
            ack.url,
            PEOPLE,
            range(1, PEOPLE).map((request) => approveClick(request)),
          )
        ).latencies,
      ]);
      await sleep(PAUSE_MS);
    }
    const slowest = (bursts: number[][]) => bursts.map((burst) => Math.max(...burst));
    // Over all clicks: one slow burst can hold several slow ones.
    const p99 = (bursts: number[][]) => [percentile(bursts.flat(), 0.99)];
    const row = (what: string, of: (bursts: number[][]) => number[]): Row => ({
      what: `${PEOPLE} approve clicks at once (${mode}): ${what}`,
      unit: "ms",
      ours: of(ours),
      beside: { "Bolt, acknowledges": of(bolt) },
    });
    rows.push(row("slowest of each ten", slowest));
    rows.push({ ...row(`p99 of ${PEOPLE * BURSTS}`, p99), target: 50 });
    await bot.stop();
    await standIns.stop();
  }
  await ack.stop();
  return rows;
}
