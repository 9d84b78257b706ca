import { getTableConfig } from "drizzle-orm/sqlite-core";
import { beforeEach, describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { openInMemory } from "../../../src/store/db/open.ts";
import type { Connection } from "../../../src/store/db/sqlite.ts";
import * as schema from "../../../src/store/schema/schema.ts";
import * as traffic from "../../../src/store/schema/schema-traffic.ts";
import { tablesOf } from "../../../src/store/tables.ts";
import { detailOf, NOW } from "../repositories/samples.ts";

let db: Connection;
beforeEach(() => {
  db = openInMemory("real", NOW, MIGRATIONS);
  db.$client.exec("INSERT INTO people (id) VALUES ('p_1')");
});

const running = (statement: string) => () => db.$client.exec(statement);

describe("the schema", () => {
  test("has only STRICT tables of its own", () => {
    const tables = db.$client
      .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0")
      .pluck()
      .all();
    expect(tables.filter((name) => !String(name).startsWith("sqlite_"))).toEqual(["__drizzle_migrations"]);
  });

  test("is in the migrations what it is in the code: tables, columns, indexes", () => {
    const ofCode = [...Object.values(schema), ...Object.values(traffic)].map((table) => {
      const { name, columns, indexes } = getTableConfig(table);
      return {
        name,
        columns: columns.map((column) => column.name),
        indexes: indexes.map(({ config }) => config.name),
      };
    });
    const list = (query: string, name: string) => db.$client.prepare(query).pluck().all(name);
    expect(ofCode.length).toBeGreaterThan(10);
    for (const { name, columns, indexes } of ofCode) {
      expect(list("SELECT name FROM pragma_table_info(?) ORDER BY cid", name)).toEqual(columns);
      const made = list("SELECT name FROM pragma_index_list(?) WHERE origin = 'c' ORDER BY name", name);
      expect(made).toEqual(indexes.toSorted());
    }
  });

  test("does not let a row go that another refers to", () => {
    running("INSERT INTO drafts (person, 'values', created_at) VALUES ('p_1', '{}', 1)")();
    expect(running("DELETE FROM people")).toThrow("FOREIGN KEY");
    expect(running("INSERT INTO drafts (person, 'values', created_at) VALUES ('p_2', '{}', 1)")).toThrow(
      "FOREIGN KEY",
    );
  });

  test.each(["{", "{}", '{"organization":{"state":"gone"}}'])(
    "a stored value of another form is damage, never a wrong type: %s",
    (steps) => {
      running(
        `INSERT INTO setup (id, owner, started_at, steps, settings, observed) VALUES (1, 'p_1', 1, '${steps}', '{}', '{}')`,
      )();
      expect(detailOf(() => tablesOf(db, () => NOW).tables.setup.load())).toBe("damaged");
    },
  );
});
