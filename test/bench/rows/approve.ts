import type { Generator, Measured } from "../generator.ts";
import { openRequests, prepareDatabase } from "../prepare.ts";
import { approveClick, range } from "../requests.ts";
import type { Row } from "../table.ts";
import { drained, type Mode, mustBeApproved, newFile, startBolt, startBot, startStandIns } from "../world.ts";

const ROUNDS = 3;
const MODES: readonly Mode[] = ["guided", "automatic"];
const CONNECTIONS = [10, 50] as const;
const WARM_UP = 100;
const CLICKS = 200;
const ALL = WARM_UP + CONNECTIONS.length * CLICKS;

type Rounds = Record<(typeof CONNECTIONS)[number], Measured[]>;
const noRounds = (): Rounds => ({ 10: [], 50: [] });

/** Ten and fifty people approve a different Request each, over and over, while the worker tells everybody. */
export async function approveRows(generator: Generator): Promise<Row[]> {
  const template = newFile("clicks.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, ALL));
  const ours = { guided: noRounds(), automatic: noRounds() };
  const bolt = noRounds();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const mode of MODES) {
      const standIns = await startStandIns(ALL, 1);
      const bot = await startBot(standIns, template, mode);
      await clicks(generator, bot.url, ours[mode], () => drained(bot.database));
      mustBeApproved(bot.database, ALL);
      await bot.stop();
      await standIns.stop();
    }
    // As new as the bot, which has had as many clicks before it is measured.
    const reference = await startBolt(["insert", newFile("bolt.db")]);
    await clicks(generator, reference.url, bolt);
    await reference.stop();
  }
  return MODES.flatMap((mode) =>
    CONNECTIONS.flatMap((connections) => {
      const row = (of: "rate" | "p99", unit: string): Row => ({
        what: `approve click (${mode}), ${connections} connections: ${of}`,
        ...{ unit, ours: ours[mode][connections].map((measured) => measured[of]) },
        beside: { "Bolt, one durable insert": bolt[connections].map((measured) => measured[of]) },
      });
      return [
        { ...row("rate", "1/s"), share: 0.8 },
        { ...row("p99", "ms"), times: 1.5 },
      ];
    }),
  );
}

async function clicks(
  generator: Generator,
  url: string,
  rounds: Rounds,
  drain: () => Promise<unknown> = async () => {},
): Promise<void> {
  let next = 1;
  const take = (count: number) => {
    next += count;
    return range(next - count, count).map((request) => approveClick(request));
  };
  await generator.run(url, 10, take(WARM_UP));
  await drain();
  for (const connections of CONNECTIONS) {
    rounds[connections].push(await generator.run(url, connections, take(CLICKS)));
    await drain();
  }
}
