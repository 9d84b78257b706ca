import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Generator, Measured } from "./generator.ts";
import { openRequests, prepareDatabase } from "./prepare.ts";
import type { Started } from "./processes.ts";
import { approveClick, range } from "./requests.ts";
import type { Row } from "./table.ts";
import {
  botEnv,
  FOLDER,
  MAIN,
  mustBeApproved,
  newFile,
  startBolt,
  startProgram,
  startStandIns,
} from "./world.ts";

const ROUNDS = 3;
const WARM_UP = 100;
const CLICKS = 200;
/** By so much a flush takes longer than on the disk of this machine, ms: about what network disks take, and slow ones. */
const LONGER = [1, 5] as const;
const CONNECTIONS = [10, 50] as const;

type Rounds = Record<(typeof CONNECTIONS)[number], Measured[]>;

/** The same Approve where what is to last takes longer; nothing where no C compiler is at hand. */
export async function slowDiskRows(generator: Generator): Promise<Row[]> {
  const library = compiled();
  if (library === null) return [];
  const rows: Row[] = [];
  for (const ms of LONGER) rows.push(...(await rowsWith(generator, library, ms)));
  return rows;
}

function compiled(): string | null {
  const library = join(FOLDER, "slow-disk.so");
  try {
    execFileSync("cc", [
      "-shared",
      "-fPIC",
      "-O2",
      "-o",
      library,
      join(import.meta.dirname, "slow-disk.c"),
      "-ldl",
    ]);
    return library;
  } catch {
    process.stderr.write(
      "Left out: there is no C compiler here, or the system takes no preloaded library.\n",
    );
    return null;
  }
}

async function rowsWith(generator: Generator, library: string, ms: number): Promise<Row[]> {
  const slow = { LD_PRELOAD: library, FLUSH_LONGER_US: String(ms * 1000) };
  const all = WARM_UP + CONNECTIONS.length * CLICKS;
  const template = newFile("slow.db");
  prepareDatabase(template, (tx, now) => openRequests(tx, now, all));
  const ours: Rounds = { 10: [], 50: [] };
  const bolt: Rounds = { 10: [], 50: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const standIns = await startStandIns(all, 1);
    const bot = await startProgram(MAIN, template, (file) => ({ ...botEnv(standIns, file), ...slow }));
    await clicks(generator, bot, ours);
    mustBeApproved(bot.database, all);
    await bot.stop();
    await standIns.stop();
    const reference = await startBolt(["insert", newFile("bolt.db")], slow);
    await clicks(generator, reference, bolt);
    await reference.stop();
  }
  return CONNECTIONS.flatMap((connections) => {
    const row = (of: "rate" | "p99", unit: string): Row => ({
      what: `approve click (guided), ${connections} connections, each flush ${ms} ms longer: ${of}`,
      unit,
      ours: ours[connections].map((measured) => measured[of]),
      beside: { "Bolt, one durable insert": bolt[connections].map((measured) => measured[of]) },
    });
    return [
      { ...row("rate", "1/s"), share: 0.8 },
      { ...row("p99", "ms"), times: 1.5 },
    ];
  });
}

async function clicks(generator: Generator, { url }: Started, rounds: Rounds): Promise<void> {
  let next = 1;
  const take = (count: number) => {
    next += count;
    return range(next - count, count).map((request) => approveClick(request));
  };
  await generator.run(url, 10, take(WARM_UP));
  for (const connections of CONNECTIONS)
    rounds[connections].push(await generator.run(url, connections, take(CLICKS)));
}
