import { findPerson, type StoredPerson } from "../chat.ts";
import { createSlackDeliveries, type SlackDeliveryOptions } from "../delivery.ts";
import type { Answer, Request, ServiceOptions } from "../http.ts";
import { bearerOf, createService, fileAnswer, parseJson } from "../http.ts";
import { createRefusals, orRefused, refuse } from "../refusal.ts";
import type { JsonObject } from "../snapshot.ts";
import type { Section } from "../world.ts";
import { createClient } from "./client.ts";
import { download, FILE_METHODS, takeUpload } from "./files.ts";
import { GROUP_METHODS } from "./groups.ts";
import { MESSAGE_METHODS, respond } from "./messages.ts";
import type { Args, Context, Method } from "./method.ts";
import { createTriggers, flag, needScope, refusedBody, word } from "./method.ts";
import { APP_ID, BOT, findFile, type SlackState, TEAM } from "./state.ts";
import { VIEW_METHODS } from "./views.ts";
import { wireUser } from "./wire.ts";

/** What the manifest asks for, with what it may be refused. */
export const GRANTED_SCOPES: readonly string[] = [
  ...["commands", "chat:write", "im:write", "users:read", "users:read.email", "channels:read", "groups:read"],
  "usergroups:read",
  ...["chat:write.public", "channels:history", "groups:history", "im:history", "files:write", "files:read"],
];

const userFor = ({ scopes, now }: Context, args: Args, person: StoredPerson): JsonObject => {
  const shown = { email: scopes.has("users:read.email"), locale: flag(args, "include_locale"), now: now() };
  return { user: wireUser(person, shown) };
};

const METHODS: Record<string, Method> = {
  "auth.test": () => ({
    ...{ url: `https://${TEAM.domain}.slack.com/`, team: TEAM.name, team_id: TEAM.id },
    ...{ user: BOT.handle, user_id: BOT.id, bot_id: BOT.botId, app_id: APP_ID, is_enterprise_install: false },
  }),
  "users.info": (context, args) => {
    needScope(context, "users:read");
    const person = findPerson(context.section.get(), word(args, "user", "user_not_found"));
    return userFor(context, args, person ?? refuse("user_not_found"));
  },
  "users.lookupByEmail": (context, args) => {
    needScope(context, "users:read.email");
    const address = word(args, "email", "users_not_found").toLowerCase();
    const person = context.section.get().people.find(({ email }) => email?.toLowerCase() === address);
    // Deactivated accounts are not found by their address.
    if (person === undefined || person.deleted) return refuse("users_not_found");
    return userFor(context, args, person);
  },
  ...MESSAGE_METHODS,
  ...VIEW_METHODS,
  ...FILE_METHODS,
  ...GROUP_METHODS,
};

const JSON_FIELDS = ["blocks", "view", "metadata", "attachments"];

function readArgs({ query, headers, text }: Request): Args {
  const isJson = (headers["content-type"] ?? "").includes("json");
  const body = isJson
    ? (parseJson(text || "{}") as Args)
    : Object.fromEntries(new URLSearchParams(text ?? ""));
  const args: Args = { ...Object.fromEntries(query), ...body };
  for (const name of JSON_FIELDS) {
    // What is no JSON stays text, so that its check refuses it.
    if (typeof args[name] === "string") args[name] = parseJson(args[name]) ?? args[name];
  }
  return args;
}

function callMethod(context: Context, request: Request, name: string, args: Args): Answer {
  const run = (): JsonObject => {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (method === undefined) return refuse("unknown_method", { extra: { req_method: name } });
    const given = bearerOf(request) ?? args["token"];
    if (given === undefined || given === "") refuse("not_authed");
    if (given !== context.botToken) refuse("invalid_auth");
    return { ok: true, ...method(context, args) };
  };
  const body = orRefused(run, (refusal) => {
    if (refusal.more.problems.length > 0) context.refusals.note(name, refusal);
    return refusedBody(refusal);
  });
  return { status: 200, headers: { "x-oauth-scopes": [...context.scopes].join(",") }, body };
}

export type Call = { method: string; args: Args; status: number; error: string | null; answer: unknown };

export type OnCall = NonNullable<EmbeddedSlackOptions["onCall"]>;

export type EmbeddedSlackOptions = ServiceOptions<Call> &
  SlackDeliveryOptions & {
    section: Section<SlackState>;
    now: () => number;
    botToken: string;
    url: () => string;
    scopes?: readonly string[];
  };

export type EmbeddedSlack = ReturnType<typeof createEmbeddedSlack>;

/** Slack for newcomers and for tests: it refuses what Slack documents as refused. */
export function createEmbeddedSlack(options: EmbeddedSlackOptions) {
  const { section, now, botToken, url } = options;
  const refusals = createRefusals();
  const scopes = new Set(options.scopes ?? GRANTED_SCOPES);
  const context: Context = { section, now, url, botToken, refusals, scopes, triggers: createTriggers() };
  const deliveries = createSlackDeliveries(options);

  /** The Web API, response_urls, and files up and down. */
  const service = createService<Call>(options, (request) => {
    const [, kind, id = ""] = request.path.split("/");
    if (kind === "response") return { run: () => respond(context, id, request.text) };
    if (kind === "upload") return { run: () => takeUpload(context, id, request) };
    if (kind === "download") return { run: () => download(context, id, request) };
    if (kind !== "api") {
      // For the page: what somebody downloads from a message.
      const file = kind === "file" ? findFile(section.get(), id) : undefined;
      return { run: () => fileAnswer(file?.name, file?.channel == null ? null : file.text) };
    }
    const args = readArgs(request);
    const note = (sent: Answer | null): Call => {
      const answer = sent?.body as { error?: string } | undefined;
      return { method: id, args, status: sent?.status ?? 0, error: answer?.error ?? null, answer };
    };
    return { run: () => callMethod(context, request, id, args), note };
  });

  return {
    ...service,
    client: createClient({ ...context, deliveries }),
    deliveries,
    state: section.get,
    refusals: refusals.all,
  };
}
