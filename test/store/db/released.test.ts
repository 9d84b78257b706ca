import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore } from "../../../src/store/store.ts";
import { must } from "../../support/must.ts";
import { columnsIn, dumpOf } from "../../support/reading/dump.ts";
import { createAround, createBot, START } from "../../support/world/bot.ts";
import { folder } from "../repositories/samples.ts";

/** As each released version wrote it, a row in every table. They stay as they are for ever. */
const RELEASED = join(import.meta.dirname, "released");
const files = readdirSync(RELEASED).map((name) => name.replace(/\.sql$/, ""));

describe.each(files)("a database of version %s", (version) => {
  let path: string;
  let columns: Map<string, string[]>;
  beforeEach(() => {
    path = join(folder(), "a.db");
    const db = new Database(path);
    // Rows stand in the order of their tables.
    db.pragma("foreign_keys = OFF");
    db.exec(readFileSync(join(RELEASED, `${version}.sql`), "utf8"));
    columns = columnsIn(db);
    db.close();
  });

  it("is taken over with every row and value", () => {
    // What a replica would have is looked for first; this file is none.
    columns.delete("jobs");
    const before = dumpOf(path, columns);
    for (const [table, rows] of before) expect(rows.length, table).toBeGreaterThan(0);
    openStore({ path, kind: "real", clock: () => START }).close();
    expect(dumpOf(path, columns)).toEqual(before);
  });

  it("goes on: what waited in it is decided, and nothing is given up", async () => {
    const around = createAround();
    const store = openStore({ path, kind: "real", clock: () => around.clock.now });
    const bot = createBot({ store, around, both: true });
    const { id } = must(store.read((tx) => tx.requests.open())[0]);
    // The database knows the keys that a bot begins with.
    await bot.as("ben").press({ do: "approve", request: id }, "of a later press");
    await bot.skip(60_000);
    expect(store.read((tx) => tx.requests.get(id))).toMatchObject({ state: "approved" });
    expect(store.read((tx) => tx.jobs.dead())).toEqual([]);
    await bot.worker.stop(0);
    store.close();
  });
});

it("each version that was released has left one", () => {
  const changelog = readFileSync(".github/CHANGELOG.md", "utf8");
  const released = [...changelog.matchAll(/^## \[(\d.*?)\]/gm)].map(([, version]) => version);
  expect(released.filter((version) => !files.includes(version ?? ""))).toEqual([]);
});
