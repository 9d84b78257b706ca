import { z } from "zod";
import { cleanLine } from "../../view/core/clean.ts";
import type { View } from "../../view/core/view.ts";
import type { Conversation, ConversationAt } from "../conversations.ts";
import { type CallOptions, createCall } from "./call.ts";

const QUICK_MS = 2_500;

const word = z.string().nullish();

/** What we read of a person in a conversation. Microsoft's pages say `objectId`, its SDK `aadObjectId`. */
const teamsMember = z.object({
  ...{ id: z.string().min(1), name: word, givenName: word, surname: word, aadObjectId: word, objectId: word },
  ...{ email: word, userPrincipalName: word, tenantId: word, userRole: word },
});
export type TeamsMember = z.infer<typeof teamsMember>;

const page = z.object({ members: z.array(z.unknown()), continuationToken: word });
const channels = z.object({ conversations: z.array(z.object({ id: z.string().min(1), name: word })) });
const opened = z.object({ id: z.string().min(1), activityId: word });
/** Sometimes a message is accepted and its id is not told. */
const accepted = z.object({ id: word }).nullish();

type Body = Readonly<Record<string, unknown>>;

/** The Bot Connector's REST interface. Each call is one request; failures are AppErrors (see `Messenger`). */
export type Connector = ReturnType<typeof createConnector>;

export function createConnector(options: CallOptions) {
  const call = createCall(options);
  const reading = { method: "GET" } as const;
  const posting = { method: "POST" } as const;
  return {
    /** Has the directory give a token, unless the last one is still good. */
    token: () => options.tokens.get(),

    /** A personal conversation: asking again gives the same one. */
    async openPersonal(serviceUrl: string, body: Body): Promise<string> {
      const path = ["conversations"];
      return (await call({ ...posting, kind: "repeatable", serviceUrl, path, body, schema: opened })).id;
    },

    startThread: ({ serviceUrl, id }: ConversationAt, body: Body) =>
      call({ ...posting, counts: id, serviceUrl, path: ["conversations"], body, schema: opened }),

    async send({ serviceUrl, id }: ConversationAt, body: Body): Promise<string | null> {
      const path = ["conversations", id, "activities"];
      return (await call({ ...posting, serviceUrl, path, body, schema: accepted }))?.id || null;
    },

    async update({ serviceUrl, id }: ConversationAt, message: string, activity: Body): Promise<void> {
      const path = ["conversations", id, "activities", message];
      const body = { ...activity, id: message };
      await call({ method: "PUT", serviceUrl, path, body, schema: z.unknown() });
    },

    /** `user` is a `29:…` id or an object id of the directory. */
    async member({ serviceUrl, id }: ConversationAt, user: string): Promise<TeamsMember> {
      const path = ["conversations", id, "members", user];
      return call({ ...reading, within: QUICK_MS, serviceUrl, path, schema: teamsMember });
    },

    async pagedMembers({ serviceUrl, id }: ConversationAt, continuationToken: string | null) {
      const path = ["conversations", id, "pagedmembers"];
      const query = { pageSize: "500", ...(continuationToken === null ? {} : { continuationToken }) };
      const answer = await call({ ...reading, serviceUrl, path, query, schema: page });
      // One odd entry does not hide the others.
      const members = answer.members.flatMap((one) => teamsMember.safeParse(one).data ?? []);
      return { members, continuationToken: answer.continuationToken || null };
    },

    async channels(serviceUrl: string, id: string) {
      const path = ["teams", id, "conversations"];
      return (await call({ ...reading, serviceUrl, path, schema: channels })).conversations;
    },
  };
}

const CARD_TYPE = "application/vnd.microsoft.card.adaptive";
const SUMMARY_LIMIT = 800;

const summaryOf = (text: string): string => cleanLine(text, SUMMARY_LIMIT) || "…";

export type Attachment = {
  readonly contentType: string;
  readonly content: object;
  readonly name?: string;
  readonly contentUrl?: string;
};

export const attachmentOf = (card: object): Attachment => ({ contentType: CARD_TYPE, content: card });

/** Words and a card together would be shown as two messages, so the summary is only what the notification says. */
const attachedMessage = (attachment: Attachment, summary: string) => ({
  type: "message",
  summary: summaryOf(summary),
  attachments: [attachment],
});

export const cardMessage = (card: object, summary: string) => attachedMessage(attachmentOf(card), summary);

export const textMessage = (text: string) => ({ type: "message", text, textFormat: "plain" });

/** A View as a message that nobody has just asked for. `attachment` null: its words alone. */
export function activityFrom(view: View, attachment: Attachment | null, to: Conversation, id: string): Body {
  const user = to.person?.data["user"];
  const said =
    attachment === null ? textMessage(summaryOf(view.summary)) : attachedMessage(attachment, view.summary);
  const recipient = user ? { recipient: { id: user } } : {};
  return { ...said, channelId: "msteams", from: to.bot, conversation: { id }, ...recipient };
}
