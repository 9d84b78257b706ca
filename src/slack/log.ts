import { type Logger, LogLevel } from "@slack/bolt";
import { type Log, describe as ownWords } from "../lib/log.ts";
import { withoutSecrets } from "../lib/redact.ts";

/** Tokens and response addresses act for their bearer: they never reach a log. */
const scrub = (text: string): string => withoutSecrets(text).slice(0, 1000);

/** Bolt's logger over ours. Its lower levels print message texts and secrets, so they go nowhere. */
export function boltLogger(log: Log): Logger {
  const say = (parts: readonly unknown[]): string =>
    scrub(parts.map((part) => (typeof part === "string" ? part : describe(part))).join(" "));
  return {
    debug() {},
    info() {},
    warn: (...parts) => log.warn({ source: "bolt" }, say(parts)),
    error: (...parts) => log.error({ source: "bolt" }, say(parts)),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

/** An error's own words without its payload and without secrets. */
export const describe = (error: unknown): string => scrub(ownWords(error));
