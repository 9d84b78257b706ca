import type { IncomingMessage, ServerResponse } from "node:http";
import type { Messenger } from "../../src/app/messenger.ts";
import { createRoutes } from "../../src/app/routes.ts";
import type { Account, Platform } from "../../src/domain/person.ts";
import { createPace, type Pace } from "../../src/pace.ts";
import { client } from "../../src/slack/clients.ts";
import { createIdentity } from "../../src/slack/identity.ts";
import { boltLogger } from "../../src/slack/log.ts";
import { createMessenger as createSlackMessenger } from "../../src/slack/outbound/messenger.ts";
import { openStore } from "../../src/store/store.ts";
import { createConnector } from "../../src/teams/outbound/connector.ts";
import { createMessenger as createTeamsMessenger } from "../../src/teams/outbound/messenger.ts";
import { type Around, createAround, SLACK_TEAM, START, TENANT } from "../support/bot.ts";
import { listenRaw } from "../support/raw-server.ts";
import { createGate, type Gate } from "./gate.ts";

/** Long enough for a busy machine that answers, and short where nobody does. */
const TIMEOUT_MS = 600;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** When which message came, on the clock of the bot. */
export type Arrival = {
  readonly platform: Platform;
  readonly channel: string;
  readonly key: string;
  readonly at: number;
};

export type WiredChats = {
  readonly around: Around;
  readonly store: ReturnType<typeof openStore>;
  readonly gates: Readonly<Record<Platform, Gate>>;
  readonly arrivals: readonly Arrival[];
  /** Calls that the bot made, whatever became of them. */
  readonly calls: Readonly<Record<Platform, number>>;
  readonly through: (messenger: Messenger) => Messenger;
  close(): Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: what the bot sends is read where it is used
type Body = any;

/**
 * The chats in memory, behind the wire formats of Slack and Teams: what the bot sends goes through its real clients, over
 * real HTTP and through a gate that can be shut. A message's text is its key, so that both chats tell which one came.
 */
export async function wiredChats(): Promise<WiredChats> {
  const around = createAround();
  const store = openStore({ path: ":memory:", kind: "real", clock: () => around.clock.now });
  const arrivals: Arrival[] = [];
  const arrived = (platform: Platform, channel: string, key: string) =>
    void arrivals.push({ platform, channel, key, at: around.clock.now });

  const slack = await listenRaw(answering((path, body) => slackAnswer(around, arrived, path, body)));
  const teams = await listenRaw(answering((path, body) => teamsAnswer(around, arrived, path, body)));
  const gates = { slack: await createGate(portOf(slack.url)), teams: await createGate(portOf(teams.url)) };

  const calls = { slack: 0, teams: 0 };
  const paceOf = (platform: Platform): Pace => {
    const pace = createPace(() => around.clock.now - START);
    return (lanes, work) =>
      pace(lanes, () => {
        calls[platform] += 1;
        return work();
      });
  };
  const messengers = {
    slack: slackMessenger(gates, paceOf("slack")),
    teams: teamsMessenger(gates, paceOf("teams")),
  };

  function slackMessenger({ slack: { url } }: WiredChats["gates"], pace: Pace): Messenger {
    const one = client("xoxb-1", `${url}/api/`, boltLogger(quiet), TIMEOUT_MS);
    const clients = { interactive: one, quick: one, background: one, token: "xoxb-1", scopes: () => null };
    return createSlackMessenger({
      clients,
      apiUrl: `${url}/api/`,
      identity: createIdentity(one),
      pace,
      now: Date.now,
      log: quiet,
    });
  }

  function teamsMessenger({ teams: { url } }: WiredChats["gates"], pace: Pace): Messenger {
    const tokens = { get: async () => "t0ken", refused() {} };
    const routes = createRoutes(store, "teams");
    const common = { serviceUrl: `${url}/`, tenant: TENANT, bot: "28:app", botName: "Setup" };
    for (const id of ["t-approvals", "t-news"])
      routes.note({ kind: "channel", id, label: id, data: { ...common, kind: "channel" } });
    const connector = createConnector({ tokens, pace, trusts: () => true, timeoutMs: TIMEOUT_MS });
    const messenger = createTeamsMessenger({
      ...{ connector, routes, ownTenant: TENANT, log: quiet, now: () => around.clock.now },
      card: () => ({ type: "AdaptiveCard", version: "1.5" }),
    });
    // Whoever is asked about has written to the bot.
    const meet = (id: string) => {
      if (routes.get("person", id) !== null) return;
      const data = { ...common, user: id, conversation: `dm-${id}`, locale: "", timezone: "" };
      routes.note({ kind: "person", id, label: id, data });
    };
    return {
      ...messenger,
      account: (id) => {
        meet(id);
        return messenger.account(id);
      },
    };
  }

  return {
    ...{ around, store, gates, arrivals, calls },
    through: ({ platform }) => {
      const messenger = messengers[platform];
      return {
        ...messenger,
        post: (channel, view, key) => messenger.post(channel, { ...view, summary: key }, key),
      };
    },
    async close() {
      await Promise.all([gates.slack.close(), gates.teams.close(), slack.close(), teams.close()]);
      store.close();
    },
  };
}

const portOf = (url: string): number => Number(new URL(url).port);

type Arrived = (platform: Platform, channel: string, key: string) => void;
type Answered = { readonly status: number; readonly body: object };

function answering(answer: (path: string, body: Body) => Promise<Answered>) {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const isForm = (request.headers["content-type"] ?? "").includes("urlencoded");
    const body: Body = isForm
      ? Object.fromEntries(new URLSearchParams(text))
      : text === ""
        ? null
        : JSON.parse(text);
    const path = decodeURIComponent(new URL(request.url ?? "", "http://x").pathname);
    const answered = await answer(`${request.method} ${path}`, body);
    response.writeHead(answered.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answered.body));
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch(() => response.destroy());
  };
}

async function slackAnswer({ chat }: Around, arrived: Arrived, path: string, body: Body): Promise<Answered> {
  const ok = (more: object) => ({ status: 200, body: { ok: true, ...more } });
  const no = (error: string) => ({ status: 200, body: { ok: false, error } });
  const asUser = (account: Account | undefined) =>
    account === undefined ? no("users_not_found") : ok({ user: slackUser(account) });
  switch (path.split("/").at(-1)) {
    case "auth.test":
      return ok({ team_id: SLACK_TEAM, user_id: "UBOT" });
    case "users.info":
      return asUser(chat.account(body.user));
    case "users.lookupByEmail":
      return asUser((await chat.messenger.findByAddress(body.email)) ?? undefined);
    case "conversations.open":
      return ok({ channel: { id: `dm-${body.users}` } });
    case "chat.postMessage": {
      arrived("slack", body.channel, body.text);
      const ts = await chat.messenger.post(body.channel, { summary: body.text, blocks: [] }, body.text);
      return ok({ ts });
    }
    case "conversations.history": {
      const messages = chat.in(body.channel).map(({ id, key }) => ({
        ts: id,
        metadata: { event_type: "mistral_setup", event_payload: { key } },
      }));
      return ok({ messages });
    }
    default:
      return ok({});
  }
}

const slackUser = ({ id, name, address, timezone, locale, admin, standing }: Account) => ({
  ...{ id, team_id: SLACK_TEAM, name, tz: timezone, locale, is_admin: admin, is_email_confirmed: true },
  ...{ is_restricted: standing === "guest", profile: { email: address } },
});

async function teamsAnswer({ teams }: Around, arrived: Arrived, path: string, body: Body): Promise<Answered> {
  const [method, , , conversation = "", what, id = ""] = path.split(/[ /]+/);
  if (method === "GET" && what === "members") {
    const account = teams.account(id);
    if (account === undefined)
      return { status: 404, body: { error: { code: "MemberNotFoundInConversation" } } };
    const { name, address } = account;
    return {
      status: 200,
      body: { id, aadObjectId: id, name, email: address, tenantId: TENANT, userRole: "user" },
    };
  }
  const activity = body?.activity ?? body;
  if (method !== "POST" || activity?.type !== "message") return { status: 200, body: { id: "x" } };
  const channel = body.channelData?.channel?.id ?? conversation;
  arrived("teams", channel, activity.summary ?? activity.text);
  const message = await teams.messenger.post(channel, { summary: "", blocks: [] }, "");
  return { status: 201, body: { id: `${channel};messageid=${message}`, activityId: message } };
}
