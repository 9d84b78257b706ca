import type { AckFn, App as Bolt, Receiver } from "@slack/bolt";
import { z } from "zod";
import { AppError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { withinRequest } from "../../request-id.ts";
import type { IdentityHolder } from "../identity.ts";
import { describe } from "../log.ts";
import { toldTo } from "./payload.ts";

/** What Slack sent, over HTTP or through a socket. */
export type Inbound = { readonly body: unknown; readonly ack: AckFn<unknown> };

export type Requests = Receiver & {
  /** Resolves when all of it is done. false: it failed, and Slack is to send it again. */
  take(inbound: Inbound): Promise<boolean>;
};

/** Where both ways in meet. What is not for us is acknowledged, so that Slack does not send it again. */
export function createRequests({ isOurs }: Pick<IdentityHolder, "isOurs">, log: Log): Requests {
  const underWay = new Set<Promise<boolean>>();
  let bolt: Bolt | null = null;

  async function pass({ body: raw, ack }: Inbound): Promise<void> {
    const body = forBolt(raw);
    if (body === null || bolt === null) return ack();
    if (body["type"] !== "event_callback") return bolt.processEvent({ body, ack });
    if (!(await isOurs(toldTo(body)))) return ack();
    // Bolt acknowledges an event before its listener runs. Held back until the transaction is through, a crash makes
    // Slack send it again; `processBeforeResponse` would hold back dialogs too, while people wait for the network.
    await bolt.processEvent({ body, ack: async () => {} });
    await ack();
  }

  async function passOrSay(inbound: Inbound): Promise<boolean> {
    try {
      await pass(inbound);
      return true;
    } catch (error) {
      const fields = { source: "slack", error: describe(error) };
      // Known to go wrong, such as a Slack that does not say who the bot is: that is no fault of ours.
      if (error instanceof AppError) log.warn(fields, "A request from Slack failed");
      else log.error(fields, "A request from Slack failed");
      return false;
    }
  }

  return {
    init(app) {
      bolt = app;
    },
    start: async () => {},
    stop: () => Promise.allSettled(underWay),
    take(inbound) {
      const work = withinRequest(() => passOrSay(inbound));
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
  };
}

const object = z.looseObject({});
const event = z.looseObject({
  type: z.literal("event_callback"),
  event: z.looseObject({
    type: z.string(),
    user: z.union([z.string(), object]).optional(),
    channel: z.string().optional(),
    item: z.undefined().optional(),
    subteam: z.undefined().optional(),
  }),
  authorizations: z.array(object).nullish(),
});

const someone = { user: object, team: object.nullish() };
const press = z.looseObject({
  type: z.literal("block_actions"),
  ...someone,
  channel: object.nullish(),
  actions: z.array(z.looseObject({ action_id: z.string() })).min(1),
});
const submission = z.looseObject({
  type: z.literal("view_submission"),
  ...someone,
  view: z.looseObject({ callback_id: z.string() }),
});
const command = z.looseObject({ type: z.undefined().optional(), command: z.string() });

const request = z.union([event, press, submission, command]);

/**
 * A request that is for us, in a shape that Bolt can look at; null for all others. Bolt tells kinds apart by the keys
 * that are there, and reads into them without looking: what is not as documented would be an error of ours.
 */
function forBolt(body: unknown): Record<string, unknown> | null {
  const result = request.safeParse(body);
  if (!result.success) return null;
  const read: Record<string, unknown> = result.data;
  if (read["type"] === "event_callback") return read;
  const others = { event: undefined, response_urls: undefined };
  if (read["type"] === undefined) return { ...read, ...others };
  const actions = read["type"] === "block_actions" ? read["actions"] : undefined;
  const channel = read["channel"] ?? undefined;
  return { ...read, ...others, command: undefined, name: undefined, actions, channel };
}
