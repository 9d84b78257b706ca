export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export type HttpAnswer = {
  readonly status: number;
  readonly text: string;
  /** Parsed each time that it is asked for; `undefined` when the text is not JSON. */
  readonly json: unknown;
  readonly retryAfterMs: number | undefined;
};

/** One exchange. Throws an AppError when there was no whole answer; an answer of any status is returned. */
export type Send = (method: Method, path: string, body?: unknown) => Promise<HttpAnswer>;
