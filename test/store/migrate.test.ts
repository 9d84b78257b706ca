import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../src/store/migrate.ts";
import { createFile } from "../../src/store/open.ts";
import { Database } from "../../src/store/sqlite.ts";
import { openStore } from "../../src/store/store.ts";
import type { Store } from "../../src/store/tx.ts";
import { detailOf, folder, invitation, NOW, someRequest } from "./samples.ts";

type Journal = {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
};

/** The migrations there are, and one more that builds a table anew, as SQLite needs it for most changes. */
function withOneMore(sql: string): string {
  const migrations = join(folder(), "drizzle");
  mkdirSync(migrations);
  cpSync(MIGRATIONS, migrations, { recursive: true });
  const file = join(migrations, "meta", "_journal.json");
  const journal: Journal = JSON.parse(readFileSync(file, "utf8"));
  const last = journal.entries.at(-1);
  if (last === undefined) throw new Error("there is no migration");
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: "9999_more" });
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(join(migrations, "9999_more.sql"), sql);
  return migrations;
}

/** The migrations as every earlier version had them. */
function earlier(): string[] {
  const { entries }: Journal = JSON.parse(readFileSync(join(MIGRATIONS, "meta", "_journal.json"), "utf8"));
  return entries.slice(1).map((_, before) => {
    const migrations = join(folder(), "drizzle");
    cpSync(MIGRATIONS, migrations, { recursive: true });
    const journal = JSON.stringify({ entries: entries.slice(0, before + 1) });
    writeFileSync(join(migrations, "meta", "_journal.json"), journal);
    return migrations;
  });
}

const COLUMNS = `requester text, role text, seats text, workspaces text, reason text, state text, decided_by text,
  decided_at integer, decision_reason text, created_at integer, first_approved_by text, first_approved_at integer`;
const rebuild = (rows: string) => [
  `CREATE TABLE new_requests (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, ${COLUMNS}) STRICT`,
  `INSERT INTO new_requests SELECT * FROM requests WHERE ${rows}`,
  "DROP TABLE requests",
  "ALTER TABLE new_requests RENAME TO requests",
];
const sql = (statements: string[]): string => statements.join(";--> statement-breakpoint\n");

function fill(store: Store): void {
  store.transact((tx) => {
    for (let i = 0; i < 3; i++) tx.invitations.insert(invitation(someRequest(tx).id));
  });
}

const opening = (path: string, migrations?: string, lock?: boolean) =>
  openStore({
    path,
    kind: "real",
    clock: () => NOW,
    ...(migrations === undefined ? {} : { migrations }),
    ...(lock === undefined ? {} : { lock }),
  });

describe("migrations", () => {
  test("change nothing in a file that is up to date", () => {
    const path = join(folder(), "a.db");
    const first = opening(path);
    fill(first);
    first.close();
    const second = opening(path);
    expect(second.read((tx) => tx.invitations.count().proposed)).toBe(3);
    second.close();
  });

  test("keep the rows that refer to a table that is built anew", () => {
    const path = join(folder(), "a.db");
    const before = opening(path);
    fill(before);
    before.close();
    const after = opening(path, withOneMore(sql(rebuild("true"))));
    expect(after.read((tx) => [tx.requests.open().length, tx.invitations.count().proposed])).toEqual([3, 3]);
    after.close();
  });

  test("that orphan rows are noticed, at this start and at every later one", () => {
    const path = join(folder(), "a.db");
    const before = opening(path);
    fill(before);
    before.close();
    const migrations = withOneMore(sql(rebuild("id > (SELECT min(id) FROM requests)")));
    expect(detailOf(() => opening(path, migrations))).toBe("damaged");
    expect(detailOf(() => opening(path, migrations))).toBe("damaged");
  });

  test("that fail leave the file as it was", () => {
    const path = join(folder(), "a.db");
    const before = opening(path);
    fill(before);
    before.close();
    const migrations = withOneMore(sql(["DELETE FROM invitations", "DROP TABLE no_such_table"]));
    expect(() => opening(path, migrations)).toThrow();
    const after = opening(path);
    expect(after.read((tx) => tx.invitations.count().proposed)).toBe(3);
    after.close();
  });

  test("leave a copy of the file as it was, which the older version can open", () => {
    const path = join(folder(), "a.db");
    const before = opening(path);
    fill(before);
    before.close();
    opening(path, withOneMore("DELETE FROM invitations")).close();
    const copy = `${path}.before-upgrade`;
    expect((statSync(copy).mode & 0o777).toString(8)).toBe("600");
    const back = opening(copy);
    expect(back.read((tx) => tx.invitations.count().proposed)).toBe(3);
    back.close();
  });

  test("bring a file of every earlier version up to date and keep what is in it", () => {
    for (const migrations of earlier()) {
      const path = join(folder(), "a.db");
      createFile(path, "real", NOW, migrations);
      const old = new Database(path);
      old.exec(`INSERT INTO people (id) VALUES ('p_1');
        INSERT INTO accounts (platform, id, person, team, name, address, address_verified, timezone, locale, standing,
          admin, unreachable, seen_at) VALUES ('slack', 'U1', 'p_1', 'T1', 'Ana', null, 0, 'UTC', 'en', 'member', 0, 0, 1);
        INSERT INTO copies (platform, channel, message, subject) VALUES ('slack', 'C1', '1.1', 'setup:1');
        INSERT INTO members VALUES ('bob@example.com', null, 'member', 'm', 1)`);
      old.close();
      const store = opening(path);
      store.transact((tx) => {
        expect(tx.people.byAccount("slack", "U1")?.name).toBe("Ana");
        expect(tx.copies.ofSubject("setup:1")).toMatchObject([{ message: "1.1" }]);
        expect(tx.members.all()).toMatchObject([{ address: "bob@example.com" }]);
        expect(tx.routes.all("teams", "person")).toEqual([]);
        tx.routes.save("teams", { kind: "person", id: "a", label: "Ana", data: {} });
      });
      store.close();
    }
  });

  test("a file from a newer version is refused, and a reader refuses an older one", () => {
    const path = join(folder(), "a.db");
    opening(path).close();
    const more = withOneMore("CREATE TABLE more (id integer) STRICT");
    expect(detailOf(() => opening(path, more, false))).toBe("older");
    opening(path, more).close();
    expect(detailOf(() => opening(path))).toBe("newer");
    expect(detailOf(() => opening(path, MIGRATIONS, false))).toBe("newer");
    opening(path, more, false).close();
  });
});
