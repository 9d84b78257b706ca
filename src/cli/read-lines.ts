import { closeSync, openSync, readSync } from "node:fs";

const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;
/** No entry is nearly as long. */
export const LONGEST = 1024 * 1024;

/** The file's lines, one at a time; null stands for one that is not UTF-8 or far too long, and ends it. */
export function* linesOf(file: string): Generator<string | null> {
  const fd = openSync(file, "r");
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decoded = (bytes: Buffer): string | null => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
  try {
    const chunk = Buffer.alloc(CHUNK);
    let rest = Buffer.alloc(0);
    for (;;) {
      const read = readSync(fd, chunk);
      if (read === 0) break;
      rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, start)) {
        yield decoded(rest.subarray(start, end));
        start = end + 1;
      }
      rest = rest.subarray(start);
      if (rest.length > LONGEST) return yield null;
    }
    if (rest.length > 0) yield decoded(rest);
  } finally {
    closeSync(fd);
  }
}
