import type { Outcome } from "../delivery.ts";
import { createPost } from "../delivery.ts";
import { createLog } from "../http.ts";

/** A client waits this long for the answer to an invoke, then it tries again, twice at most. */
const INVOKE_MS = 5000;
const INVOKE_TRIES = 3;
const MESSAGE_MS = 15_000;
const KEPT = 500;

export type Deliveries = ReturnType<typeof createDeliveries>;

export function createDeliveries(options: {
  botUrl: () => string;
  /** The `Authorization` header. */
  authorization?: (() => Promise<string>) | undefined;
  onTrouble: () => void;
  /** How long the answer to an invoke is waited for. */
  invokeMs?: number | undefined;
}) {
  const { invokeMs = INVOKE_MS, authorization, botUrl, onTrouble } = options;
  const post = createPost("Teams", () => `${botUrl()}/api/messages`, onTrouble);
  const sent = createLog<unknown>(KEPT);

  async function send(activity: unknown, limitMs: number): Promise<Outcome> {
    sent.add(activity);
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
      ...(authorization === undefined ? {} : { authorization: await authorization() }),
    };
    return post.send({ headers, body: JSON.stringify(activity) }, limitMs);
  }

  const event = (activity: unknown) => send(activity, MESSAGE_MS);
  return {
    /** A message or an event: only whether it arrived counts. */
    event,
    /** A press: sent again, the same, while it is not answered. */
    invoke: async (activity: unknown) => {
      let outcome = await send(activity, invokeMs);
      for (let tries = 1; outcome.status === 0 && tries < INVOKE_TRIES; tries += 1)
        outcome = await send(activity, invokeMs);
      return outcome;
    },
    /** One that was sent, again. */
    send: event,
    /** The latest activities, oldest first. */
    sent: sent.all,
    trouble: post.trouble,
  };
}
