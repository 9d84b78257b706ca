import { setTimeout as sleep } from "node:timers/promises";
import { keyRefused, refusal } from "../call.ts";
import { createSend, type HttpAnswer, type HttpOptions, type Order, type Send } from "../http.ts";

export type AdminOptions = HttpOptions & {
  /** How long after a 401 a call is made once more. */
  secondTryMs?: number;
};

const LISTS = ["/workspaces", "/users"];

/** A 403 refuses one call alone, unless the key may not read either list: then it has no rights at all. */
export function createAdminSend({ secondTryMs = 2_000, ...options }: AdminOptions): Send {
  const ask = createSchemedSend(options);

  /** A 401 may pass, so a refused call is made once more before its answer counts: it was not carried out. */
  const send: Send = async (...order) => {
    const answer = await ask(...order);
    if (answer.status !== 401) return answer;
    await sleep(secondTryMs);
    return ask(...order);
  };

  async function mayRead(list: string): Promise<boolean> {
    const order = ["GET", `${list}?page=1&page_size=1`] as const;
    return !isWithoutRight(order, await send(...order));
  }

  return async (...order) => {
    const answer = await send(...order);
    if (!isWithoutRight(order, answer)) return answer;
    const [method, path] = order;
    for (const list of LISTS)
      if (!(method === "GET" && path.startsWith(`${list}?`)) && (await mayRead(list))) return answer;
    throw keyRefused("Mistral refuses the Admin API key everything (403)", "no_rights");
  };
}

const isWithoutRight = (order: Order, answer: HttpAnswer): boolean =>
  answer.status === 403 && refusal(order, answer).detail === "no_right";

/** Mistral documents two headers for an Admin key, so until one was accepted a 401 is tried with both. */
function createSchemedSend({ scheme = "x-api-key", ...options }: HttpOptions): Send {
  const first = createSend({ ...options, scheme });
  const second = createSend({ ...options, scheme: scheme === "bearer" ? "x-api-key" : "bearer" });
  let proven: Send | null = null;
  return async (...order) => {
    if (proven !== null) return proven(...order);
    const answer = await first(...order);
    if (answer.status < 300) proven = first;
    if (answer.status !== 401) return answer;
    const again = await second(...order);
    if (again.status < 300) proven = second;
    return again;
  };
}
