import Database from "better-sqlite3";
import type { Context } from "../../src/app/context.ts";
import { runJob } from "../../src/app/jobs/jobs.ts";
import { parseAddresses } from "../../src/domain/address.ts";
import type { JobRow } from "../../src/domain/job.ts";
import { preflight } from "../../src/domain/preflight.ts";
import { createMistralAdmin } from "../../src/mistral/admin.ts";
import { openStore } from "../../src/store/store.ts";
import type { Store } from "../../src/store/tx.ts";
import { prepareDatabase } from "./prepare.ts";
import type { Started } from "./processes.ts";
import type { Row } from "./table.ts";
import { newFile, startStandIns } from "./world.ts";

const ROUNDS = 7;
const JOBS = 200;
const OLD_JOBS = 200_000;
const ADDRESSES = 1000;

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Runs both in turn, once more than is counted: the first round warms up. */
async function inTurn(
  ours: () => Promise<number>,
  beside: () => Promise<number>,
): Promise<{ ours: number[]; beside: number[] }> {
  const figures = { ours: [] as number[], beside: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const pair = [await ours(), await beside()] as const;
    if (round === 0) continue;
    figures.ours.push(pair[0]);
    figures.beside.push(pair[1]);
  }
  return figures;
}

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
    },
  ];
}

function jobTable(old: number): Store {
  const path = newFile("jobs.db");
  openStore({ path, kind: "real" }).close();
  const db = new Database(path);
  db.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${old})
    INSERT INTO jobs (payload, key, "group", collapse, state, attempts, due_at, created_at, ended_at)
    SELECT '{"kind":"sync"}', 'k' || i, 'g' || (i % 50), i % 2, 'done', 1, i, i, i FROM n WHERE ${old} > 0`);
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
      const row = store.transact((tx) => tx.jobs.claim(now));
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
  const checked = () => preflight({ ...input, rows: parseAddresses(text), isUnderWay: () => false });
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
    },
  ];
}

export async function syncRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const members of [100, 1000]) {
    const standIns = await startStandIns(0, members);
    rows.push(await syncRow(standIns, members));
    await standIns.stop();
  }
  return rows;
}

async function syncRow(standIns: Started, members: number): Promise<Row> {
  const path = newFile("sync.db");
  prepareDatabase(path, () => {});
  const store = openStore({ path, kind: "real" });
  const key = "admin-key-0123456789";
  const baseUrl = `${standIns.url}/sandbox/mistral/v1/admin`;
  const log = { info() {}, warn: fail, error: fail };
  const context: Context = {
    lookInDns: async () => ({ kind: "nothing" }),
    ...{ store, messengers: [], probe: null, now: Date.now, random: Math.random, owners: [], log },
    lookedAt: new Map(),
    ...{ syncMs: 60_000, warmupMs: 0, graceMs: 0, wake() {}, mistral: createMistralAdmin({ baseUrl, key }) },
  };
  const row: JobRow = {
    ...{ id: 1, job: { kind: "sync" }, state: "running", attempts: 1, dueAt: 0, createdAt: 0 },
    ...{ unknownSince: null, lastError: null },
  };
  const sync = async () => {
    const commit = await runJob(context, row);
    store.transact((tx) => commit({ tx, now: Date.now(), context }));
  };
  /** As many pages as the bot reads: until one brings nothing new. */
  const readAlone = async () => {
    for (let page = 1; page <= Math.ceil(members / 100) + 1; page += 1) {
      const answer = await fetch(`${baseUrl}/users?page=${page}&page_size=100`, {
        headers: { "x-api-key": key },
      });
      await answer.json();
    }
  };
  const { ours, beside } = await inTurn(
    () => timed(sync),
    () => timed(readAlone),
  );
  const known = store.read((tx) => tx.members.all().length);
  store.close();
  if (known !== members) throw new Error(`${known} Members were read, not ${members}`);
  return {
    what: `members sync with nothing new, ${members.toLocaleString("en")} Members`,
    unit: "ms",
    ours,
    beside: { "fetch and JSON.parse alone": beside },
  };
}

function fail(facts: object, message: string): void {
  throw new Error(`${message}: ${JSON.stringify(facts)}`);
}
