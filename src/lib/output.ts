import { writeSync } from "node:fs";
import { codeOf } from "./errors.ts";

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
const WAIT_MS = 10;
/** A second: whoever reads a pipe has that long, and the bot stands still meanwhile. */
const MOST_WAITS = 100;

/** Writes all of it, and waits where a pipe is full: so often at most. */
export function writeAll(fd: number, bytes: Buffer, mostWaits = Number.POSITIVE_INFINITY): void {
  for (let [at, waits] = [0, 0]; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      waits += 1;
      if (codeOf(error) !== "EAGAIN" || waits > mostWaits) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
    }
  }
}

/** What cannot be written, because its disk is full or nobody reads it, is left out: the bot goes on without its log. */
export const createOutput = (fd: number) => ({
  write(text: string): void {
    try {
      writeAll(fd, Buffer.from(text), MOST_WAITS);
    } catch {
      // Nobody could be told.
    }
  },
});

export const standardOutput = createOutput(STANDARD_OUTPUT);
export const standardError = createOutput(STANDARD_ERROR);
