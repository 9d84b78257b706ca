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
  const reading = { kind: "read", method: "GET" } as const;
  const posting = { kind: "write", method: "POST" } as const;
  const conversations = ["conversations"];
  return {
    /** Has the directory give a token, unless the last one is still good. */
    token: () => options.tokens.get(),

    /** A personal conversation: asking again gives the same one. */
    async openPersonal(serviceUrl: string, body: NewConversation): Promise<string> {
      const opening = { ...posting, kind: "repeatable", counts: "personal" } as const;
      return (await call({ ...opening, serviceUrl, path: conversations, body, schema: opened })).id;
    },

    /** A new thread in a channel with its first message. */
    async startThread(
      { serviceUrl, id }: ConversationAt,
      body: NewConversation,
    ): Promise<{ id: string; activityId: string | null }> {
      const path = conversations;
      const answer = await call({ ...posting, counts: id, serviceUrl, path, body, schema: opened });
      return { id: answer.id, activityId: answer.activityId || null };
    },

    /** The message's id, or null when the service does not tell it. */
    async send({ serviceUrl, id }: ConversationAt, body: OutgoingActivity): Promise<string | null> {
      const path = [...conversations, id, "activities"];
      const counts = withoutThread(id);
      return (await call({ ...posting, counts, serviceUrl, path, body, schema: accepted }))?.id || null;
    },

    async update(
      { serviceUrl, id }: ConversationAt,
      message: string,
      activity: OutgoingActivity,
    ): Promise<void> {
      const path = [...conversations, id, "activities", message];
      const putting = { ...posting, method: "PUT", counts: withoutThread(id) } as const;
      const body = { ...activity, id: message };
      await call({ ...putting, serviceUrl, path, body, schema: z.unknown() });
    },

    /** `user` is a `29:…` id or an object id of the directory. */
    async member({ serviceUrl, id }: ConversationAt, user: string): Promise<TeamsMember> {
      const path = [...conversations, id, "members", user];
      return call({ ...reading, counts: id, within: QUICK_MS, serviceUrl, path, schema: teamsMember });
    },

    async pagedMembers(
      { serviceUrl, id }: ConversationAt,
      continuationToken: string | null,
    ): Promise<{ members: TeamsMember[]; continuationToken: string | null }> {
      const path = [...conversations, id, "pagedmembers"];
      const query = { pageSize: "500", ...(continuationToken === null ? {} : { continuationToken }) };
      const answer = await call({ ...reading, counts: id, serviceUrl, path, query, schema: page });
      // One odd entry does not hide the others.
      const members = answer.members.flatMap((one) => teamsMember.safeParse(one).data ?? []);
      return { members, continuationToken: answer.continuationToken || null };
    },

    async channels(serviceUrl: string, id: string): Promise<{ id: string; name: string | null }[]> {
      const path = ["teams", id, "conversations"];
      const answer = await call({ ...reading, counts: id, serviceUrl, path, schema: channels });
      return answer.conversations.map(({ id: channel, name }) => ({ id: channel, name: name ?? null }));
    },
  };
}
