import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getTableColumns } from "drizzle-orm";
import { MIGRATIONS } from "../../src/store/db/migrate.ts";
import { requests } from "../../src/store/schema/schema.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { must } from "./must.ts";

type Journal = { readonly entries: { idx: number; when: number; tag: string }[] };

const columns = Object.values(getTableColumns(requests));
const names = columns.map(({ name }) => name).join(", ");
const definitions = columns.map((column) =>
  [column.name, column.getSQLType(), ...(column.primary ? ["PRIMARY KEY AUTOINCREMENT NOT NULL"] : [])].join(
    " ",
  ),
);

/** Adds a column, and builds a table anew that others refer to, as SQLite needs it for most changes. */
const REBUILD = [
  "ALTER TABLE accounts ADD later text",
  `CREATE TABLE new_requests (${definitions.join(", ")}) STRICT`,
  `INSERT INTO new_requests (${names}) SELECT ${names} FROM requests`,
  "DROP TABLE requests",
  "ALTER TABLE new_requests RENAME TO requests",
];

/** Makes the folder of migrations as the version after `before` may have it: one more, with these statements. */
export function nextVersion(statements: readonly string[] = REBUILD, before = MIGRATIONS): string {
  const folder = newFolder();
  cpSync(before, folder, { recursive: true });
  const file = join(folder, "meta", "_journal.json");
  const journal: Journal = JSON.parse(readFileSync(file, "utf8"));
  const last = must(journal.entries.at(-1));
  const tag = `9999_next_${last.idx}`;
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag });
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(join(folder, `${tag}.sql`), statements.join(";--> statement-breakpoint\n"));
  return folder;
}
