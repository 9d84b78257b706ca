import { createHmac } from "node:crypto";
import { createLog } from "./http.ts";
import { envelope } from "./slack/wire.ts";
import type { JsonObject } from "./snapshot.ts";

/** What the bot answered; `status` 0: nothing in time (`timeout`) or no connection. */
export type Outcome = { status: number; body: string; trouble: "timeout" | "connection" | null };

export type DeliveryOptions = {
  botUrl: () => string;
  /** Hears when the bot stops or starts to answer. */
  onTrouble?: () => void;
};

type Delivery = { headers: Record<string, string>; body: string };

const KEPT = 500;

function createPost(service: string, path: string, { botUrl, onTrouble = () => {} }: DeliveryOptions) {
  const log = createLog<Delivery>(KEPT);
  let trouble: string | null = null;

  function note(next: string | null): void {
    if (next === trouble) return;
    trouble = next;
    onTrouble();
  }

  return {
    trouble: () => trouble,
    sent: log.all,
    send: async (sent: Delivery, limitMs: number): Promise<Outcome> => {
      log.add(sent);
      try {
        const signal = AbortSignal.timeout(limitMs);
        const answer = await fetch(botUrl() + path, { method: "POST", ...sent, signal });
        const body = await answer.text();
        note(answer.status < 500 ? null : `The bot answers ${service} with errors.`);
        return { status: answer.status, body, trouble: null };
      } catch (error) {
        const isLate = error instanceof Error && error.name === "TimeoutError";
        note(isLate ? `The bot does not answer ${service} in time.` : `${service} cannot reach the bot.`);
        return { status: 0, body: "", trouble: isLate ? "timeout" : "connection" };
      }
    },
  };
}

const SLACK_MS = 3000;

export type SlackDeliveries = ReturnType<typeof createSlackDeliveries>;
export type SlackDeliveryOptions = DeliveryOptions & { signingSecret: string; limitMs?: number };

export function createSlackDeliveries(given: SlackDeliveryOptions) {
  const { signingSecret, limitMs = SLACK_MS, ...options } = given;
  const { send, sent, trouble } = createPost("Slack", "/slack/events", options);

  function signed(body: string, type: string, more: Record<string, string> = {}): Promise<Outcome> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const mac = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    const signature = { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${mac}` };
    return send({ body, headers: { "content-type": type, ...signature, ...more } }, limitMs);
  }

  const form = (fields: Record<string, string>) =>
    signed(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");

  return {
    ...{ sent, trouble },
    form,
    interaction: (payload: JsonObject) => form({ payload: JSON.stringify(payload) }),
    /** Events, in their envelope; again at once when not answered with 200 (Slack's later two retries are spared). */
    event: async (event: JsonObject) => {
      const body = JSON.stringify(envelope(event));
      const first = await signed(body, "application/json");
      if (first.status === 200) return first;
      const retry = { "x-slack-retry-num": "1", "x-slack-retry-reason": `http_${first.trouble ?? "error"}` };
      return signed(body, "application/json", retry);
    },
  };
}

/** A client waits this long for the answer to an invoke, then it tries again, twice at most. */
const INVOKE_MS = 5000;
const INVOKE_TRIES = 3;
const MESSAGE_MS = 15_000;

export type TeamsDeliveries = ReturnType<typeof createTeamsDeliveries>;
export type TeamsDeliveryOptions = DeliveryOptions & { invokeMs?: number };

export function createTeamsDeliveries({ invokeMs = INVOKE_MS, ...options }: TeamsDeliveryOptions) {
  const { send, trouble } = createPost("Teams", "/api/messages", options);
  const headers = { "content-type": "application/json; charset=utf-8" };
  const post = (activity: JsonObject, ms: number) => send({ headers, body: JSON.stringify(activity) }, ms);
  return {
    trouble,
    /** A message or an event, also one that was sent: only whether it arrived counts. */
    event: (activity: JsonObject) => post(activity, MESSAGE_MS),
    /** A press: sent again, the same, while it is not answered. */
    invoke: async (activity: JsonObject): Promise<Outcome> => {
      let outcome = await post(activity, invokeMs);
      for (let tries = 1; outcome.status === 0 && tries < INVOKE_TRIES; tries += 1)
        outcome = await post(activity, invokeMs);
      return outcome;
    },
  };
}
