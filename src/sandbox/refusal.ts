import type { Answer, JsonObject } from "./snapshot.ts";

type More = {
  /** Of the HTTP answer. */
  status?: number;
  problems?: string[];
  headers?: Record<string, string>;
  extra?: JsonObject;
};

/** Something is refused, under the code that the real service has for it. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly problems: string[];
  readonly headers: Record<string, string>;
  readonly extra: JsonObject;
  constructor(code: string, { status = 200, problems = [], headers = {}, extra = {} }: More = {}) {
    super([code, ...problems].join(": "));
    this.code = code;
    this.status = status;
    this.problems = problems;
    this.headers = headers;
    this.extra = extra;
  }
}

export function refuse(code: string, more?: More): never {
  throw new Refusal(code, more);
}

/** Runs `run`; what it refuses goes to `refused`. */
export function orRefused<T>(run: () => T, refused: (refusal: Refusal) => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

type Refused = { where: string; error: string; messages: string[] };

export type Refusals = ReturnType<typeof createRefusals>;

export function createRefusals() {
  const all: Refused[] = [];
  const note = (where: string, { code, problems }: Refusal): void => {
    all.push({ where, error: code, messages: problems });
  };
  return {
    /** Every payload of the bot's that was refused: well-behaved bots have none. */
    all: (): readonly Refused[] => all,
    note,
    /** Does what the bot answered to a person, who is told `otherwise` when it is not in order. */
    apply: (where: string, otherwise: string, run: () => Answer): Answer =>
      orRefused(run, (refusal) => {
        note(where, refusal);
        return { ok: false, error: otherwise };
      }),
  };
}
