import type { Send } from "./exchange.ts";
import { createSend, type HttpOptions, isSendable } from "./http.ts";
import { keyRefused } from "./http-error.ts";

/**
 * Mistral's guides and its published contract name different headers for an Admin key. Until one has been let in, a 401
 * is tried with the other: what was refused was not carried out.
 */
export function createAdminSend(options: HttpOptions): Send {
  const scheme = options.scheme ?? "x-api-key";
  const first = createSend({ ...options, scheme });
  const second = createSend({ ...options, scheme: scheme === "bearer" ? "x-api-key" : "bearer" });
  let proven: Send | null = null;
  return async (method, path, body) => {
    if (!isSendable(options.key)) throw keyRefused("The Admin API key has characters that no key has");
    if (proven !== null) return proven(method, path, body);
    const answer = await first(method, path, body);
    if (answer.status < 300) proven = first;
    if (answer.status !== 401) return answer;
    const again = await second(method, path, body);
    if (again.status < 300) proven = second;
    return again.status === 401 ? answer : again;
  };
}
