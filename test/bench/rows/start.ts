import { startNode, whenReady } from "../processes.ts";
import type { Row } from "../table.ts";
import { botEnv, FOLDER, MAIN, newFile, startStandIns } from "../world.ts";

const ROUNDS = 5;
/** From the spawn until it is there: the bot on a new database, the sandbox, and the SDKs alone. */
export async function startRows(): Promise<Row[]> {
  const standIns = await startStandIns(0, 1);
  const took: Record<"bot" | "sandbox" | "imports", number[]> = { bot: [], sandbox: [], imports: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    const bot = await startNode(MAIN, { cwd: FOLDER, env: botEnv(standIns, newFile("start.db")) });
    took.bot.push((await whenReady(bot.url)) - begun);
    await bot.stop();

    const env = { PORT: "0", LOG_LEVEL: "warn", DATABASE_PATH: newFile("sandbox.db") };
    const sandbox = await startNode(MAIN, { cwd: FOLDER, env });
    took.sandbox.push(sandbox.took);
    await sandbox.stop();

    const imports = await startNode(["dist/bench/imports.js"]);
    took.imports.push(imports.took);
    await imports.stop();
  }
  await standIns.stop();
  const beside = { "the SDKs, imported": took.imports };
  return [
    { what: "start to /readyz, Slack alone", unit: "ms", ours: took.bot, beside, plus: 250 },
    { what: "start of the sandbox to its address", unit: "ms", ours: took.sandbox, beside, target: 2000 },
  ];
}
