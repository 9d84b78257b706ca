import { createHmac } from "node:crypto";
import { parseJson } from "../read-text.ts";
import type { Json } from "../snapshot.ts";
import { envelope } from "./payloads.ts";
import type { JsonObject } from "./state.ts";

/** Slack waits this long for an answer. */
const LIMIT_MS = 3000;
const KEPT = 500;

/** What came back; `status` 0: nothing in time (`timeout`) or no connection. */
export type Outcome = { status: number; body: string; trouble: "timeout" | "connection" | null };

/** A request to the bot as it was sent, for tests that repeat one. */
export type Delivery = { headers: Record<string, string>; body: string };

export type Deliveries = {
  /** Slash commands: the fields as a form. */
  form(fields: Record<string, string>): Promise<Outcome>;
  /** Clicks and submissions: JSON in the form field `payload`. */
  interaction(payload: JsonObject): Promise<Outcome>;
  /** Events, in their envelope; again at once when not answered with 200 (Slack's later two retries are spared). */
  event(event: JsonObject): Promise<Outcome>;
  send(delivery: Delivery): Promise<Outcome>;
  /** The latest, oldest first. */
  sent(): readonly Delivery[];
  /** One sentence while the bot does not answer. */
  trouble(): string | null;
};

export function createDeliveries(options: {
  signingSecret: string;
  botUrl: () => string;
  onTrouble: () => void;
}): Deliveries {
  const sent: Delivery[] = [];
  let trouble: string | null = null;

  function note(next: string | null): void {
    if (next === trouble) return;
    trouble = next;
    options.onTrouble();
  }

  async function send(delivery: Delivery): Promise<Outcome> {
    sent.push(delivery);
    if (sent.length > KEPT) sent.shift();
    try {
      const answer = await fetch(`${options.botUrl()}/slack/events`, {
        method: "POST",
        ...delivery,
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      const body = await answer.text();
      note(answer.status < 500 ? null : "The bot answers with errors.");
      return { status: answer.status, body, trouble: null };
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      note(late ? "The bot does not answer in time." : "The bot cannot be reached.");
      return { status: 0, body: "", trouble: late ? "timeout" : "connection" };
    }
  }

  function signed(body: string, type: string, headers: Record<string, string> = {}): Promise<Outcome> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const mac = createHmac("sha256", options.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    return send({
      body,
      headers: {
        "content-type": type,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${mac}`,
        ...headers,
      },
    });
  }

  const asForm = (fields: Record<string, string>): Promise<Outcome> =>
    signed(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");

  return {
    form: asForm,
    interaction: (payload) => asForm({ payload: JSON.stringify(payload) }),
    event: async (event) => {
      const body = JSON.stringify(envelope(event));
      const first = await signed(body, "application/json");
      if (first.status === 200) return first;
      const reason = first.trouble === null ? "http_error" : `http_${first.trouble}`;
      const retry = { "x-slack-retry-num": "1", "x-slack-retry-reason": reason };
      return signed(body, "application/json", retry);
    },
    send,
    sent: () => sent,
    trouble: () => trouble,
  };
}

/** What the bot answered: a body that is no JSON is a text; null: there is none. */
export function parseAnswer(body: string): JsonObject | null {
  if (body.trim() === "") return null;
  const json = parseJson(body) as Json | undefined;
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return isObject ? json : { text: String(json ?? body) };
}
