import { expect, it } from "vitest";
import { createLogger } from "../../../src/lib/log.ts";
import { Database } from "../../../src/store/db/sqlite.ts";
import { translated } from "../../../src/store/db/storage-error.ts";

it("a database that another program holds is no full disk, and the log says so in one sentence", () => {
  const lines: string[] = [];
  const log = createLogger({ level: "info", stream: { write: (line) => void lines.push(line) } });
  log.error({ error: translated(new Database.SqliteError("database is locked", "SQLITE_BUSY")) }, "failed");
  expect(JSON.parse(lines.join("")).error).toMatchObject({
    detail: "storage",
    message:
      "Another program holds the database (SQLITE_BUSY); end what writes to it or locks it, such as a sqlite3 that was left open: database is locked",
  });
});
