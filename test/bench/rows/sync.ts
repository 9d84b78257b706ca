import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Context } from "../../../src/app/core/context.ts";
import { lookAtPeople } from "../../../src/app/members/mistral-jobs.ts";
import { createMistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { inTurn, timed } from "../measure.ts";
import { invitedTeam, prepareDatabase } from "../prepare.ts";
import type { Row } from "../table.ts";
import { newFile, startStandIns } from "../world.ts";

const SIZES = [100, 1_000, 10_000];
const FIRST = 10_000;
const FIRST_ROUNDS = 3;
const HOLD_TARGET_MS = 50;
const TIMES_TARGET = 1.3;
const KEY = "admin-key-0123456789";

/** A look at Mistral's lists, to the end, beside reading and parsing the same pages alone. */
export async function syncRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const members of SIZES) {
    const standIns = await startStandIns(0, members);
    rows.push(...(await nothingNew(`${standIns.url}/sandbox/mistral/v1/admin`, members)));
    if (members === FIRST) rows.push(...(await firstLook(`${standIns.url}/sandbox/mistral/v1/admin`)));
    await standIns.stop();
  }
  return rows;
}

/** All of them were invited through the bot and are known as Active. */
async function nothingNew(baseUrl: string, members: number): Promise<Row[]> {
  const path = newFile("sync.db");
  prepareDatabase(path, (tx, now) => invitedTeam(tx, now, members));
  const store = openStore({ path, kind: "real" });
  const look = lookFrom(store, baseUrl);
  // The first look notes the Members.
  await look();
  const figures = await inTurn(
    () => watched(look),
    () => watched(() => readAlone(baseUrl, members)),
  );
  mustKnow(store, members);
  store.close();
  return rowsOf(`nothing new, ${members.toLocaleString("en")} Members and Invitations`, figures, {
    times: TIMES_TARGET,
    writes: 0,
  });
}

/** Nobody is known yet: every Member is written. */
async function firstLook(baseUrl: string): Promise<Row[]> {
  const ours = async (): Promise<Watched> => {
    const path = newFile("first.db");
    prepareDatabase(path, () => {});
    const store = openStore({ path, kind: "real" });
    const figures = await watched(lookFrom(store, baseUrl));
    mustKnow(store, FIRST);
    store.close();
    return figures;
  };
  const figures = await inTurn(ours, () => watched(() => readAlone(baseUrl, FIRST)), FIRST_ROUNDS);
  return rowsOf(`the first one, ${FIRST.toLocaleString("en")} Members`, figures);
}

function lookFrom(store: Store, baseUrl: string): () => Promise<void> {
  const log = { info() {}, warn: fail, error: fail };
  const context: Context = {
    lookedAt: new Map(),
    lookInDns: async () => ({ kind: "nothing" }),
    ...{
      store,
      messengers: [],
      probe: null,
      now: Date.now,
      random: Math.random,
      owners: [],
      log,
    },
    ...{ syncMs: 60_000, warmupMs: 0, graceMs: 0, wake() {} },
    mistral: createMistralAdmin({ baseUrl, key: KEY }),
  };
  return async () => {
    const commit = await lookAtPeople(context);
    if (commit !== null) store.transact((tx) => commit({ tx, now: Date.now(), context }));
  };
}

/** As many pages as the bot reads: until one brings nothing new. */
async function readAlone(baseUrl: string, members: number): Promise<void> {
  for (let page = 1; page <= Math.ceil(members / 100) + 1; page += 1) {
    const answer = await fetch(`${baseUrl}/users?page=${page}&page_size=100`, {
      headers: { "x-api-key": KEY },
    });
    await answer.json();
  }
}

type Watched = { took: number; hold: number; writes: number };

/** How long it took, how long nothing else could run meanwhile, and how many rows were written. */
async function watched(work: () => Promise<void>): Promise<Watched> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const before = rowsWritten();
  delays.enable();
  const took = await timed(work);
  await new Promise((resolve) => setTimeout(resolve, 5));
  delays.disable();
  return { took, hold: delays.max / 1e6, writes: rowsWritten() - before };
}

const connections = new Set<Database.Database>();
const { prepare } = Database.prototype;
/** The store shows nobody its connection; each one that prepares a statement is counted. */
Database.prototype.prepare = function counted(this: Database.Database, source: string) {
  connections.add(this);
  return prepare.call(this, source);
} as typeof prepare;

const closed = new WeakMap<Database.Database, number>();
function rowsWritten(): number {
  let total = 0;
  for (const connection of connections) {
    if (connection.open) {
      const changes = prepare.call(connection, "SELECT total_changes() AS n").get([]) as { n: number };
      closed.set(connection, changes.n);
    }
    total += closed.get(connection) ?? 0;
  }
  return total;
}

function rowsOf(
  what: string,
  { ours, beside }: { ours: Watched[]; beside: Watched[] },
  targets: { times?: number; writes?: number } = {},
): Row[] {
  const row = (of: keyof Watched, unit: string): Row => ({
    what: `sync, ${what}: ${NAMES[of]}`,
    unit,
    ours: ours.map((figures) => figures[of]),
    beside: { "fetch and JSON.parse alone": beside.map((figures) => figures[of]) },
  });
  return [
    { ...row("took", "ms"), ...(targets.times === undefined ? {} : { times: targets.times }) },
    { ...row("hold", "ms"), target: HOLD_TARGET_MS },
    { ...row("writes", "rows"), ...(targets.writes === undefined ? {} : { target: targets.writes }) },
  ];
}

const NAMES: Record<keyof Watched, string> = {
  took: "time",
  hold: "longest hold of the event loop",
  writes: "rows written",
};

function mustKnow(store: Store, members: number): void {
  const known = store.read((tx) => tx.members.count([]).all);
  if (known !== members) throw new Error(`${known} Members are known, not ${members}`);
}

function fail(facts: object, message: string): void {
  throw new Error(`${message}: ${JSON.stringify(facts)}`);
}
