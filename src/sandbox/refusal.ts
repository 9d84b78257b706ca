import type { Answer, JsonObject } from "./snapshot.ts";

type More = {
  status?: number;
  problems?: string[];
  headers?: Record<string, string>;
  extra?: JsonObject;
};

/** Something is refused, under the code that the real service has for it. */
export class Refusal extends Error {
  readonly code: string;
  readonly more: Required<More>;
  constructor(code: string, more: More = {}) {
    super([code, ...(more.problems ?? [])].join(": "));
    this.code = code;
    this.more = { status: 200, problems: [], headers: {}, extra: {}, ...more };
  }
}

export function refuse(code: string, more?: More): never {
  throw new Refusal(code, more);
}

export function orRefused<T>(run: () => T, refused: (refusal: Refusal) => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

export type Refusals = ReturnType<typeof createRefusals>;

export function createRefusals() {
  const all: { where: string; error: string; messages: string[] }[] = [];
  const note = (where: string, { code, more }: Refusal): void => {
    all.push({ where, error: code, messages: more.problems });
  };
  return {
    /** Every payload of the bot's that was refused: well-behaved bots have none. */
    all: (): typeof all => all,
    note,
    /** Does what the bot answered to a person, who is told `otherwise` when it is not in order. */
    apply: (where: string, otherwise: string, run: () => Answer): Answer =>
      orRefused(run, (refusal) => {
        note(where, refusal);
        return fail(otherwise);
      }),
  };
}

export const OK: Answer = { ok: true };
export const GONE = "This is not there any more.";
export const fail = (error: string): Answer => ({ ok: false, error });
