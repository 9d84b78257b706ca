import { openStore } from "../../../src/store/store.ts";

/** In commits: where nothing has to wait for a disk, nobody else would ever have a turn. */
const REST_EVERY = 50;

// A process of its own: commits as fast as it can, each time a job and an entry of the Record, until it is killed.
const rest = new Int32Array(new SharedArrayBuffer(4));
const store = openStore({ path: process.argv[2] ?? "", kind: "real", idGap: () => 0 });
for (let at = 1; ; at++) {
  store.transact((tx) => {
    const subject = `request:${tx.record.page(0, 1).total + 1}`;
    tx.record.append({ at, actor: "bot", event: "request.made", subject, data: {} });
    tx.jobs.enqueue({ kind: "sync" }, { key: subject, group: "g", dueAt: at });
  });
  if (at % REST_EVERY === 0) Atomics.wait(rest, 0, 0, 2);
  if (at === 1) process.stdout.write("writing\n");
}
