import Database from "better-sqlite3";

/** What a bot that loses nothing has to do at least: one row, on the disk before the answer. */
export function durableInsert(path: string): (text: string) => void {
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("CREATE TABLE IF NOT EXISTS clicks (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  const insert = db.prepare("INSERT INTO clicks (body) VALUES (?)");
  return (text) => void insert.run(text);
}
