import type { z } from "zod";
import { AppError } from "../errors.ts";
import { readText, retryAfter } from "../http-read.ts";
import type { Pace } from "../pace.ts";
import { inTime } from "../within.ts";
import { type CallKind, networkError, refusal, UNTRUSTED, unasked, unreadable } from "./api-error.ts";
import { lanesOf } from "./lanes.ts";
import type { Tokens } from "./tokens.ts";

const MAX_BYTES = 2 * 1024 * 1024;
const BACKGROUND_MS = 10_000;

export type CallOptions = {
  readonly tokens: Pick<Tokens, "get" | "refused">;
  readonly pace: Pace;
  /** Whether our token may be sent to this address. */
  readonly trusts: (serviceUrl: URL) => boolean;
  readonly timeoutMs?: number;
  /** For what it is asked, at this moment; nobody does for what jobs do. */
  readonly somebodyWaits?: boolean;
};

type Asked<T> = {
  readonly kind: CallKind;
  readonly method: "GET" | "POST" | "PUT";
  readonly serviceUrl: string;
  /** For the pace: the conversation that it counts for. */
  readonly counts: string;
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly schema: z.ZodType<T>;
  /** How long it may take, ms. */
  readonly within?: number;
};

/**
 * One request to the Bot Connector, never led elsewhere, and repeated only with a new token after a 401. Whatever fails is
 * an AppError.
 */
export type Call = <T>(asked: Asked<T>) => Promise<T>;

/**
 * Plain fetch with the SDK's token, because the SDK's own client repeats a POST after an error or a reset by itself, its
 * options reach neither that nor a timeout, and it drops properties that it does not know.
 */
export function createCall(options: CallOptions): Call {
  const { tokens, pace, trusts, timeoutMs = BACKGROUND_MS, somebodyWaits = false } = options;
  return async (asked) => {
    const { kind, counts, schema } = asked;
    const url = urlOf(asked, trusts);
    const first = await tokens.get();

    async function once(token: string | null): Promise<HttpAnswer> {
      const ms = asked.within ?? timeoutMs;
      const answer = await inTime(exchange(url, asked, token, ms), ms).catch((error: unknown) => {
        throw networkError(kind, error);
      });
      if (answer.status < 200 || answer.status > 299)
        throw refusal(kind, { ...answer, local: token === null });
      return answer;
    }

    return pace(lanesOf(kind === "read" ? "read" : "send", counts, somebodyWaits), async () => {
      const answer = await once(first).catch(async (error: unknown) => {
        if (first === null || !(error instanceof AppError) || error.code !== "unauthorized") throw error;
        // It was not carried out, and often the token alone was old.
        tokens.refused();
        return once(await tokens.get());
      });
      const read = answer.readable ? schema.safeParse(answer.json) : null;
      if (!read?.success) throw unreadable(kind);
      return read.data;
    });
  };
}

function urlOf({ serviceUrl, path, query = {} }: Asked<unknown>, trusts: CallOptions["trusts"]): string {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : null;
  if (url === null || !trusts(url)) throw unasked("invalid", UNTRUSTED);
  // Ids are the service's own, but a person's may come from a form: none of them leads out of its folder.
  if (path.some((part) => /^\.{0,2}$/.test(part))) throw unasked("not_found", "no_such_id");
  url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, "")}/v3/${path.map(encodeURIComponent).join("/")}`;
  url.search = new URLSearchParams(query).toString();
  url.hash = "";
  return url.href;
}

type HttpAnswer = Json & { readonly status: number; readonly retryAfterMs: number | undefined };

/** Throws what `fetch` throws when there was no whole answer. */
async function exchange(
  url: string,
  { method, body }: Asked<unknown>,
  token: string | null,
  timeoutMs: number,
): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await readText(response, MAX_BYTES);
  return { status: response.status, ...parsed(text), retryAfterMs: retryAfter(response) };
}

/** `json` is undefined when there was no body; not `readable`: there was one, and it was no JSON or too much of it. */
type Json = { readonly json: unknown; readonly readable: boolean };

function parsed(text: string | null): Json {
  if (text === null) return { json: undefined, readable: false };
  if (text.trim() === "") return { json: undefined, readable: true };
  try {
    return { json: JSON.parse(text), readable: true };
  } catch {
    return { json: undefined, readable: false };
  }
}
