import type { ZodType } from "zod";
import type { HttpAnswer, Method, Send } from "./exchange.ts";
import { refusal, unreadable } from "./http-error.ts";

/** Sends and reads what a success says; everything else is thrown as an AppError. */
export async function call<T>(
  send: Send,
  [method, path, body]: readonly [Method, string, unknown?],
  schema: ZodType<T>,
): Promise<T> {
  const answer = await send(method, path, body);
  if (!isSuccess(answer)) throw refusal(method, path, answer);
  const read = schema.safeParse(answer.json);
  if (read.success) return read.data;
  throw unreadable(method, path, answer.json === undefined ? "not_json" : "wrong_shape");
}

/** Deletes. What is gone already is a success; a page that some proxy answers is not. */
export async function erase(send: Send, path: string): Promise<void> {
  const answer = await send("DELETE", path);
  if (isSuccess(answer)) {
    if (answer.text !== "" && answer.json === undefined) throw unreadable("DELETE", path, "not_json");
    return;
  }
  const error = refusal("DELETE", path, answer);
  if (error.code !== "not_found") throw error;
}

const isSuccess = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;
