import { entryHash, FIRST_HASH, type RecordEntry } from "../../src/domain/record.ts";
import { Database } from "../../src/store/sqlite.ts";

type Row = Omit<RecordEntry, "data"> & { readonly seq: number; readonly data: string; readonly hash: string };

/** Whoever has the file can take its guards away. */
const UNGUARDED = "DROP TRIGGER IF EXISTS record_no_update; DROP TRIGGER IF EXISTS record_no_delete;";

export function tamper(path: string, sql: string): void {
  const db = new Database(path);
  try {
    db.exec(UNGUARDED + sql);
  } finally {
    db.close();
  }
}

/** Another actor in this entry, and every hash from there on made to fit: the chain alone does not show it. */
export function rewriteFrom(path: string, seq: number): void {
  tamper(path, `UPDATE record SET actor = 'p_mallory' WHERE seq = ${seq}`);
  rehash(path);
}

/** Numbers, links and hashes as an honest Record of these rows would have them. */
export function rehash(path: string): void {
  const db = new Database(path);
  try {
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
  } finally {
    db.close();
  }
}
