import { monitorEventLoopDelay } from "node:perf_hooks";
import { lookAtPeople } from "../../../src/app/invitations/sync.ts";
import { parseAddresses } from "../../../src/domain/requests/address.ts";
import { preflight } from "../../../src/domain/requests/preflight.ts";
import { createMistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { contextFor } from "../../chaos/storm/posts.ts";
import { MAIN } from "../../support/programs/child.ts";
import { claimNext } from "../../support/world/claim.ts";
import { inTurn, type Row, timed } from "../measure.ts";
import { invitedTeam, prepareDatabase } from "../prepare.ts";
import { COMMON, FOLDER, newFile, slackEnv, startNode, startStandIns, whenReady } from "../world.ts";

/** From the spawn until it is there: the bot on a new database, the sandbox, and the SDKs alone. */
export async function startRows(): Promise<Row[]> {
  const standIns = await startStandIns(0, 1);
  const took: Record<"bot" | "sandbox" | "imports", number[]> = { bot: [], sandbox: [], imports: [] };
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    const env = { ...slackEnv(standIns), DATABASE_PATH: newFile("start.db") };
    const bot = await startNode(MAIN, env, { cwd: FOLDER });
    took.bot.push((await whenReady(bot.url)) - begun);
    const alone = { ...COMMON, DATABASE_PATH: newFile("sandbox.db") };
    const sandbox = await startNode(MAIN, alone, { cwd: FOLDER });
    took.sandbox.push(sandbox.took);
    const imports = await startNode(["dist/bench/imports.js"]);
    took.imports.push(imports.took);
    for (const each of [bot, sandbox, imports]) await each.stop();
  }
  await standIns.stop();
  const beside = { "the SDKs, imported": took.imports };
  return [
    { what: "start to /readyz, Slack alone", unit: "ms", ours: took.bot, beside, plus: 250 },
    { what: "start of the sandbox to its address", unit: "ms", ours: took.sandbox, beside, target: 2000 },
  ];
}

const JOBS = 200;
const OLD_JOBS = 200_000;

export async function jobRows(): Promise<Row[]> {
  const [full, empty] = [jobTable(OLD_JOBS), jobTable(0)];
  const { ours, beside } = await inTurn({ ours: () => perJob(full), beside: () => perJob(empty) });
  for (const store of [full, empty]) store.close();
  const what = `claim and finish a job beside ${OLD_JOBS.toLocaleString("en")} old ones`;
  return [{ what, unit: "ms", ours, beside: { "beside none": beside }, times: 1.2 }];
}

function jobTable(old: number): Store {
  const path = newFile("jobs.db");
  openStore({ path, kind: "real" }).close();
  const db = new Database(path);
  db.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${old})
    INSERT INTO jobs (payload, lane, key, "group", collapse, state, attempts, due_at, created_at, ended_at)
    SELECT '{"kind":"prune"}', 'mistral', 'k' || i, 'g' || (i % 50), i % 2, 'done', 1, i, i, i FROM n WHERE ${old} > 0`);
  db.close();
  return openStore({ path, kind: "real" });
}

let keys = 0;

/** Two durable transactions each, as the worker has them. */
async function perJob(store: Store): Promise<number> {
  const now = Date.now();
  store.transact((tx) => {
    for (let n = 0; n < JOBS; n += 1) {
      keys += 1;
      tx.jobs.enqueue({ kind: "prune" }, { key: `new${keys}`, group: `new${keys}`, dueAt: now });
    }
  });
  const all = await timed(() => {
    for (let n = 0; n < JOBS; n += 1) {
      const row = store.transact((tx) => claimNext(tx.jobs, now));
      if (row === null) throw new Error("no job was due");
      store.transact((tx) => tx.jobs.finish(row.id, now));
    }
  });
  return all / JOBS;
}

const ADDRESSES = 1000;

export async function preflightRows(): Promise<Row[]> {
  const lines = Array.from({ length: ADDRESSES }, (_, n) => `Person ${n} <Person${n}@lumen.example>`);
  const text = lines.join("\n");
  const members = new Set(lines.filter((_, n) => n % 3 === 0).map((_, n) => `person${n}@lumen.example`));
  const standing = (address: string) => (members.has(address) ? "member" : null);
  const checked = () => preflight(parseAddresses(text), ["lumen.example"], standing).verdicts;
  const cut = () => [...new Set(text.toLowerCase().match(/[^\s<>]+@[^\s<>]+/g))];
  if (checked().length !== ADDRESSES || cut().length !== ADDRESSES) throw new Error("addresses were lost");
  const { ours, beside } = await inTurn({ ours: () => timed(checked), beside: () => timed(cut) });
  const what = `parse and preflight ${ADDRESSES.toLocaleString("en")} pasted addresses`;
  return [{ what, unit: "ms", ours, beside: { "one regular expression": beside }, target: 100 }];
}

const SIZES = [100, 1_000, 10_000];
const KEY = "admin-key-0123456789";

/** A look at Mistral's lists, to the end, beside reading and parsing the same pages alone. */
export async function syncRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const members of SIZES) {
    const standIns = await startStandIns(0, members);
    rows.push(...(await nothingNew(`${standIns.url}/sandbox/mistral/v1/admin`, members)));
    await standIns.stop();
  }
  return rows;
}

/** All of them were invited through the bot and are known as Active. */
async function nothingNew(baseUrl: string, members: number): Promise<Row[]> {
  const path = newFile("sync.db");
  prepareDatabase(path, (tx, now) => invitedTeam(tx, now, members));
  const store = openStore({ path, kind: "real" });
  const context = contextFor(store, createMistralAdmin({ baseUrl, key: KEY }), []);
  const look = async () => {
    const commit = await lookAtPeople(context);
    if (commit !== null) store.transact((tx) => commit({ tx, now: Date.now(), context }));
  };
  // The first look notes the Members.
  await look();
  const alone = () => readAlone(baseUrl, members);
  const figures = await inTurn({ ours: () => watched(look), beside: () => watched(alone) });
  const known = store.read((tx) => tx.members.count([]).all);
  if (known !== members) throw new Error(`${known} Members are known, not ${members}`);
  store.close();
  const row = (of: keyof Watched, what: string): Row => ({
    what: `sync, nothing new, ${members.toLocaleString("en")} Members and Invitations: ${what}`,
    ...{ unit: "ms", ours: figures.ours.map((each) => each[of]) },
    beside: { "fetch and JSON.parse alone": figures.beside.map((each) => each[of]) },
  });
  const hold = row("hold", "longest hold of the event loop");
  return [
    { ...row("took", "time"), times: 1.3 },
    { ...hold, target: 50 },
  ];
}

/** As many pages as the bot reads: until one brings nothing new. */
async function readAlone(baseUrl: string, members: number): Promise<void> {
  const headers = { "x-api-key": KEY };
  for (let page = 1; page <= Math.ceil(members / 100) + 1; page += 1)
    await (await fetch(`${baseUrl}/users?page=${page}&page_size=100`, { headers })).json();
}

type Watched = { took: number; hold: number };

/** How long it took, and how long nothing else could run meanwhile. */
async function watched(work: () => Promise<void>): Promise<Watched> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const took = await timed(work);
  await new Promise((resolve) => setTimeout(resolve, 5));
  delays.disable();
  return { took, hold: delays.max / 1e6 };
}
