import { setTimeout as sleep } from "node:timers/promises";
import type { HttpAnswer, Method, Send } from "../exchange.ts";
import { createSend, type HttpOptions, isSendable } from "../http.ts";
import { keyRefused, refusal } from "../http-error.ts";

/** What every key with any right can read. */
const LISTS = ["/workspaces", "/users"];

/** A 403 refuses one call alone, unless the key may not read either list: then it has no rights at all. */
export function createAdminSend(options: HttpOptions): Send {
  const send = createSchemedSend(options);

  async function mayRead(list: string): Promise<boolean> {
    const answer = await send("GET", `${list}?page=1&page_size=1`);
    return !isWithoutRight("GET", list, answer);
  }

  return async (method, path, body) => {
    const answer = await send(method, path, body);
    if (!isWithoutRight(method, path, answer)) return answer;
    for (const list of LISTS)
      if (!(method === "GET" && path.startsWith(`${list}?`)) && (await mayRead(list))) return answer;
    throw keyRefused("Mistral refuses the Admin API key everything (403)", "no_rights");
  };
}

const isWithoutRight = (method: Method, path: string, answer: HttpAnswer): boolean =>
  answer.status === 403 && refusal(method, path, answer).detail === "no_right";

const SECOND_TRY_MS = 2_000;

/**
 * A 401 may pass, so a refused call is made once more before its answer counts: it was not carried out. Mistral's guides
 * and its published contract name different headers for an Admin key, so until one was accepted a 401 is tried with both.
 */
function createSchemedSend(options: HttpOptions): Send {
  const scheme = options.scheme ?? "x-api-key";
  const first = createSend({ ...options, scheme });
  const second = createSend({ ...options, scheme: scheme === "bearer" ? "x-api-key" : "bearer" });
  let proven: Send | null = null;
  const ask: Send = async (method, path, body) => {
    if (proven !== null) return proven(method, path, body);
    const answer = await first(method, path, body);
    if (answer.status < 300) proven = first;
    if (answer.status !== 401) return answer;
    const again = await second(method, path, body);
    if (again.status < 300) proven = second;
    return again.status === 401 ? answer : again;
  };
  return async (...order) => {
    if (!isSendable(options.key)) throw keyRefused("The Admin API key has characters that no key has");
    const answer = await ask(...order);
    if (answer.status !== 401) return answer;
    await sleep(options.secondTryMs ?? SECOND_TRY_MS);
    return ask(...order);
  };
}
