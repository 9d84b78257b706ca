import { inspect } from "node:util";
import { type DestinationStream, pino } from "pino";

/** The few methods the rest uses; pino's calling convention. */
export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type LoggerOptions = {
  level: string;
  /** Standard output unless given. */
  stream?: DestinationStream;
};

/** One JSON line per event. Secrets and addresses are removed from the finished line, however deep they sat. */
export function createLogger({ level, stream }: LoggerOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: pino.stdSerializers.err },
    hooks: { streamWrite: scrub },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}

/** `"name":"value"`, `name=value`, `name: value` and `["name","value"]`, also in a string quoted once more. */
const AFTER_NAME = String.raw`\\*["']?\s*(?:[:=]|,(?=\\*["']))\s*\\*["']?`;
const SECRET_NAME = "api[_-]?key|admin[_-]?key|secret|password|token|authorization|cookie";
const NAMED_SECRET = new RegExp(
  `((?:${SECRET_NAME})${AFTER_NAME})(?:(?:bearer|basic) +)?[\\w.~+/=-]{8,}`,
  "gi",
);
/** Jobs have keys too, so only what looks like one of Mistral's is taken for a secret here. */
const KEY = new RegExp(`(key${AFTER_NAME})[A-Za-z0-9]{32,}`, "gi");
/** One of Mistral's on its own, also right behind an escape. */
const BARE_KEY =
  /(?<=\\[bfnrt]|(?<![A-Za-z0-9]))(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{32}(?![A-Za-z0-9])/g;
const SLACK_TOKEN = /x(?:ox[a-z](?:\.xox[a-z])?|app)-[\w-]+/gi;
const BEARER = /(bearer )[\w.~+/=-]{8,}/gi;
const JWT = /eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)*/g;
const HOOK = /(hooks\.slack\.com\/)[^\s"\\]+/g;
/** An escape such as `\u001b` in front belongs to the line's JSON and has to stay whole. */
const EMAIL =
  /(\\u[\da-f]{4}|\\.)?([\p{L}\p{N}])[\p{L}\p{N}._%+'-]{0,63}@((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,})/giu;

/** JSON lets them through: a terminal would obey them, or show the line in another order. */
const UNSEEN = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

function scrub(line: string): string {
  return line
    .replace(SLACK_TOKEN, "[token]")
    .replace(JWT, "[token]")
    .replace(HOOK, "$1[token]")
    .replace(BEARER, "$1[secret]")
    .replace(NAMED_SECRET, "$1[secret]")
    .replace(KEY, "$1[secret]")
    .replace(BARE_KEY, "[secret]")
    .replace(EMAIL, "$1$2***@$3")
    .replace(UNSEEN, escaped);
}

/** An error's own words without its payload, which may hold what people wrote. */
export function describe(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`.slice(0, 1000);
  return inspect(error, { depth: 0, breakLength: Number.POSITIVE_INFINITY }).slice(0, 1000);
}
