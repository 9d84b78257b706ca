import { beforeEach, describe, expect, test } from "vitest";
import type { Connection } from "../../src/store/connection.ts";
import { MIGRATIONS } from "../../src/store/migrate.ts";
import { openInMemory } from "../../src/store/open.ts";
import { setupStore } from "../../src/store/setup.ts";
import { detailOf, NOW } from "./samples.ts";

let db: Connection;
beforeEach(() => {
  db = openInMemory("real", NOW, MIGRATIONS);
  db.$client.exec("INSERT INTO people VALUES ('p_1')");
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

  test("takes no fraction as a time and no word as a number", () => {
    expect(running("INSERT INTO digests (opened_at) VALUES (1.5)")).toThrow("cannot store REAL");
    expect(running("INSERT INTO digests (opened_at) VALUES ('soon')")).toThrow("cannot store TEXT");
  });

  test("does not let a row go that another refers to", () => {
    running("INSERT INTO drafts (person, 'values', created_at) VALUES ('p_1', '{}', 1)")();
    expect(running("DELETE FROM people")).toThrow("FOREIGN KEY");
    expect(running("INSERT INTO drafts (person, 'values', created_at) VALUES ('p_2', '{}', 1)")).toThrow(
      "FOREIGN KEY",
    );
  });

  test.each([
    ["instance", "INSERT INTO instance VALUES (2, 'real', 1, 0)"],
    ["instance", "UPDATE instance SET kind = 'test'"],
    ["setup", "INSERT INTO setup (id, owner, started_at, steps, settings) VALUES (2, 'p_1', 1, '{}', '{}')"],
    ["members", "INSERT INTO members VALUES ('Bob@example.com', null, 'member', 'm', 1)"],
    ["members", "INSERT INTO members VALUES ('bob@example.com', null, 'owner', 'm', 1)"],
  ])("checks what a row of %s may be: %s", (_, statement) => {
    expect(running(statement)).toThrow("CHECK");
  });

  test.each(["{", "{}", '{"organization":{"state":"gone"}}'])(
    "a stored value of another form is damage, never a wrong type: %s",
    (steps) => {
      running(
        `INSERT INTO setup (id, owner, started_at, steps, settings) VALUES (1, 'p_1', 1, '${steps}', '{}')`,
      )();
      expect(detailOf(() => setupStore(db).load())).toBe("damaged");
    },
  );
});
