import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Database } from "../../../src/store/db/sqlite.ts";
import { openStore, type StoreOptions } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { nextVersion } from "../../support/next-version.ts";
import { detailOf, folder, invitation, NOW, someRequest } from "../repositories/samples.ts";

const opening = (path: string, migrations?: string, access?: StoreOptions["access"]): Store =>
  openStore({ path, kind: "real", clock: () => NOW, migrations, access });

/** A file of this version with three Requests and their Invitations. */
function filled(): string {
  const path = join(folder(), "a.db");
  const store = opening(path);
  store.transact((tx) => {
    for (let i = 0; i < 3; i++) tx.invitations.insert(invitation(someRequest(tx).id));
  });
  store.close();
  return path;
}

function has(store: Store): readonly number[] {
  const counts = store.read((tx) => [tx.requests.open().length, tx.invitations.count().proposed]);
  store.close();
  return counts;
}

describe("A migration", () => {
  test("of a version that was never released is refused in one sentence", () => {
    const path = filled();
    new Database(path).exec("UPDATE __drizzle_migrations SET created_at = created_at - 1").close();
    for (const access of ["server", "write"] as const)
      expect(detailOf(() => opening(path, undefined, access))).toBe("other_version");
  });

  test("that orphans rows is noticed, at its start and at every later one", () => {
    const path = filled();
    const migrations = nextVersion(["DELETE FROM requests WHERE id = (SELECT min(id) FROM requests)"]);
    for (let start = 0; start < 2; start += 1)
      expect(detailOf(() => opening(path, migrations))).toBe("damaged");
  });

  test("that fails leaves the file as it was", () => {
    const path = filled();
    const failing = nextVersion(["DELETE FROM invitations", "DROP TABLE no_such_table"]);
    expect(() => opening(path, failing)).toThrow();
    expect(has(opening(path))).toEqual([3, 3]);
  });

  test("leaves a private copy of the file as it was, which the older version opens", () => {
    const path = filled();
    opening(path, nextVersion(["DELETE FROM invitations"])).close();
    const copy = `${path}.before-upgrade-1`;
    expect((statSync(copy).mode & 0o777).toString(8)).toBe("600");
    expect(has(opening(copy))).toEqual([3, 3]);
  });

  test("leaves the copies of earlier ones, and each older version names the one that it opens", () => {
    const path = filled();
    const next = nextVersion();
    const last = nextVersion(["SELECT 1"], next);
    opening(path, next).close();
    opening(path, last).close();
    expect(() => opening(path)).toThrow(`or put ${path}.before-upgrade-1 in its place, if it is there.`);
    expect(() => opening(path, next)).toThrow(
      `or put ${path}.before-upgrade-2 in its place, if it is there.`,
    );
    expect(has(opening(`${path}.before-upgrade-1`))).toEqual([3, 3]);
    expect(has(opening(`${path}.before-upgrade-2`, next))).toEqual([3, 3]);
  });

  test("is applied once, and its file is refused by the older version; a reader refuses an older file", () => {
    const path = filled();
    const next = nextVersion();
    expect(detailOf(() => opening(path, next, "write"))).toBe("older");
    opening(path, next).close();
    for (const access of ["server", "write"] as const)
      expect(detailOf(() => opening(path, undefined, access))).toBe("other_version");
    expect(has(opening(path, next, "write"))).toEqual([3, 3]);
    expect(has(opening(path, next))).toEqual([3, 3]);
  });
});
