import { entryHash, FIRST_HASH, type RecordEntry } from "../../src/domain/record/record.ts";
import { Database } from "../../src/store/db/sqlite.ts";

type Row = Omit<RecordEntry, "data"> & { readonly seq: number; readonly data: string; readonly hash: string };

export const tamper = (path: string, sql: string): void => unguarded(path, (db) => db.exec(sql));

/** Whoever has the file can take its guards away, and put them back. */
function unguarded(path: string, work: (db: Database.Database) => void): void {
  const db = new Database(path);
  try {
    const triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
    const guards = db.prepare<[], { name: string; sql: string }>(triggers).all();
    for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
    work(db);
    for (const { sql } of guards) db.exec(sql);
  } finally {
    db.close();
  }
}

/** Numbers, links and hashes as an honest Record of these rows would have them. */
export const rehash = (path: string): void =>
  unguarded(path, (db) => {
    const rows = db.prepare<[], Row>("SELECT * FROM record ORDER BY seq").all();
    const set = db.prepare("UPDATE record SET seq = ?, previous = ?, hash = ? WHERE seq = ?");
    let previous = FIRST_HASH;
    db.transaction(() => {
      rows.forEach((row, index) => {
        const entry = { ...row, data: JSON.parse(row.data) as RecordEntry["data"] };
        const hash = entryHash(previous, index + 1, entry);
        set.run(index + 1, previous, hash, row.seq);
        previous = hash;
      });
    })();
  });
