import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Organization, organizationMethods, strayTeam } from "./organization.ts";
import { answer, No, no, serve, type Wire, wire, wires, words } from "./wire.ts";

export const TEAM = "E7FOREIGN9";
const BOT = "W0BOT";
const TRIGGER_LIFE_MS = 3000;

export type Message = {
  channel: string;
  ts: string;
  text: string;
  blocks: Wire[];
  /** Who alone sees it; null: everybody in the channel. */
  only: string | null;
};
export type View = Wire & { id: string; user: string; blocks: Wire[] };

export type ForeignSlack = Awaited<ReturnType<typeof foreignSlack>>;

/** Slack's Web API from its documentation alone, with another choice wherever the documentation leaves one. */
export async function foreignSlack(
  token: string,
  people: readonly Wire[],
  channels: readonly string[],
  organization: Organization | null = null,
) {
  const messages: Message[] = [];
  /** Open dialogs, per person bottom first. */
  const modals: View[] = [];
  const homes = new Map<string, View>();
  /** Everything that Slack would have turned down. */
  const complaints: string[] = [];
  const triggers = new Map<string, { user: string; at: number }>();
  type Origin = { channel: string; user: string; message: Message | null; uses: number };
  const responses = new Map<string, Origin>();
  let count = 0;
  let limited = false;

  const directOf = (user: string): string => `D${user.slice(1)}X`;
  const fresh = (prefix: string): string => {
    count += 1;
    return `${prefix}${count.toString(36).toUpperCase()}${randomBytes(3).toString("hex").toUpperCase()}`;
  };
  const nextTs = (): string => {
    count += 1;
    return `1405894322.${String(2768 + count).padStart(6, "0")}`;
  };
  /** Slack names the blocks that came without a name. */
  const named = (blocks: unknown): Wire[] =>
    wires(blocks).map((block) => ({ block_id: fresh("b=+/"), ...block }));

  function say(channel: string, content: Wire, only: string | null): Message {
    const { text, blocks } = content;
    const message = { channel, ts: nextTs(), text: words(text), blocks: named(blocks), only };
    messages.push(message);
    return message;
  }

  function redeem(trigger: unknown): string {
    const found = triggers.get(words(trigger)) ?? no("invalid_trigger_id");
    triggers.delete(words(trigger));
    return Date.now() - found.at > TRIGGER_LIFE_MS ? no("expired_trigger_id") : found.user;
  }

  function makeView(user: string, content: unknown, id = fresh("V")): View {
    const view = wire(content);
    return { ...view, id, user, blocks: named(view["blocks"]), hash: fresh("") };
  }

  function stack(user: string, content: unknown): View {
    const beneath = modals.filter((each) => each.user === user);
    if (beneath.length === 3) no("push_limit_reached");
    const view = makeView(user, content);
    const root = beneath[0]?.id ?? view.id;
    const placed = { ...view, root_view_id: root, previous_view_id: beneath.at(-1)?.id ?? null };
    modals.push(placed);
    return placed;
  }

  function replace(id: unknown, content: unknown): View {
    const at = modals.findIndex((each) => each.id === id);
    const old = modals[at] ?? no("not_found");
    const view = { ...old, ...makeView(old.user, content, old.id) };
    modals[at] = view;
    return view;
  }

  /** Stray fields that real answers have too. */
  const extras = { response_metadata: { messages: [], scopes: [] }, latency_ms: 3 };

  const methods: Record<string, (args: Wire) => Wire> = {
    "auth.test": () => ({
      ...{ app_name: "setup", url: "https://foreign.slack.com/", is_enterprise_install: false },
      ...{ bot_id: "BFOREIGN", user_id: BOT, user: "setup", team_id: TEAM, team: "Foreign" },
    }),
    "users.info": ({ user }) => ({
      user: people.find((each) => each["id"] === user) ?? no("user_not_found"),
      cache_ts: 1,
    }),
    "users.lookupByEmail": ({ email }) => ({
      user: people.find((each) => wire(each["profile"])["email"] === email) ?? no("users_not_found"),
    }),
    "usergroups.list": ({ include_count }) => ({
      usergroups: [
        {
          id: "S9OPS",
          handle: "ops",
          auto_type: null,
          ...(include_count === undefined ? {} : { user_count: "1" }),
        },
        { id: "S9OLD", name: "Old", handle: "old", user_count: 4, date_delete: 1_700_000_000 },
      ],
    }),
    "usergroups.users.list": ({ usergroup }) =>
      usergroup === "S9OPS" ? { users: ["U4IVO"] } : no("no_such_subteam"),
    "conversations.open": ({ users }) => ({ channel: { id: directOf(words(users)) }, no_op: true }),
    "conversations.info": ({ channel }) => ({
      channel: channels.includes(words(channel))
        ? { id: channel, is_channel: true, is_archived: false, is_member: true, num_members: 4 }
        : no("channel_not_found"),
    }),
    "chat.postMessage": (args) => {
      const to = words(args["channel"]);
      const channel = /^[UW]/.test(to) ? directOf(to) : to;
      if (!channels.includes(channel) && !channel.startsWith("D")) no("channel_not_found");
      const { ts, text } = say(channel, args, null);
      return { ts, channel, message: { bot_id: "BFOREIGN", subtype: "bot_message", text, ts } };
    },
    "chat.update": ({ channel, ts, ...content }) => {
      const found = messages.find((each) => each.channel === channel && each.ts === ts);
      if (found === undefined) return no("message_not_found");
      Object.assign(found, { text: words(content["text"]), blocks: named(content["blocks"]) });
      return { channel, ts, text: found.text };
    },
    "views.open": ({ trigger_id, view }) => ({ view: stack(redeem(trigger_id), view) }),
    "views.push": ({ trigger_id, view }) => ({ view: stack(redeem(trigger_id), view) }),
    "views.update": ({ view_id, view }) => ({ view: replace(view_id, view) }),
    "views.publish": ({ user_id, view }) => {
      const home = makeView(words(user_id), view);
      homes.set(words(user_id), home);
      return { view: home };
    },
    ...(organization &&
      organizationMethods(organization, { bot_id: "BFOREIGN", user_id: BOT, user: "setup" })),
  };

  function call(req: IncomingMessage, name: string, args: Wire): Wire {
    try {
      const given = /^bearer (\S+)$/i.exec(req.headers.authorization ?? "")?.[1] ?? args["token"];
      if (given !== token) no("invalid_auth");
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
      const stray = strayTeam(name, args, organization !== null);
      if (stray !== null) complaints.push(stray);
      if (method === undefined) complaints.push(`unknown_method ${name}`);
      return { ...extras, ...(method ?? no("unknown_method"))(args), ok: true };
    } catch (error) {
      if (!(error instanceof No)) throw error;
      if (error.message !== "users_not_found") complaints.push(`${name}: ${error.message}`);
      return { error: error.message, ok: false };
    }
  }

  function respond(id: string, given: Wire): number {
    const found = responses.get(id);
    if (found === undefined || found.uses === 5) return 404;
    found.uses += 1;
    const { channel, user, message } = found;
    if (given["replace_original"] === true && message !== null) {
      Object.assign(message, { text: words(given["text"]), blocks: named(given["blocks"]) });
    } else say(channel, given, given["response_type"] === "in_channel" ? null : user);
    return 200;
  }

  const server = await serve((req, res, body) => {
    const [, area, name = ""] = new URL(req.url ?? "/", "http://foreign.invalid").pathname.split("/");
    if (area === "answers") {
      res.writeHead(respond(name, wire(JSON.parse(body))), { "content-type": "text/plain" }).end("ok");
      return;
    }
    // Once in a life Slack asks to wait.
    if (name === "chat.postMessage" && !limited) {
      limited = true;
      return answer(res, 429, { ok: false, error: "ratelimited" }, { "Retry-After": "1" });
    }
    answer(res, 200, call(req, name, argumentsOf(req.headers["content-type"] ?? "", body)));
  });

  return {
    ...{ ...server, apiUrl: `${server.url}/methods/` },
    ...{ messages, modals, homes, complaints, directOf, say, organization },
    newTrigger: (user: string) => {
      const id = `13345224609.${fresh("")}`;
      triggers.set(id, { user, at: Date.now() });
      return id;
    },
    newResponseUrl: (channel: string, user: string, message: Message | null) => {
      const id = fresh("R");
      responses.set(id, { channel, user, message, uses: 0 });
      return `${server.url}/answers/${id}`;
    },
    /** What a dialog becomes by the answer to its submission. */
    takeAnswer: (view: View, given: Wire): Wire | null => {
      const close = (keep: (each: View) => boolean): null => {
        modals.splice(0, modals.length, ...modals.filter(keep));
        return null;
      };
      switch (given["response_action"]) {
        case "errors":
          return wire(given["errors"]);
        case "update":
          return replace(view.id, given["view"]) && null;
        case "push":
          return stack(view.user, given["view"]) && null;
        case "clear":
          return close((each) => each.user !== view.user);
        default:
          return close((each) => each.id !== view.id);
      }
    },
  };
}

/** Forms carry structures as JSON text; JSON bodies carry them as they are. */
function argumentsOf(type: string, body: string): Wire {
  if (type.includes("application/json")) return wire(JSON.parse(body));
  const entries = [...new URLSearchParams(body)].map(([name, value]): [string, unknown] => [
    name,
    /^[[{]/.test(value) ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(entries);
}
