import { createHmac } from "node:crypto";
import { createPost, type Delivery, type Outcome } from "../delivery.ts";
import { parseJson } from "../http.ts";
import type { JsonObject } from "../snapshot.ts";
import { envelope } from "./wire.ts";

/** Slack waits this long for an answer. */
const LIMIT_MS = 3000;

export type Deliveries = ReturnType<typeof createDeliveries>;

export type DeliveryOptions = {
  signingSecret: string;
  botUrl: () => string;
  onTrouble?: () => void;
  /** Other than Slack's. */
  limitMs?: number;
};

export function createDeliveries(options: DeliveryOptions) {
  const { signingSecret, botUrl, onTrouble = () => {}, limitMs = LIMIT_MS } = options;
  const url = () => `${botUrl()}/slack/events`;
  const { send, sent, trouble } = createPost<Delivery>("Slack", url, onTrouble, (each) => each);

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
    /** One that was sent, again. */
    send: (delivery: Delivery) => send(delivery, limitMs),
  };
}

/** What the bot answered: a body that is no JSON is a text; null: there is none. */
export function parseAnswer(body: string): JsonObject | null {
  if (body.trim() === "") return null;
  const json = parseJson(body);
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return isObject ? (json as JsonObject) : { text: String(json ?? body) };
}
