import { closeSync, fsyncSync, openSync, rmSync } from "node:fs";
import { AppError, codeOf } from "../lib/errors.ts";
import { writeSome } from "../lib/output.ts";

/** Takes text or bytes for as long as the file is open; throws an `AppError` when it cannot. */
export type Write = (content: string | Uint8Array) => void;

/** Makes a file that only this user may read, never over one that is there, and keeps it only when it is whole. */
export function writeNew<T>(file: string, work: (write: Write) => T): T {
  const fd = told(file, () => openSync(file, "wx", 0o600));
  try {
    const result = work(writeTo(fd, file));
    told(file, () => fsyncSync(fd));
    return result;
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** For a file that is open already; `name` is what an error calls it. */
export function writeTo(fd: number, name: string): Write {
  return (content) => {
    const bytes = Buffer.from(content);
    for (let at = 0; at < bytes.length; ) at += told(name, () => writeSome(fd, bytes.subarray(at)));
  };
}

function told<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new AppError("invalid", sentence(codeOf(cause), file), { cause });
  }
}

function sentence(code: string, file: string): string {
  switch (code) {
    case "EEXIST":
      return `${file} is there already and is not overwritten; name another file.`;
    case "ENOENT":
      return `Cannot make ${file}: its folder is not there; make it first.`;
    case "ENOSPC":
    case "EDQUOT":
      return `Cannot write ${file}: there is no room left; make some, or name a file on another disk.`;
    case "EPIPE":
      return `Whatever reads ${file} has stopped; not all of it was written; try again.`;
    default:
      return `Cannot write ${file} (${code}); name a file in a folder that you may write to.`;
  }
}
