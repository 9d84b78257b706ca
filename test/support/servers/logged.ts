import type { Log } from "../../../src/lib/log.ts";

export type Line = { readonly level: string; readonly fields: object; readonly message: string };

/** A log that keeps its lines. */
export function keepingLog() {
  const lines: Line[] = [];
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  const log: Log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  const ofError = (error: Error) => {
    const { message, stack, cause } = error;
    return { ...error, message, stack, cause };
  };
  /** All of it, with what JSON leaves out of an error. */
  const text = () =>
    JSON.stringify(lines, (_, value: unknown) => (value instanceof Error ? ofError(value) : value));
  return { lines, log, text };
}
