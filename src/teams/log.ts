import { inspect } from "node:util";

/** What Teams' part needs of a logger: pino's calling convention. */
export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** An error's own words without its payload, which may hold what people wrote. */
export function describe(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`.slice(0, 1000);
  return inspect(error, { depth: 0, breakLength: Number.POSITIVE_INFINITY }).slice(0, 1000);
}
