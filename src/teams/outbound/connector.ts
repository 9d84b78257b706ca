import { z } from "zod";
import { type ConversationAt, withoutThread } from "../conversation.ts";
import { type CallOptions, createCall } from "./call.ts";

/** While a person waits for an answer. */
const QUICK_MS = 2_500;

const word = z.string().nullish();

/** What we read of a person in a conversation. Microsoft's pages say `objectId`, its SDK `aadObjectId`. */
export const teamsMember = z.object({
  id: z.string().min(1),
  name: word,
  givenName: word,
  surname: word,
  aadObjectId: word,
  objectId: word,
  email: word,
  userPrincipalName: word,
  tenantId: word,
  userRole: word,
});
export type TeamsMember = z.infer<typeof teamsMember>;

const page = z.object({ members: z.array(z.unknown()), continuationToken: word });
const channels = z.object({ conversations: z.array(z.object({ id: z.string().min(1), name: word })) });
const opened = z.object({ id: z.string().min(1), activityId: word });
/** Sometimes a message is accepted and its id is not told. */
const accepted = z.object({ id: word }).nullish();

export type NewConversation = Readonly<Record<string, unknown>>;
/** A message as the connector takes it. */
export type OutgoingActivity = Readonly<Record<string, unknown>>;

/** The Bot Connector's REST interface. Each call is one request; failures are AppErrors (see `Messenger`). */
export type Connector = ReturnType<typeof createConnector>;

export function createConnector(options: CallOptions) {
  const call = createCall(options);
  return {
    /** Has the directory give a token, unless the last one is still good. */
    token: () => options.tokens.get(),

    /** A personal conversation: asking again gives the same one. */
    async openPersonal(serviceUrl: string, parameters: NewConversation): Promise<string> {
      const shared = {
        kind: "repeatable",
        method: "POST",
        counts: "personal",
        path: ["conversations"],
      } as const;
      const { id } = await call({ ...shared, serviceUrl, body: parameters, schema: opened });
      return id;
    },

    /** A new thread in a channel with its first message. */
    async startThread(
      { serviceUrl, id: conversation }: ConversationAt,
      parameters: NewConversation,
    ): Promise<{ id: string; activityId: string | null }> {
      const shared = {
        kind: "write",
        method: "POST",
        counts: conversation,
        path: ["conversations"],
      } as const;
      const answer = await call({ ...shared, serviceUrl, body: parameters, schema: opened });
      return { id: answer.id, activityId: answer.activityId || null };
    },

    /** The message's id, or null when the service does not tell it. */
    async send(
      { serviceUrl, id: conversation }: ConversationAt,
      activity: OutgoingActivity,
    ): Promise<string | null> {
      const path = ["conversations", conversation, "activities"];
      const shared = { kind: "write", method: "POST", counts: withoutThread(conversation) } as const;
      const answer = await call({ ...shared, serviceUrl, path, body: activity, schema: accepted });
      return answer?.id || null;
    },

    async update(
      { serviceUrl, id: conversation }: ConversationAt,
      id: string,
      activity: OutgoingActivity,
    ): Promise<void> {
      const path = ["conversations", conversation, "activities", id];
      const shared = { kind: "write", method: "PUT", counts: withoutThread(conversation) } as const;
      await call({ ...shared, serviceUrl, path, body: { ...activity, id }, schema: z.unknown() });
    },

    /** `user` is a `29:…` id or an object id of the directory. */
    async member({ serviceUrl, id: conversation }: ConversationAt, user: string): Promise<TeamsMember> {
      const path = ["conversations", conversation, "members", user];
      const shared = { kind: "read", method: "GET", counts: conversation, within: QUICK_MS } as const;
      return call({ ...shared, serviceUrl, path, schema: teamsMember });
    },

    async pagedMembers(
      { serviceUrl, id: conversation }: ConversationAt,
      continuationToken: string | null,
    ): Promise<{ members: TeamsMember[]; continuationToken: string | null }> {
      const path = ["conversations", conversation, "pagedmembers"];
      const query = { pageSize: "500", ...(continuationToken === null ? {} : { continuationToken }) };
      const shared = { kind: "read", method: "GET", counts: conversation } as const;
      const answer = await call({ ...shared, serviceUrl, path, query, schema: page });
      // One odd entry does not hide the others.
      const members = answer.members.flatMap((one) => teamsMember.safeParse(one).data ?? []);
      return { members, continuationToken: answer.continuationToken || null };
    },

    async channels(serviceUrl: string, id: string): Promise<{ id: string; name: string | null }[]> {
      const path = ["teams", id, "conversations"];
      const answer = await call({
        kind: "read",
        method: "GET",
        serviceUrl,
        counts: id,
        path,
        schema: channels,
      });
      return answer.conversations.map(({ id: channel, name }) => ({ id: channel, name: name ?? null }));
    },
  };
}
