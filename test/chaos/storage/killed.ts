import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import { dumpOf } from "../../support/reading/dump.ts";
import { fillDatabase } from "../../support/world/filled.ts";

const HEADER = 32;
const FRAME = 24 + 4096;

/** What a server leaves behind that is killed: the file, and a log with commits that are in the file not yet. */
export type Left = { readonly file: Buffer; readonly log: Buffer };

/** As if it were killed three times: each time with a new log, once all of the old one was in the file. */
export async function killedAtWork(path: string): Promise<{ first: Left; second: Left; third: Left }> {
  openStore({ path, kind: "real" }).close();
  // The last connection that closes a file removes its log.
  const other = new Database(path);
  const found: Left[] = [];
  const look = () => {
    found.push({ file: readFileSync(path), log: readFileSync(`${path}-wal`) });
    other.pragma("wal_checkpoint(TRUNCATE)");
  };
  await fillDatabase(path, look);
  other.close();
  const [first, second, third] = found;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error("it was not looked at often enough");
  return { first, second, third };
}

/** The log as it was before its first commit, and after each of them. */
export function whenCommitted(log: Buffer): Buffer[] {
  const ends = [0];
  for (let end = HEADER + FRAME; end <= log.length; end += FRAME)
    if (log.readUInt32BE(end - FRAME + 4) !== 0) ends.push(end);
  return ends.map((end) => log.subarray(0, end));
}

export function put(path: string, { file, log }: Left): void {
  rmSync(`${path}-shm`, { force: true });
  writeFileSync(path, file);
  writeFileSync(`${path}-wal`, log);
}

export type Moment = { readonly file: Buffer; readonly rows: ReadonlyMap<string, string[]> };

/** All that a server which was killed had ever committed, each time as a file without a log. */
export function momentsOf(path: string, { file, log }: Left): Moment[] {
  return whenCommitted(log).map((upTo) => {
    put(path, { file, log: upTo });
    openStore({ path, kind: "real" }).close();
    return { file: readFileSync(path), rows: dumpOf(path) };
  });
}
