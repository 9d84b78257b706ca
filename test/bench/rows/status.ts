import { writeFileSync } from "node:fs";
import type { Generator, Measured } from "../generator.ts";
import { prepareDatabase, wholeTeam } from "../prepare.ts";
import { range, statusCommand } from "../requests.ts";
import type { Row } from "../table.ts";
import { newFile, startBolt, startBot, startStandIns } from "../world.ts";

const ROUNDS = 5;
const TEAM = 500;
const COMMANDS = 300;

/** `/mistral-setup status` for a whole team, to the rendered answer, beside the same answer from a constant. */
export async function statusRows(generator: Generator): Promise<Row[]> {
  const template = newFile("team.db");
  prepareDatabase(template, (tx, now) => wholeTeam(tx, now, TEAM));
  const standIns = await startStandIns(0, 1);
  const bot = await startBot(standIns, template);
  const measure = (url: string) => generator.run(url, 10, range(0, COMMANDS).map(statusCommand));
  const { answer } = await measure(bot.url);
  if (!answer.includes('"blocks"')) throw new Error(`this is no status: ${answer.slice(0, 200)}`);
  const file = newFile("answer.json");
  writeFileSync(file, answer);
  const bolt = await startBolt(["answer", file]);
  await measure(bolt.url);
  const ours: Measured[] = [];
  const constant: Measured[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await measure(bot.url));
    constant.push(await measure(bolt.url));
  }
  await Promise.all([bolt.stop(), bot.stop()]);
  await standIns.stop();
  return (["rate", "p50", "p99"] as const).map((of) => ({
    what: `status of ${TEAM} Members and Invitations, 10 connections: ${of}`,
    unit: of === "rate" ? "1/s" : "ms",
    ours: ours.map((measured) => measured[of]),
    beside: { "Bolt, the same JSON": constant.map((measured) => measured[of]) },
    ...(of === "rate" ? { share: 0.5 } : {}),
  }));
}
