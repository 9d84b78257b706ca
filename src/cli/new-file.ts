import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from "node:fs";
import { AppError, codeOf } from "../lib/errors.ts";

/** Takes text or bytes for as long as the file is open; throws an `AppError` when it cannot. */
export type Write = (content: string | Uint8Array) => void;

/** Makes a file that only this user may read, never over one that is there, and keeps it only when it is whole. */
export function writeNew<T>(file: string, work: (write: Write) => T): T {
  const fd = told(file, () => openSync(file, "wx", 0o600));
  try {
    const result = work((content) => told(file, () => writeFileSync(fd, content)));
    told(file, () => fsyncSync(fd));
    return result;
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

function told<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const code = codeOf(cause);
    const sentence =
      code === "EEXIST"
        ? `${file} is there already and is not overwritten; name another file.`
        : `Cannot write ${file} (${code}); name a file in a folder that is there, that you may write to, and that has room.`;
    throw new AppError("invalid", sentence, { cause });
  }
}
