import { type Row, startGenerator, tableOf } from "./measure.ts";
import { attackRows } from "./rows/attacks.ts";
import { jobRows, preflightRows, startRows, syncRows } from "./rows/core.ts";
import { idleRows } from "./rows/idle.ts";
import { loneRows } from "./rows/lone.ts";
import { fleetRows, yearRows } from "./rows/size.ts";
import { approveRows, memoryRows, statusRows } from "./rows/slack.ts";
import { teamsRows } from "./rows/teams.ts";
import { removeFolder, stopAll } from "./world.ts";

// `npm run bench` measures everything; `npm run bench -- approve start` some of it.

const generator = startGenerator();
const sections: Record<string, () => Promise<Row[]>> = {
  lone: loneRows,
  approve: () => approveRows(generator),
  status: () => statusRows(generator),
  teams: () => teamsRows(generator),
  attacks: attackRows,
  start: startRows,
  idle: idleRows,
  year: () => yearRows(generator),
  fleet: fleetRows,
  memory: () => memoryRows(generator),
  jobs: jobRows,
  preflight: preflightRows,
  sync: syncRows,
};

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(1)));
}

const named = process.argv.slice(2).filter((word) => word in sections);
const rows: Row[] = [];
try {
  for (const name of named.length > 0 ? named : Object.keys(sections)) {
    process.stderr.write(`Measuring: ${name}\n`);
    rows.push(...((await sections[name]?.()) ?? []));
  }
} finally {
  generator.stop();
  await stopAll();
  removeFolder();
}
process.stdout.write(tableOf(rows));
