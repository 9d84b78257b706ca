import { openStore } from "../../../src/store/store.ts";

/** In commits: where nothing has to wait for a disk, nobody else would ever have a turn. */
const REST_EVERY = 50;

const [, , role, path = "", migrations] = process.argv;
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Opens the store, keeps no reference to it, and stays until it is killed. */
async function hold(): Promise<void> {
  openStore({ path, kind: "real" });
  await new Promise(setImmediate);
  if (globalThis.gc === undefined) throw new Error("start this with --expose-gc");
  globalThis.gc();
  say("open");
  setInterval(() => {}, 60_000);
}

function upgrade(): void {
  say("begins");
  openStore({ path, kind: "real", migrations }).close();
}

/** Commits as fast as it can, each time a job and an entry of the Record, until it is killed. */
function write(): void {
  const rest = new Int32Array(new SharedArrayBuffer(4));
  const store = openStore({ path, kind: "real", idGap: () => 0 });
  for (let at = 1; ; at++) {
    store.transact((tx) => {
      const subject = `request:${tx.record.page(0, 1).total + 1}`;
      tx.record.append({ at, actor: "bot", event: "request.made", subject, data: {} });
      tx.jobs.enqueue({ kind: "sync" }, { key: subject, group: "g", dueAt: at });
    });
    if (at % REST_EVERY === 0) Atomics.wait(rest, 0, 0, 2);
    if (at === 1) say("writing");
  }
}

if (role === "holder") await hold();
else if (role === "upgrader") upgrade();
else write();
