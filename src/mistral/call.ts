import type { ZodType } from "zod";
import { AppError, orElse, unclear } from "../lib/errors.ts";
import { type HttpAnswer, kindOf, type Order, type Send, unreadable } from "./http.ts";

export async function call<T>(send: Send, order: Order, schema: ZodType<T>): Promise<T> {
  return readIn(order, await succeed(send, order), schema);
}

export async function succeed(send: Send, order: Order): Promise<HttpAnswer> {
  const answer = await send(...order);
  if (answer.status < 200 || answer.status >= 300) throw refusal(order, answer);
  return answer;
}

export function readIn<T>(order: Order, { json }: HttpAnswer, schema: ZodType<T>): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw unreadable(order, json === undefined ? "not_json" : "wrong_shape");
}

/** For orders whose answer says nothing we need. A page that some proxy answers is no success all the same. */
export async function sendOrder(send: Send, order: Order): Promise<void> {
  const answer = await succeed(send, order);
  if (answer.text !== "" && answer.json === undefined) throw unreadable(order, "not_json");
}

/** `gone`: Mistral knows no such thing (any more). Whether that is so, its list says. */
export type Erased = "erased" | "gone";

export const erase = (send: Send, path: string): Promise<Erased> =>
  sendOrder(send, ["DELETE", path]).then((): Erased => "erased", orElse("gone", "not_found"));

export const PAGE_SIZE = 100;
/** Enough for 25,000 people where a page holds 25, whatever is asked for. */
const MAX_PAGES = 1_000;

/** Until a page brings nothing new: what a total counts, and how large a page may be, is not documented. */
export async function readPages(readPage: (page: number) => Promise<boolean>): Promise<void> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    if (!(await readPage(page))) return;
  }
  throw new AppError("unavailable", "Mistral's list does not end", { detail: "endless_list" });
}

const ABOUT_BILLING = /inactive subscription|usage limit/i;

/** The key as such is not let in, or may do nothing (`no_rights`): everything that needs it waits. */
export const keyRefused = (message: string, detail: "key_refused" | "no_rights"): AppError =>
  new AppError("unauthorized", message, { detail });

export function refusal([method, path]: Order, answer: HttpAnswer): AppError {
  const { status, retryAfterMs } = answer;
  const message = `Mistral answered ${status} to ${method} ${path}${quoted(answer)}`;
  if (status === 429) return new AppError("rate_limited", message, { retryAfterMs });
  if (status >= 500 || status === 408)
    return new AppError(unclear(kindOf(method)), message, { retryAfterMs });
  if (status < 400) return new AppError("unavailable", message, { detail: "redirected" });
  // Mistral answers JSON: a page is from something in between, which did not pass the request on.
  if (isPage(answer)) return new AppError("unavailable", message, { detail: "proxy_page" });
  if (status === 401) return keyRefused(message, "key_refused");
  if (status === 402 || status === 403) {
    const isBilling = status === 402 || ABOUT_BILLING.test(sentence(answer.json) ?? "");
    return new AppError("forbidden", message, { detail: isBilling ? "billing_needed" : "no_right" });
  }
  if (status === 404) return new AppError("not_found", message);
  return new AppError(status === 409 ? "conflict" : "invalid", message);
}

export const isPage = (answer: HttpAnswer): boolean => answer.json === undefined && /^\s*</.test(answer.text);

/** Mistral's own sentence, from any of its three error bodies, without people's addresses. */
function quoted({ json }: HttpAnswer): string {
  const found = sentence(json);
  if (found === undefined) return "";
  return `: ${found.replace(/(?<![^\s@<>"'])[^\s@<>"']+@[^\s@<>"']+/g, "[address]").slice(0, 200)}`;
}

export function sentence(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { message, detail } = json as Record<string, unknown>;
  if (typeof message === "string") return message;
  if (typeof detail === "string") return detail;
  return Array.isArray(detail) ? sentence({ message: detail[0]?.msg }) : sentence(message);
}

/** A time without a zone is UTC, as services in Python write it. */
export function instant(text: string | null | undefined): number | null {
  if (!text) return null;
  const parsed = Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(parsed) ? null : parsed;
}
