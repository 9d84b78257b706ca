import type { JsonObject } from "./state.ts";

/** An answer with `ok: false`. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: JsonObject;
  constructor(code: string, extra: JsonObject = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

export function refuse(code: string, extra?: JsonObject): never {
  throw new Refusal(code, extra);
}

/** Refuses with the list of problems in `response_metadata`, when there are any. */
export function refuseProblems(code: string, problems: string[]): void {
  if (problems.length > 0) refuse(code, { response_metadata: { messages: problems } });
}

/** The call's arguments; JSON inside of form fields is parsed already. */
export type Args = Record<string, unknown>;

export function needScope({ scopes }: { scopes: ReadonlySet<string> }, needed: string): void {
  if (!scopes.has(needed)) refuse("missing_scope", { needed, provided: [...scopes].join(",") });
}

/** A string argument, or the refusal when it is missing. */
export function word(args: Args, name: string, code = "invalid_arguments"): string {
  const value = args[name];
  if (typeof value !== "string" || value === "")
    refuse(code, { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });
  return value as string;
}

export const maybe = (args: Args, name: string): string | null => {
  const value = args[name];
  return value === undefined || value === null || value === "" ? null : String(value);
};

export const flag = (args: Args, name: string): boolean => ["true", "1"].includes(String(args[name]));

/** One page of a list, with the cursor of the next. */
export function pageOf<T>(items: T[], args: Args, most: number): { items: T[]; cursor: string } {
  const asked = Number(maybe(args, "limit") ?? 100);
  if (!Number.isInteger(asked) || asked < 1 || asked > most) refuse("invalid_limit");
  const cursor = maybe(args, "cursor");
  const start = cursor === null ? 0 : Number(Buffer.from(cursor, "base64url").toString("utf8"));
  if (!Number.isInteger(start) || start < 0) refuse("invalid_cursor");
  const next = start + asked;
  return {
    items: items.slice(start, next),
    cursor: next < items.length ? Buffer.from(String(next)).toString("base64url") : "",
  };
}
