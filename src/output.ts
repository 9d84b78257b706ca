import { writeSync } from "node:fs";

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
const WAIT_MS = 10;
/** A second: whoever reads a pipe has that long, and the bot stands still meanwhile. */
const MOST_WAITS = 100;

/**
 * Writes lines. What cannot be written, because its disk is full or nobody reads it, is left out: the bot goes on without
 * its log, and the log goes on with the next line that can be written.
 */
export function createOutput(fd: number): { write(text: string): void } {
  let isTorn = false;

  function writeAll(bytes: Buffer): void {
    for (let [at, waits] = [0, 0]; at < bytes.length; ) {
      try {
        at += writeSync(fd, bytes, at);
        isTorn = at < bytes.length;
      } catch (error) {
        if (!isFullPipe(error) || waits === MOST_WAITS) return;
        waits += 1;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
      }
    }
  }

  return { write: (text) => writeAll(Buffer.from(isTorn ? `\n${text}` : text)) };
}

export const standardOutput = createOutput(STANDARD_OUTPUT);
export const standardError = createOutput(STANDARD_ERROR);

const isFullPipe = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EAGAIN";
