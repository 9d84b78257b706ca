import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Context } from "../../../src/app/core/context.ts";
import { lookAtPeople } from "../../../src/app/members/mistral-jobs.ts";
import { createMistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { invitedTeam, prepareDatabase } from "../prepare.ts";
import { inTurn, type Row, timed } from "../table.ts";
import { newFile, startStandIns } from "../world.ts";

const SIZES = [100, 1_000, 10_000];
const HOLD_TARGET_MS = 50;
const TIMES_TARGET = 1.3;
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
  const look = lookFrom(store, baseUrl);
  // The first look notes the Members.
  await look();
  const figures = await inTurn(
    () => watched(look),
    () => watched(() => readAlone(baseUrl, members)),
  );
  mustKnow(store, members);
  store.close();
  const row = (of: keyof Watched, what: string): Row => ({
    what: `sync, nothing new, ${members.toLocaleString("en")} Members and Invitations: ${what}`,
    unit: "ms",
    ours: figures.ours.map((each) => each[of]),
    beside: { "fetch and JSON.parse alone": figures.beside.map((each) => each[of]) },
  });
  return [
    { ...row("took", "time"), times: TIMES_TARGET },
    { ...row("hold", "longest hold of the event loop"), target: HOLD_TARGET_MS },
  ];
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

function mustKnow(store: Store, members: number): void {
  const known = store.read((tx) => tx.members.count([]).all);
  if (known !== members) throw new Error(`${known} Members are known, not ${members}`);
}

function fail(facts: object, message: string): void {
  throw new Error(`${message}: ${JSON.stringify(facts)}`);
}
