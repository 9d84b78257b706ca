import { createHmac } from "node:crypto";
import type { Delivery, Outcome } from "../delivery.ts";
import { createPost } from "../delivery.ts";
import { createLog, parseJson } from "../http.ts";
import type { JsonObject } from "../snapshot.ts";
import { envelope } from "./wire.ts";

/** Slack waits this long for an answer. */
const LIMIT_MS = 3000;
const KEPT = 500;

export type Deliveries = ReturnType<typeof createDeliveries>;

type Options = { signingSecret: string; botUrl: () => string; onTrouble: () => void };

export function createDeliveries({ signingSecret, botUrl, onTrouble }: Options) {
  const post = createPost("Slack", () => `${botUrl()}/slack/events`, onTrouble);
  const sent = createLog<Delivery>(KEPT);

  function send(delivery: Delivery): Promise<Outcome> {
    sent.add(delivery);
    return post.send(delivery, LIMIT_MS);
  }

  function signed(body: string, type: string, more: Record<string, string> = {}): Promise<Outcome> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const mac = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    const signature = { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${mac}` };
    const agent = { "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)" };
    return send({ body, headers: { "content-type": type, ...agent, ...signature, ...more } });
  }

  const form = (fields: Record<string, string>) =>
    signed(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");

  return {
    /** Slash commands: the fields as a form. */
    form,
    /** Clicks and submissions: JSON in the form field `payload`. */
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
    send,
    /** The latest, oldest first. */
    sent: sent.all,
    trouble: post.trouble,
  };
}

/** What the bot answered: a body that is no JSON is a text; null: there is none. */
export function parseAnswer(body: string): JsonObject | null {
  if (body.trim() === "") return null;
  const json = parseJson(body);
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return isObject ? (json as JsonObject) : { text: String(json ?? body) };
}
