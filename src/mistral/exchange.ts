export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export type HttpAnswer = {
  status: number;
  text: string;
  /** `undefined` when the text is not JSON. */
  json: unknown;
  retryAfterMs: number | undefined;
};

/** One exchange. Throws an AppError when there was no whole answer; an answer of any status is returned. */
export type Send = (method: Method, path: string, body?: unknown) => Promise<HttpAnswer>;
