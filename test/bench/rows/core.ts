import { parseAddresses } from "../../../src/domain/requests/address.ts";
import { preflight } from "../../../src/domain/requests/preflight.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { claimNext } from "../../support/world/claim.ts";
import { inTurn, type Row, timed } from "../table.ts";
import { newFile } from "../world.ts";

const JOBS = 200;
const OLD_JOBS = 200_000;
const ADDRESSES = 1000;

export async function jobRows(): Promise<Row[]> {
  const full = jobTable(OLD_JOBS);
  const empty = jobTable(0);
  const { ours, beside } = await inTurn(
    () => perJob(full),
    () => perJob(empty),
  );
  full.close();
  empty.close();
  return [
    {
      what: `claim and finish a job beside ${OLD_JOBS.toLocaleString("en")} old ones`,
      unit: "ms",
      ours,
      beside: { "beside none": beside },
      times: 1.2,
    },
  ];
}

function jobTable(old: number): Store {
  const path = newFile("jobs.db");
  openStore({ path, kind: "real" }).close();
  const db = new Database(path);
  db.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${old})
    INSERT INTO jobs (payload, lane, key, "group", collapse, state, attempts, due_at, created_at, ended_at)
    SELECT '{"kind":"sync"}', 'mistral', 'k' || i, 'g' || (i % 50), i % 2, 'done', 1, i, i, i FROM n WHERE ${old} > 0`);
  db.close();
  return openStore({ path, kind: "real" });
}

let keys = 0;

/** Two durable transactions each, as the worker has them. */
function perJob(store: Store): Promise<number> {
  const now = Date.now();
  store.transact((tx) => {
    for (let n = 0; n < JOBS; n += 1) {
      keys += 1;
      tx.jobs.enqueue({ kind: "sync" }, { key: `new${keys}`, group: `new${keys}`, dueAt: now });
    }
  });
  return timed(() => {
    for (let n = 0; n < JOBS; n += 1) {
      const row = store.transact((tx) => claimNext(tx.jobs, now));
      if (row === null) throw new Error("no job was due");
      store.transact((tx) => tx.jobs.finish(row.id, now));
    }
  }).then((all) => all / JOBS);
}

export async function preflightRows(): Promise<Row[]> {
  const lines = Array.from({ length: ADDRESSES }, (_, n) => `Person ${n} <Person${n}@lumen.example>`);
  const text = lines.join("\n");
  const members = new Set(lines.filter((_, n) => n % 3 === 0).map((_, n) => `person${n}@lumen.example`));
  const input = {
    role: "member",
    domains: ["lumen.example"],
    isMember: (a: string) => members.has(a),
  } as const;
  const checked = () => preflight({ ...input, rows: parseAddresses(text), isUnderWay: () => false }).verdicts;
  const cut = () => [...new Set(text.toLowerCase().match(/[^\s<>]+@[^\s<>]+/g))];
  if (checked().length !== ADDRESSES || cut().length !== ADDRESSES) throw new Error("addresses were lost");
  const { ours, beside } = await inTurn(
    () => timed(checked),
    () => timed(cut),
  );
  return [
    {
      what: `parse and preflight ${ADDRESSES.toLocaleString("en")} pasted addresses`,
      unit: "ms",
      ours,
      beside: { "one regular expression": beside },
      target: 100,
    },
  ];
}
