import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

const current = new AsyncLocalStorage<string | null>();
/** So that no two processes give the same id. */
const PROCESS = randomBytes(4).toString("hex");
let count = 0;

/** Which inbound request has caused what happens here and now; null: none. */
export const requestId = (): string | null => current.getStore() ?? null;

/** Whatever `work` does, and whatever comes of it later, is because of a request that has just come in. */
export function newRequest<T>(work: () => T): T {
  count += 1;
  return current.run(`${PROCESS}-${count}`, work);
}

/** The same because of an earlier one, or (null) of none. */
export const because = <T>(request: string | null, work: () => T): T => current.run(request, work);
