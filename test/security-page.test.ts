import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Database } from "../src/store/sqlite.ts";
import { columnsIn } from "./support/dump.ts";
import { fileStore } from "./support/file-store.ts";

const page = readFileSync(new URL("../.github/SECURITY.md", import.meta.url), "utf8");
const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

it("SECURITY.md says of every table what it holds and for how long", () => {
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

it("SECURITY.md names only scripts that there are", () => {
  const named = [...page.matchAll(/npm run ([\w-]+)/g)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});
