import { writeSync } from "node:fs";
import { codeOf } from "./errors.ts";

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
const WAIT_MS = 10;
/** A second: whoever reads a pipe has that long, and the bot stands still meanwhile. */
const MOST_WAITS = 100;

/** Writes what goes at once, and tells how many bytes that were. A full pipe takes none, after a moment. */
export function writeSome(fd: number, bytes: Buffer): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if (codeOf(error) !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
    return 0;
  }
}

/**
 * Writes lines. What cannot be written, because its disk is full or nobody reads it, is left out: the bot goes on without
 * its log, and the log goes on with the next line that can be written.
 */
export function createOutput(fd: number): { write(text: string): void } {
  let isTorn = false;

  function writeAll(bytes: Buffer): void {
    for (let [at, waits] = [0, 0]; at < bytes.length && waits < MOST_WAITS; ) {
      const written = writeSome(fd, bytes.subarray(at));
      at += written;
      if (written === 0) waits += 1;
      else isTorn = at < bytes.length;
    }
  }

  return {
    write(text) {
      try {
        writeAll(Buffer.from(isTorn ? `\n${text}` : text));
      } catch {
        // Nobody could be told.
      }
    },
  };
}

export const standardOutput = createOutput(STANDARD_OUTPUT);
export const standardError = createOutput(STANDARD_ERROR);
