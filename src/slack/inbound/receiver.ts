import type { AckFn, App as Bolt, Receiver } from "@slack/bolt";
import { AppError } from "../../lib/errors.ts";
import { describe, type Log } from "../../lib/log.ts";
import type { IdentityHolder } from "../identity.ts";
import { readRequest, toldTo } from "./payload.ts";

export type Inbound = { readonly body: unknown; readonly ack: AckFn<unknown> };

export type Requests = Receiver & {
  /** Resolves when all of it is done. false: it failed, and Slack is to send it again. */
  take(inbound: Inbound): Promise<boolean>;
};

const DEEDS = ["block_actions", "view_submission"];

/** Where both ways in meet. An event that is not for us is acknowledged, so that Slack does not send it again. */
export function createRequests({ isOurs }: Pick<IdentityHolder, "isOurs">, log: Log): Requests {
  const underWay = new Set<Promise<boolean>>();
  let bolt: Bolt | null = null;

  async function pass({ body: raw, ack }: Inbound): Promise<void> {
    const body = readRequest(raw, log);
    if (bolt === null) return;
    // The person hears from Slack that it failed, rather than see their form closed.
    if (body === null) return isDeed(raw) ? undefined : ack();
    if (body.type !== "event_callback") return bolt.processEvent({ body, ack });
    const isForUs = isOurs(toldTo(body));
    if (isForUs === null) throw new AppError("unavailable", "Slack has not said yet who the bot is");
    if (!isForUs) return ack();
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
      // Known to go wrong, such as a Slack that does not say who the bot is: that is no fault of ours.
      const fields = { source: "slack", error: describe(error) };
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
      const work = passOrSay(inbound);
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
  };
}

/** A person has pressed, sent or typed it. Everything else Slack itself tells or asks. */
const isDeed = (raw: unknown): boolean =>
  typeof raw === "object" &&
  raw !== null &&
  ("command" in raw || ("type" in raw && DEEDS.includes(String(raw.type))));
