import type { Outcome } from "../delivery.ts";
import { createPost } from "../delivery.ts";

/** A client waits this long for the answer to an invoke, then it tries again, twice at most. */
const INVOKE_MS = 5000;
const INVOKE_TRIES = 3;
const MESSAGE_MS = 15_000;

export type Deliveries = ReturnType<typeof createDeliveries>;

export type DeliveryOptions = {
  botUrl: () => string;
  authorization?: () => Promise<string>;
  onTrouble?: () => void;
  invokeMs?: number;
};

export function createDeliveries(options: DeliveryOptions) {
  const { invokeMs = INVOKE_MS, authorization, botUrl, onTrouble = () => {} } = options;
  const url = () => `${botUrl()}/api/messages`;
  const { send, sent, trouble } = createPost<unknown>("Teams", url, onTrouble, async (activity) => ({
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...(authorization === undefined ? {} : { authorization: await authorization() }),
    },
    body: JSON.stringify(activity),
  }));

  /** A message or an event: only whether it arrived counts. */
  const event = (activity: unknown) => send(activity, MESSAGE_MS);
  return {
    ...{ event, sent, trouble },
    /** A press: sent again, the same, while it is not answered. */
    invoke: async (activity: unknown): Promise<Outcome> => {
      let outcome = await send(activity, invokeMs);
      for (let tries = 1; outcome.status === 0 && tries < INVOKE_TRIES; tries += 1)
        outcome = await send(activity, invokeMs);
      return outcome;
    },
    /** One that was sent, again. */
    send: event,
  };
}
