import type { Generator, Measured } from "../generator.ts";
import { openRequests, prepareDatabase } from "../prepare.ts";
import { approveClick, range } from "../requests.ts";
import type { Row } from "../table.ts";
import { drained, type Mode, mustBeApproved, newFile, startBolt, startBot, startStandIns } from "../world.ts";

const ROUNDS = 3;
type Connections = 10 | 50;
type Clicks = Readonly<Record<Connections | "warm-up", number>>;
/** Fewer in automatic mode: there each Request is looked up in Mistral's lists before and after. */
const CLICKS: Readonly<Record<Mode, Clicks>> = {
  guided: { "warm-up": 100, 10: 200, 50: 300 },
  automatic: { "warm-up": 50, 10: 100, 50: 150 },
};
const MOST = 600;
const CONNECTIONS: readonly Connections[] = [10, 50];

type Rounds = Record<Connections, Measured[]>;
const noRounds = (): Rounds => ({ 10: [], 50: [] });

/** Ten and fifty people approve a different Request each, over and over, while the worker tells everybody. */
export async function approveRows(generator: Generator, modes: readonly Mode[]): Promise<Row[]> {
  const template = newFile("clicks.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, MOST));
  const ours = { guided: noRounds(), automatic: noRounds() };
  const drains: Record<Mode, number[]> = { guided: [], automatic: [] };
  const bolt = { ack: noRounds(), insert: noRounds() };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const mode of modes) {
      const standIns = await startStandIns(MOST, 1);
      const bot = await startBot(standIns, template, mode);
      const waited = await clicks(generator, bot.url, CLICKS[mode], ours[mode], () => drained(bot.database));
      drains[mode].push(waited);
      mustBeApproved(bot.database, CLICKS[mode]["warm-up"] + CLICKS[mode][10] + CLICKS[mode][50]);
      await bot.stop();
      await standIns.stop();
    }
    // As new as the bot, which has had as many clicks before it is measured.
    const ack = await startBolt(["ack"]);
    await clicks(generator, ack.url, CLICKS.guided, bolt.ack);
    await ack.stop();
    const insert = await startBolt(["insert", newFile("bolt.db")]);
    await clicks(generator, insert.url, CLICKS.guided, bolt.insert);
    await insert.stop();
  }
  return modes.flatMap((mode) => [
    ...CONNECTIONS.flatMap((connections) => rowsOf(mode, connections, ours[mode], bolt)),
    {
      what: `messages of ${CLICKS[mode][50]} approvals all sent (${mode})`,
      unit: "s after",
      ours: drains[mode],
      beside: {},
    },
  ]);
}

/** Warms up, then measures; returns how long the last drain took. */
async function clicks(
  generator: Generator,
  url: string,
  counts: Clicks,
  rounds: Rounds,
  drain: () => Promise<number> = async () => 0,
): Promise<number> {
  let next = 1;
  const take = (count: number) => {
    const taken = range(next, count).map((request) => approveClick(request));
    next += count;
    return taken;
  };
  await generator.run(url, 10, take(counts["warm-up"]));
  let waited = await drain();
  for (const connections of CONNECTIONS) {
    rounds[connections].push(await generator.run(url, connections, take(counts[connections])));
    waited = await drain();
  }
  return waited;
}

function rowsOf(
  mode: Mode,
  connections: Connections,
  ours: Rounds,
  bolt: Record<"ack" | "insert", Rounds>,
): Row[] {
  const figures = (of: keyof Omit<Measured, "answer" | "latencies">, unit: string): Row => ({
    what: `approve click (${mode}), ${connections} connections: ${of}`,
    unit,
    ours: ours[connections].map((measured) => measured[of]),
    beside: {
      "Bolt, one durable insert": bolt.insert[connections].map((measured) => measured[of]),
      "Bolt, acknowledges": bolt.ack[connections].map((measured) => measured[of]),
    },
  });
  return [
    { ...figures("rate", "1/s"), share: 0.8 },
    figures("p50", "ms"),
    { ...figures("p99", "ms"), times: 1.5 },
  ];
}
