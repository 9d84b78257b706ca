import type { Answer } from "../fault.ts";
import type { Request } from "../http.ts";
import { bearerOf, parseJson } from "../http.ts";
import { orRefused, refuse } from "../refusal.ts";
import type { JsonObject } from "../snapshot.ts";
import { APP_ID, BOT, TEAM } from "./company.ts";
import { FILE_METHODS } from "./files.ts";
import { MESSAGE_METHODS } from "./messages.ts";
import type { Args, Context, Method } from "./method.ts";
import { flag, needScope, refusedBody, word } from "./method.ts";
import type { StoredPerson } from "./state.ts";
import { findPerson } from "./state.ts";
import { VIEW_METHODS } from "./views.ts";
import { wireUser } from "./wire.ts";

const userFor = ({ scopes, now }: Context, args: Args, person: StoredPerson): JsonObject => {
  const shown = { email: scopes.has("users:read.email"), locale: flag(args, "include_locale") };
  return { user: wireUser(person, now(), shown) };
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
};

const JSON_FIELDS = ["blocks", "view", "metadata", "attachments"];

export function readArgs({ query, headers, text }: Request): Args {
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

/** `token`: the one that works. */
export function callMethod(
  context: Context,
  request: Request,
  { method: name, args, token }: { method: string; args: Args; token: string },
): Answer {
  const headers = { "x-oauth-scopes": [...context.scopes].join(",") };
  const run = (): JsonObject => {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (method === undefined) return refuse("unknown_method", { extra: { req_method: name } });
    const given = bearerOf(request) ?? args["token"];
    if (given === undefined || given === "") refuse("not_authed");
    if (given !== token) refuse("invalid_auth");
    if (!context.section.get().installed) refuse("account_inactive");
    return { ok: true, ...method(context, args) };
  };
  const body = orRefused(run, (refusal) => {
    if (refusal.problems.length > 0) context.refusals.note(name, refusal);
    return refusedBody(refusal);
  });
  return { status: 200, headers, body };
}
