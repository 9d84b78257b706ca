import type { Messenger } from "../app/messenger.ts";
import type { Routes } from "../app/routes.ts";
import { AppError } from "../errors.ts";
import type { View } from "../view/view.ts";
import { failure, unasked } from "./api-error.ts";
import { type Connector, channelOf } from "./connector.ts";
import { createDirect } from "./direct.ts";
import { messageOf } from "./message.ts";
import { type ConversationReference, referenceOf } from "./reference.ts";
import { createRosters } from "./rosters.ts";

export type MessengerOptions = {
  readonly connector: Connector;
  readonly routes: Routes;
  /** The tenant whose people are ours; null for a local client. */
  readonly ownTenant: string | null;
  /** A View as an Adaptive Card. */
  readonly card: (view: View) => object;
  readonly log: { error(fields: object, message: string): void };
  readonly now?: () => number;
};

/** Teams as the core sees it. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { connector, routes, ownTenant, card, log, now = Date.now } = options;
  const byAddress = createRosters(connector, routes, now);
  const direct = createDirect(connector, routes, ownTenant);

  function referenceTo(conversation: string): ConversationReference {
    const reference = referenceOf(routes, conversation);
    if (reference === null) throw unasked("forbidden", "unknown_conversation");
    return reference;
  }

  /** A message without its buttons is better than none; that it came to this is our bug. */
  async function withoutCardIfRefused<T>(view: View, send: (card: object | null) => Promise<T>): Promise<T> {
    try {
      return await send(card(view));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "invalid") throw error;
      log.error({ source: "teams", detail: error.detail }, "Teams refused the card of a message");
      return send(null);
    }
  }

  async function send(
    reference: ConversationReference,
    conversation: string,
    view: View,
  ): Promise<string | null> {
    const { serviceUrl, kind, tenant, bot } = reference;
    const at = { serviceUrl, conversation };
    return withoutCardIfRefused(view, async (drawn) => {
      const activity = messageOf(view, drawn, reference, conversation);
      if (kind !== "channel") return connector.send(at, activity);
      const thread = await connector.startThread(at, {
        isGroup: true,
        bot,
        tenantId: tenant,
        channelData: { channel: { id: conversation }, tenant: { id: tenant } },
        activity,
      });
      return messageIdOf(conversation, thread);
    });
  }

  return {
    platform: "teams",
    home: "message",
    account: direct.account,
    openDirect: direct.open,

    async findByAddress(address) {
      const found = await byAddress(address);
      return found && direct.meet(found);
    },

    async post(channel, view) {
      const reference = referenceTo(channel);
      try {
        return await send(reference, channelOf(channel), view);
      } catch (error) {
        const gone = error instanceof AppError && error.code === "not_found";
        if (gone && reference.person !== null && direct.lost(reference.person))
          throw failure("unavailable", "conversation_gone");
        // Of a whole channel it means that it is closed to us; of a thread, in an update, that the message is gone.
        if (!gone || reference.person !== null) throw error;
        throw failure("forbidden", error.detail ?? "not_found", { asked: error.asked });
      }
    },

    async update(channel, message, view) {
      const reference = referenceTo(channel);
      const { id, conversation } = threadOf(reference, channelOf(channel), message);
      await withoutCardIfRefused(view, (drawn) =>
        connector.update(
          { serviceUrl: reference.serviceUrl, conversation },
          id,
          messageOf(view, drawn, reference, conversation),
        ),
      );
    },

    // A bot cannot read what stands in a conversation.
    lookFor: async () => "unknowable",

    publishHome: async () => {},
  };
}

/** A channel's thread is named after its first message; where a client names it otherwise, the name is kept beside. */
function messageIdOf(channel: string, thread: { id: string; activityId: string | null }): string | null {
  const named = /;messageid=(.+)$/.exec(thread.id)?.[1];
  const id = thread.activityId ?? named ?? null;
  if (id === null || thread.id === `${channel};messageid=${id}`) return id;
  return `${id} ${thread.id}`;
}

function threadOf(
  reference: ConversationReference,
  channel: string,
  message: string,
): { id: string; conversation: string } {
  const [id = message, thread] = message.split(" ", 2);
  if (thread !== undefined) return { id, conversation: thread };
  return { id, conversation: reference.kind === "channel" ? `${channel};messageid=${id}` : channel };
}
