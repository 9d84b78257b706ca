import { writeSync } from "node:fs";
import { inspect } from "node:util";
import { type DestinationStream, pino } from "pino";
import { AppError, codeOf } from "./errors.ts";
import { withoutSecrets } from "./redact.ts";
import { requestId } from "./request-id.ts";

/** The few methods the rest uses; pino's calling convention. */
export type Log = {
  debug?(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** One JSON line per event. Secrets and addresses are removed from the finished line, however deep they sat. */
export function createLogger({ level, stream }: { level: string; stream?: DestinationStream }): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: withCauses },
    mixin: ofRequest,
    hooks: { streamWrite: scrub },
  };
  return pino(options, stream);
}

/** Pino puts the messages of causes behind a colon each, also where a sentence has ended. */
function withCauses(error: Error): unknown {
  const said: Partial<pino.SerializedError> = pino.stdSerializers.err(error);
  if (!(error instanceof Error)) return said;
  said.message = said.message?.replaceAll(".: ", ": ") ?? "";
  // Known to happen, such as what another side refuses: where in the program says nothing.
  if (error instanceof AppError && error.cause === undefined) delete said.stack;
  return said;
}

function ofRequest(): object {
  const request = requestId();
  return request === null ? {} : { request };
}

/** From where a word begins, or behind an escape such as `\u001b`, which belongs to the line's JSON and has to stay whole. */
const EMAIL =
  /(\\u[\da-f]{4}|\\.|(?<![\p{L}\p{N}._%+'-]))([._%+'-]*[\p{L}\p{N}])[\p{L}\p{N}._%+'-]*@((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,})/gu;

/** JSON lets them through: a terminal would obey them, or show the line in another order. */
const UNSEEN = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

const scrub = (line: string): string =>
  withoutSecrets(line).replace(EMAIL, "$1$2***@$3").replace(UNSEEN, escaped);

/** An error's own words without its payload, which may hold what people wrote. */
export function describe(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`.slice(0, 1000);
  return inspect(error, { depth: 0, breakLength: Number.POSITIVE_INFINITY }).slice(0, 1000);
}

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
const WAIT_MS = 10;
/** A second: whoever reads a pipe has that long, and the bot stands still meanwhile. */
const MOST_WAITS = 100;

/** What cannot be written, because its disk is full or nobody reads it, is left out: the bot goes on without its log. */
export const createOutput = (fd: number) => ({
  write(text: string): void {
    const bytes = Buffer.from(text);
    for (let [at, waits] = [0, 0]; at < bytes.length; ) {
      try {
        at += writeSync(fd, bytes, at);
      } catch (error) {
        waits += 1;
        if (codeOf(error) !== "EAGAIN" || waits > MOST_WAITS) return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
      }
    }
  },
});

export const standardOutput = createOutput(STANDARD_OUTPUT);
export const standardError = createOutput(STANDARD_ERROR);
