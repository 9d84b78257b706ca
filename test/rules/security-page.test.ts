import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Database } from "../../src/store/db/sqlite.ts";
import { columnsIn } from "../support/reading/dump.ts";
import { fileStore } from "../support/world/file-store.ts";

const page = readFileSync(new URL("../../.github/docs/security-and-privacy.md", import.meta.url), "utf8");

it("the page on security and privacy says of every table what it holds and for how long", () => {
  const { path } = fileStore();
  const db = new Database(path, { readonly: true });
  const tables = [...columnsIn(db).keys()];
  db.close();
  const listed = page.split("<!-- tables")[1]?.split("<!-- end of tables")[0] ?? "";
  const rows = [...listed.matchAll(/^\| `(\w+)` *\|(.+)\|(.*)\|(.+)\|$/gm)];
  expect(rows.map(([, table]) => table).toSorted()).toEqual(tables.toSorted());
  for (const [, , holds = "", , forHowLong = ""] of rows) {
    expect(holds.trim()).not.toBe("");
    expect(forHowLong.trim()).not.toBe("");
  }
});
