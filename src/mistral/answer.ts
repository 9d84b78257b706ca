import type { ZodType } from "zod";
import { AppError } from "../lib/errors.ts";
import type { HttpAnswer, Method, Send } from "./exchange.ts";
import { refusal, unreadable } from "./http-error.ts";

type Order = readonly [method: Method, path: string, body?: unknown];

/** Sends and reads what a success says; everything else is thrown as an AppError. */
export async function call<T>(send: Send, order: Order, schema: ZodType<T>): Promise<T> {
  return readIn(order, await succeed(send, order), schema);
}

/** The answer of a success; everything else is thrown as an AppError. */
export async function succeed(send: Send, [method, path, body]: Order): Promise<HttpAnswer> {
  const answer = await send(method, path, body);
  if (!isSuccess(answer)) throw refusal(method, path, answer);
  return answer;
}

export function readIn<T>([method, path]: Order, { json }: HttpAnswer, schema: ZodType<T>): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw unreadable(method, path, json === undefined ? "not_json" : "wrong_shape");
}

/** For orders whose answer says nothing we need. A page that some proxy answers is no success all the same. */
export async function carryOut(send: Send, order: Order): Promise<void> {
  const answer = await succeed(send, order);
  const [method, path] = order;
  if (answer.text !== "" && answer.json === undefined) throw unreadable(method, path, "not_json");
}

/** `gone`: Mistral knows no such thing (any more). Whether that is so, its list says. */
export type Erased = "erased" | "gone";

export async function erase(send: Send, path: string): Promise<Erased> {
  try {
    await carryOut(send, ["DELETE", path]);
    return "erased";
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return "gone";
    throw error;
  }
}

const isSuccess = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;
