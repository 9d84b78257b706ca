import { AppError, type CallKind, unclear } from "../lib/errors.ts";
import type { HttpAnswer, Method } from "./exchange.ts";

/** A read can always be repeated; a write without a clear answer may have been carried out. */
export const kindOf = (method: Method): CallKind => (method === "GET" ? "read" : "write");

/** There was an answer of success, but not one that we can read. */
export function unreadable(
  method: Method,
  path: string,
  detail: "too_large" | "not_json" | "wrong_shape",
): AppError {
  return new AppError(
    unclear(kindOf(method)),
    `Mistral's answer to ${method} ${path} is unreadable (${detail})`,
    {
      detail,
    },
  );
}

const ABOUT_BILLING = /inactive subscription|usage limit/i;

/** The key as such is not let in, or may do nothing (`no_rights`): everything that needs it waits. */
export const keyRefused = (message: string, detail: "key_refused" | "no_rights" = "key_refused"): AppError =>
  new AppError("unauthorized", message, { detail });

/** What a status other than success means. */
export function refusal(method: Method, path: string, answer: HttpAnswer): AppError {
  const { status, retryAfterMs } = answer;
  const message = `Mistral answered ${status} to ${method} ${path}${words(answer)}`;
  if (status === 429) return new AppError("rate_limited", message, { retryAfterMs });
  if (status >= 500 || status === 408)
    return new AppError(unclear(kindOf(method)), message, { retryAfterMs });
  if (status < 400) return new AppError("unavailable", message, { detail: "redirected" });
  // Mistral answers JSON: a page is from something in between, which did not pass the request on.
  if (isPage(answer)) return new AppError("unavailable", message, { detail: "proxy_page" });
  if (status === 401) return keyRefused(message);
  if (status === 403) {
    const detail = ABOUT_BILLING.test(sentence(answer.json) ?? "") ? "billing_needed" : "no_right";
    return new AppError("forbidden", message, { detail });
  }
  if (status === 402) return new AppError("forbidden", message, { detail: "billing_needed" });
  if (status === 404) return new AppError("not_found", message);
  if (status === 409) return new AppError("conflict", message);
  return new AppError("invalid", message);
}

export const isPage = (answer: HttpAnswer): boolean => answer.json === undefined && /^\s*</.test(answer.text);

/** Mistral's own sentence, from any of its three error bodies, without people's addresses. */
function words({ json }: HttpAnswer): string {
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
