import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { answer, serve, type Wire, wire, wires, words } from "./wire.ts";

export const TENANT = "5d9f3a1c-0b7e-4e21-8f60-2c4f7d9e1a10";
export const BOT = "28:0f0e7b52-3d61-4a6f-9a53-6a0c7a1c9d11";
const CARD = "application/vnd.microsoft.card.adaptive";
export const TEAM = "19:team-of-foreigners@thread.tacv2";

/** A member as Teams lists it: `id` and whatever else it feels like telling. */
export type Member = { readonly id: string; readonly aadObjectId: string } & Wire;
export type Post = { readonly conversation: string; readonly id: string; activity: Wire; edits: number };

export type ForeignTeams = Awaited<ReturnType<typeof foreignTeams>>;

type Outcome = readonly [status: number, body?: unknown, headers?: object];
type Call = { method: string; path: readonly string[]; query: URLSearchParams; body: Wire };

class No extends Error {
  readonly status: number;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
  }
}
const no = (status: number, code: string): never => {
  throw new No(status, code);
};

/**
 * The connector at a serviceUrl from Microsoft's documentation alone, with another choice wherever that leaves one: it asks
 * to wait once, has one precondition fail, takes its time, and forgets to say the id of what it took.
 */
export async function foreignTeams(
  people: readonly Member[],
  channels: Readonly<Record<string, string | undefined>>,
  forgetful: string,
) {
  const posts: Post[] = [];
  /** Everything that Teams would have turned down, or would have shown in another way than it was meant. */
  const complaints: string[] = [];
  const trouble = [429, 412];
  let forgotten = false;
  let count = 0;

  const chatOf = (aadObjectId: string): string => `a:1${Buffer.from(aadObjectId).toString("base64url")}`;
  const member = (id: string): Member =>
    people.find((each) => each.aadObjectId === id || each.id === id) ??
    no(404, "MemberNotFoundInConversation");
  const rootOf = (conversation: string): string => conversation.split(";")[0] ?? "";
  const known = (conversation: string): string => {
    const personal = people.some((each) => chatOf(each.aadObjectId) === conversation);
    return personal || Object.hasOwn(channels, rootOf(conversation))
      ? conversation
      : no(404, "ConversationNotFound");
  };
  const nextId = (): string => {
    count += 1;
    return String(1_748_000_000_000 + count * 7);
  };

  function checked(activity: Wire): Wire {
    if (activity["type"] !== "message") no(400, "BadSyntax");
    const cards = wires(activity["attachments"]);
    if (words(activity["text"]) === "" && cards.length === 0) no(400, "ActivityIsEmpty");
    if (words(activity["text"]) !== "" && cards.length > 0)
      complaints.push("text and card in one: shown as two messages");
    for (const { contentType, content } of cards) {
      const { type, version } = wire(content);
      if (contentType !== CARD || type !== "AdaptiveCard" || version !== "1.5")
        complaints.push(`${type} ${version}?`);
    }
    return activity;
  }

  function post(conversation: string, activity: Wire): Outcome {
    known(conversation);
    const id = nextId();
    const place = Object.hasOwn(channels, conversation) ? `${conversation};messageid=${id}` : conversation;
    posts.push({ conversation: place, id, activity: checked(activity), edits: 0 });
    const earlier = posts.filter((each) => each.conversation === conversation);
    if (conversation === forgetful && earlier.length === 2 && !forgotten) {
      forgotten = true;
      return [202];
    }
    return [count % 2 === 0 ? 200 : 201, { serviceUrl: "ignored", id }];
  }

  function edit(conversation: string, id: string, activity: Wire): Outcome {
    const same = (each: Post): boolean =>
      each.id === id && rootOf(each.conversation) === rootOf(known(conversation));
    const found = posts.find(same) ?? no(404, "ActivityNotFoundInConversation");
    found.activity = checked(activity);
    found.edits += 1;
    return [200, { id }];
  }

  function create(body: Wire): Outcome {
    if (wire(wire(body["channelData"])["tenant"])["id"] !== TENANT && body["tenantId"] !== TENANT)
      no(400, "BadArgument");
    if (body["isGroup"] === true) {
      const channel = words(wire(wire(body["channelData"])["channel"])["id"]);
      const [, said] = post(channel, wire(body["activity"]));
      const id = words(wire(said)["id"]);
      return [201, { id: `${channel};messageid=${id}`, activityId: id }];
    }
    const [first] = wires(body["members"]);
    return [201, { id: chatOf(member(words(first?.["id"])).aadObjectId) }];
  }

  /** Two to a page, whatever was asked for. */
  function page(query: URLSearchParams): Outcome {
    const start = Number(query.get("continuationToken")?.replace("from-", "") ?? 0);
    const more = start + 2 < people.length ? { continuationToken: `from-${start + 2}` } : {};
    return [200, { ...more, members: people.slice(start, start + 2) }];
  }

  const teamChannels = (): Outcome => [
    200,
    { conversations: Object.entries(channels).map(([id, name]) => ({ type: "standard", name, id })) },
  ];

  function conversations({ method, path, query, body }: Call): Outcome {
    const [id = "", what, which] = path;
    switch (`${method} ${what ?? ""}`) {
      case "POST ":
        return create(body);
      case "POST activities":
        return post(id, body);
      case "PUT activities":
        return edit(id, which ?? "", body);
      case "GET pagedmembers":
        return known(id) === id ? page(query) : no(404, "ConversationNotFound");
      case "GET members":
        return which === undefined ? [200, people] : [200, member(which)];
      default:
        return no(405, "MethodNotAllowed");
    }
  }

  async function handle(call: Call): Promise<Outcome> {
    const { method, path } = call;
    const [, area, id, what] = path;
    const status = method === "POST" && path.at(3) === "activities" ? trouble.shift() : undefined;
    if (status === 429) return [429, { error: { code: "Throttled" } }, { "Retry-After": "1" }];
    if (status === 412) return [412, { error: { code: "PreconditionFailed" } }];
    await wait(count % 5 === 4 ? 700 : 20);
    try {
      if (area === "conversations") return conversations({ ...call, path: path.slice(2) });
      if (area === "teams" && id === TEAM) {
        return what === "conversations"
          ? teamChannels()
          : [200, { id, name: "Foreigners", aadGroupId: randomUUID() }];
      }
      return no(404, "NotFound");
    } catch (error) {
      if (!(error instanceof No)) throw error;
      complaints.push(`${method} ${path.join("/")}: ${error.message}`);
      return [error.status, { error: { innerHttpError: null, message: "…", code: error.message } }];
    }
  }

  const server = await serve(async (req, res, body) => {
    const url = new URL(req.url ?? "/", "http://foreign.invalid");
    const path = url.pathname.split("/").slice(2).map(decodeURIComponent);
    const parsed = body === "" ? {} : wire(JSON.parse(body));
    const outcome = await handle({ method: req.method ?? "", path, query: url.searchParams, body: parsed });
    const [status, said, headers] = outcome;
    if (said === undefined) res.writeHead(status).end();
    else answer(res, status, said, headers);
  });
  return {
    ...{ ...server, url: `${server.url}/emea/`, posts, complaints, chatOf, member },
    /** A person's own message in a channel begins a thread of this id. */
    newThread: (channel: string) => `${channel};messageid=${nextId()}`,
  };
}
