import type { Deliveries, Outcome } from "./delivery.ts";
import { envelope } from "./payloads.ts";
import type { JsonObject } from "./state.ts";

/** Slack sends an event again at once when it was not answered with 200 (and later twice more, which we spare). */
export async function sendEvent(deliveries: Deliveries, event: JsonObject): Promise<Outcome> {
  const body = envelope(event);
  const first = await deliveries.event(body);
  if (first.status === 200) return first;
  const reason = first.trouble === null ? "http_error" : `http_${first.trouble}`;
  return deliveries.event(body, { "x-slack-retry-num": "1", "x-slack-retry-reason": reason });
}
