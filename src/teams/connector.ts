import { z } from "zod";
import { type CallKind, failure, networkError, refusal, UNTRUSTED, unreadable } from "./api-error.ts";
import { exchange } from "./exchange.ts";
import type { Pace } from "./pace.ts";
import type { Tokens } from "./tokens.ts";

const BACKGROUND_MS = 10_000;
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
const team = z.object({ id: word, name: word, aadGroupId: word });
const opened = z.object({ id: z.string().min(1), activityId: word });
/** Sometimes a message is accepted and its id is not told. */
const accepted = z.object({ id: word }).nullish();

export type NewConversation = Readonly<Record<string, unknown>>;
export type Activity = Readonly<Record<string, unknown>>;

/** Where a service is and what is meant there. Its address comes with every inbound activity and may move. */
export type At = { readonly serviceUrl: string; readonly conversation: string };

export type ConnectorOptions = {
  readonly tokens: Tokens;
  readonly pace: Pace;
  /** Whether our token may be sent to this address. */
  readonly trusts: (serviceUrl: URL) => boolean;
  readonly timeoutMs?: number;
};

/** The Bot Connector's REST interface. Each call is one request; failures are AppErrors (see `Messenger`). */
export type Connector = ReturnType<typeof createConnector>;

/**
 * Plain fetch with the SDK's token, because the SDK's own client repeats a POST after an error or a reset by itself, its
 * options reach neither that nor a timeout, and it drops properties that it does not know.
 */
export function createConnector({ tokens, pace, trusts, timeoutMs = BACKGROUND_MS }: ConnectorOptions) {
  type Call<T> = {
    readonly kind: CallKind;
    readonly method: "GET" | "POST" | "PUT";
    readonly serviceUrl: string;
    /** For the pace: the conversation that it counts for. */
    readonly counts: string;
    readonly path: readonly string[];
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly schema: z.ZodType<T>;
    readonly within?: number;
  };

  async function call<T>(asked: Call<T>): Promise<T> {
    const { kind, method, counts, body, schema } = asked;
    const url = addressOf(asked);
    const lane = kind === "read" ? "read" : "send";
    const token = await tokens.get();
    const wait = pace.take(lane, counts);
    if (wait > 0) throw failure("rate_limited", "own_pace", { retryAfterMs: wait });
    const within = asked.within ?? timeoutMs;
    const answer = await exchange({ method, url, token, body, timeoutMs: within }).catch((error: unknown) => {
      throw networkError(kind, error);
    });
    if (answer.status < 200 || answer.status > 299) {
      if (answer.status === 401) tokens.refused();
      if (answer.status === 429 && answer.retryAfterMs !== undefined)
        pace.pause(lane, counts, answer.retryAfterMs);
      throw refusal(kind, answer);
    }
    const read = answer.readable ? schema.safeParse(answer.json) : null;
    if (!read?.success) throw unreadable(kind);
    return read.data;
  }

  function addressOf({ serviceUrl, path, query = {} }: Call<unknown>): string {
    const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : null;
    if (url === null || !trusts(url)) throw failure("invalid", UNTRUSTED);
    // Ids are the service's own, but a person's may come from a form: none of them leads out of its folder.
    if (path.some((part) => /^\.{0,2}$/.test(part))) throw failure("not_found", "no_such_id");
    url.pathname = `${url.pathname.replace(/\/+$/, "")}/v3/${path.map(encodeURIComponent).join("/")}`;
    url.search = new URLSearchParams(query).toString();
    url.hash = "";
    return url.href;
  }

  return {
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
      { serviceUrl, conversation }: At,
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
    async send({ serviceUrl, conversation }: At, activity: Activity): Promise<string | null> {
      const path = ["conversations", conversation, "activities"];
      const shared = { kind: "write", method: "POST", counts: channelOf(conversation) } as const;
      const answer = await call({ ...shared, serviceUrl, path, body: activity, schema: accepted });
      return answer?.id || null;
    },

    async update({ serviceUrl, conversation }: At, id: string, activity: Activity): Promise<void> {
      const path = ["conversations", conversation, "activities", id];
      const shared = { kind: "repeatable", method: "PUT", counts: channelOf(conversation) } as const;
      await call({ ...shared, serviceUrl, path, body: { ...activity, id }, schema: z.unknown() });
    },

    /** `user` is a `29:…` id or an object id of the directory. */
    async member({ serviceUrl, conversation }: At, user: string): Promise<TeamsMember> {
      const path = ["conversations", conversation, "members", user];
      const shared = { kind: "read", method: "GET", counts: conversation, within: QUICK_MS } as const;
      return call({ ...shared, serviceUrl, path, schema: teamsMember });
    },

    async pagedMembers(
      { serviceUrl, conversation }: At,
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

    async team(serviceUrl: string, id: string): Promise<z.infer<typeof team>> {
      return call({ kind: "read", method: "GET", serviceUrl, counts: id, path: ["teams", id], schema: team });
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

/** `19:…@thread.tacv2;messageid=17…` is a thread in the channel before the semicolon. */
export const channelOf = (conversation: string): string => conversation.split(";", 1)[0] ?? conversation;
