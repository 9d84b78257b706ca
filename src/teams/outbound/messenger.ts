import type { Messenger } from "../../app/core/app.ts";
import type { References } from "../../app/messages/conversation-references.ts";
import { AppError } from "../../lib/errors.ts";
import type { View } from "../../view/core/view.ts";
import type { Trusts } from "../access.ts";
import { storedMessage, threadOf, withoutThread } from "../activity.ts";
import { type Conversation, createConversations } from "../conversations.ts";
import { fileAttachment, putFile } from "../files.ts";
import { failure, neverAsked } from "./call.ts";
import { type Attachment, activityFrom, attachmentOf, type Connector } from "./connector.ts";
import { createPeople } from "./people.ts";

export type MessengerOptions = {
  readonly connector: Connector;
  readonly references: References;
  /** The tenant whose people are ours; null for a local client. */
  readonly ownTenant: string | null;
  /** Where people's files are; null, or left out: clients show none. */
  readonly files?: Trusts | null;
  readonly card: (view: View) => object;
  readonly log: { error(fields: object, message: string): void };
  readonly now?: () => number;
};

export function createMessenger(options: MessengerOptions): Messenger {
  const { connector, references, ownTenant, files = null, card, log, now = Date.now } = options;
  const conversations = createConversations(references);
  const people = createPeople(connector, references, ownTenant, now);

  function known(id: string): Conversation {
    const conversation = conversations.find(id);
    if (conversation === null) throw neverAsked("forbidden", "unknown_conversation");
    return conversation;
  }

  /** Better a message without its file or buttons than none. That it came to this is our bug, or the app is older. */
  async function asTaken<T>(view: View, send: (drawn: Attachment | null) => Promise<T>): Promise<T> {
    const file = view.file === undefined ? [] : [fileAttachment(view.file)];
    for (const drawn of [...file, attachmentOf(card(view))])
      try {
        return await send(drawn);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "invalid") throw error;
        const fields = { source: "teams", detail: error.detail, contentType: drawn.contentType };
        log.error(fields, "Teams refused the card of a message");
      }
    return send(null);
  }

  async function send(to: Conversation, id: string, view: View): Promise<string | null> {
    const { serviceUrl, kind, tenant, bot } = to;
    const at = { serviceUrl, id };
    return asTaken(view, async (drawn) => {
      const activity = activityFrom(view, drawn, to, id);
      if (kind !== "channel") return connector.send(at, activity);
      const channelData = { channel: { id }, tenant: { id: tenant } };
      const body = { isGroup: true, bot, tenantId: tenant, channelData, activity };
      const thread = await connector.startThread(at, body);
      const message = thread.activityId || /;messageid=(.+)$/.exec(thread.id)?.[1] || null;
      return message && storedMessage(id, message, thread.id);
    });
  }

  return {
    platform: "teams",
    home: "message",

    async letsIn() {
      await connector.token();
      // The directory knows nothing of a bot that was deleted: only the connector does, asked for somebody we have met.
      const { user, conversation, serviceUrl } = references.all("person")[0]?.data ?? {};
      if (ownTenant === null || !user || !conversation || !serviceUrl) return;
      await connector.member({ serviceUrl, id: conversation }, user);
    },

    account: people.account,
    openDirect: people.open,
    findByAddress: people.findByAddress,
    groupMembers: people.membersOf,
    groups: async () => references.all("team").map(({ id, label: name }) => ({ id, name, size: null })),

    async post(id, view) {
      const conversation = known(id);
      const { person } = conversation;
      try {
        return await send(conversation, withoutThread(id), view);
      } catch (error) {
        const gone = error instanceof AppError && error.code === "not_found";
        if (gone && person !== null && people.lost(person)) throw failure("unavailable", "conversation_gone");
        // Of a whole channel it means that it is closed to us; of a thread, in an update, that the message is gone.
        if (!gone || person !== null) throw error;
        throw failure("forbidden", error.detail ?? "not_found", { asked: error.asked });
      }
    },

    async whyClosed(id) {
      const conversation = conversations.find(id);
      if (conversation === null) return "unknown_conversation";
      try {
        await connector.pagedMembers({ ...conversation, id }, null);
        return null;
      } catch (error) {
        if (!(error instanceof AppError) || !["forbidden", "not_found"].includes(error.code)) throw error;
        return error.detail ?? error.code;
      }
    },

    async update(id, message, view) {
      const conversation = known(id);
      const channel = withoutThread(id);
      const [own = message, named] = message.split(" ", 2);
      const thread = named ?? (conversation.kind === "channel" ? threadOf(channel, own) : channel);
      const at = { serviceUrl: conversation.serviceUrl, id: thread };
      await asTaken(view, (drawn) =>
        connector.update(at, own, activityFrom(view, drawn, conversation, thread)),
      );
    },

    // A bot cannot read what stands in a conversation.
    lookFor: async () => "unknowable",

    ...(files && { maySendFiles: () => true, putFile: (address, bytes) => putFile(address, bytes, files) }),

    publishHome: async () => {},
  };
}
