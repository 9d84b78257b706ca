import { closeSync, openSync, readSync } from "node:fs";

// Its form is documented: https://sqlite.org/fileformat.html#the_database_header
const LENGTH = 20;
const MAGIC = "SQLite format 3\0";
const WRITE_VERSION = 18;
const NO_WAL = 1;

function headerOf(path: string): Buffer {
  const header = Buffer.alloc(LENGTH);
  const fd = openSync(path, "r");
  try {
    readSync(fd, header, 0, header.length, 0);
  } finally {
    closeSync(fd);
  }
  return header;
}

/** Whether it was last written in no WAL mode. */
export const isWithoutLog = (path: string): boolean => headerOf(path).readUInt8(WRITE_VERSION) === NO_WAL;

/** False also for a file that may not be read: what it is nobody knows. */
export function isNoDatabase(path: string): boolean {
  try {
    return headerOf(path).toString("latin1", 0, MAGIC.length) !== MAGIC;
  } catch {
    return false;
  }
}
