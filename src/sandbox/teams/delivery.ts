import { parseJson } from "../read-text.ts";
import type { JsonObject } from "./state.ts";

/** A client waits this long for the answer to an invoke, then it tries again, twice at most. */
const INVOKE_MS = 5000;
const INVOKE_TRIES = 3;
const MESSAGE_MS = 15_000;
const KEPT = 500;

/** What came back; `status` 0: nothing in time, or no connection. */
export type Outcome = { status: number; body: unknown };

export type Deliveries = {
  /** A message or an event: only whether it arrived counts. */
  event(activity: JsonObject): Promise<Outcome>;
  /** A press: sent again, the same, while it is not answered. */
  invoke(activity: JsonObject): Promise<Outcome>;
  /** Once, as it is. */
  send(activity: unknown): Promise<Outcome>;
  /** The latest activities, oldest first. */
  sent(): readonly unknown[];
  /** One sentence while the bot does not answer. */
  trouble(): string | null;
};

export function createDeliveries(options: {
  botUrl: () => string;
  /** The `Authorization` header; null: none. */
  authorization: (() => Promise<string>) | null;
  onTrouble: () => void;
  /** How long the answer to an invoke is waited for. */
  invokeMs?: number;
}): Deliveries {
  const { invokeMs = INVOKE_MS, authorization } = options;
  const sent: unknown[] = [];
  let trouble: string | null = null;

  function note(next: string | null): void {
    if (next === trouble) return;
    trouble = next;
    options.onTrouble();
  }

  async function send(activity: unknown, limit = MESSAGE_MS): Promise<Outcome> {
    sent.push(activity);
    if (sent.length > KEPT) sent.shift();
    try {
      const answer = await fetch(`${options.botUrl()}/api/messages`, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
          ...(authorization === null ? {} : { authorization: await authorization() }),
        },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(limit),
      });
      const text = await answer.text();
      note(answer.status < 500 ? null : "The bot answers Teams with errors.");
      return { status: answer.status, body: text === "" ? null : parseJson(text) };
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      note(late ? "The bot does not answer Teams in time." : "The bot cannot be reached from Teams.");
      return { status: 0, body: null };
    }
  }

  return {
    event: (activity) => send(activity),
    invoke: async (activity) => {
      let outcome = await send(activity, invokeMs);
      for (let tries = 1; outcome.status === 0 && tries < INVOKE_TRIES; tries += 1)
        outcome = await send(activity, invokeMs);
      return outcome;
    },
    send: (activity) => send(activity),
    sent: () => sent,
    trouble: () => trouble,
  };
}
