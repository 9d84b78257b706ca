import type { Messenger } from "../app/messenger.ts";
import type { Routes } from "../app/routes.ts";
import { AppError } from "../errors.ts";
import type { View } from "../view/view.ts";
import type { Trusts } from "./access.ts";
import { failure, unasked } from "./api-error.ts";
import { type Connector, channelOf } from "./connector.ts";
import { createDirect } from "./direct.ts";
import { fileAttachment } from "./file-cards.ts";
import { type Attachment, attachmentOf, messageOf } from "./message.ts";
import { putFile } from "./put-file.ts";
import { type ConversationReference, createReferences } from "./reference.ts";
import { createRosters } from "./rosters.ts";

export type MessengerOptions = {
  readonly connector: Connector;
  readonly routes: Routes;
  /** The tenant whose people are ours; null for a local client. */
  readonly ownTenant: string | null;
  /** Where people's files are, and whether they get any from bots; null, or left out: clients show none. */
  readonly files?: { readonly trusted: Trusts; readonly shown: () => boolean } | null;
  /** A View as an Adaptive Card. */
  readonly card: (view: View) => object;
  readonly log: { error(fields: object, message: string): void };
  readonly now?: () => number;
};

/** Teams as the core sees it. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { connector, routes, ownTenant, files = null, card, log, now = Date.now } = options;
  const byAddress = createRosters(connector, routes, now);
  const direct = createDirect(connector, routes, ownTenant);
  const referenceOf = createReferences(routes);

  function referenceTo(conversation: string): ConversationReference {
    const reference = referenceOf(conversation);
    if (reference === null) throw unasked("forbidden", "unknown_conversation");
    return reference;
  }

  /**
   * A file's place is taken by a card that says so, and a message without its buttons is better than none. That it came to
   * this is our bug, or Teams has an older version of the app, which takes no files.
   */
  async function asTaken<T>(view: View, send: (drawn: Attachment | null) => Promise<T>): Promise<T> {
    const file = view.file === undefined ? [] : [fileAttachment(view.file)];
    for (const drawn of [...file, attachmentOf(card(view))])
      try {
        return await send(drawn);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "invalid") throw error;
        const { contentType } = drawn;
        log.error(
          { source: "teams", detail: error.detail, contentType },
          "Teams refused the card of a message",
        );
      }
    return send(null);
  }

  async function send(
    reference: ConversationReference,
    conversation: string,
    view: View,
  ): Promise<string | null> {
    const { serviceUrl, kind, tenant, bot } = reference;
    const at = { serviceUrl, conversation };
    return asTaken(view, async (drawn) => {
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

    async letsIn() {
      await connector.token();
      // The directory knows nothing of a bot that was deleted: only the connector does, asked for somebody we have met.
      const { user, conversation, serviceUrl } = routes.all("person")[0]?.data ?? {};
      if (ownTenant === null || !user || !conversation || !serviceUrl) return;
      await connector.member({ serviceUrl, conversation }, user);
    },

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

    async whyClosed(channel) {
      const reference = referenceOf(channel);
      if (reference === null) return "unknown_conversation";
      try {
        await connector.pagedMembers({ ...reference, conversation: channel }, null);
        return null;
      } catch (error) {
        const isClosed =
          error instanceof AppError && (error.code === "forbidden" || error.code === "not_found");
        if (isClosed) return error.detail ?? error.code;
        throw error;
      }
    },

    async update(channel, message, view) {
      const reference = referenceTo(channel);
      const { id, conversation } = threadOf(reference, channelOf(channel), message);
      await asTaken(view, (drawn) =>
        connector.update(
          { serviceUrl: reference.serviceUrl, conversation },
          id,
          messageOf(view, drawn, reference, conversation),
        ),
      );
    },

    // A bot cannot read what stands in a conversation.
    lookFor: async () => "unknowable",

    ...(files && {
      maySendFiles: files.shown,
      putFile: (address, bytes) => putFile(address, bytes, files.trusted),
    }),

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
