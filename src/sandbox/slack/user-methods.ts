import { BOT } from "./bot.ts";
import { APP_ID, TEAM } from "./company.ts";
import type { Context, Method } from "./method.ts";
import type { Args } from "./refusal.ts";
import { flag, needScope, refuse, word } from "./refusal.ts";
import { wireUser } from "./shapes.ts";
import type { JsonObject, StoredPerson } from "./state.ts";
import { findPerson } from "./state.ts";

const shown = (context: Context, args: Args, person: StoredPerson): JsonObject =>
  wireUser(person, context.now(), {
    email: context.scopes.has("users:read.email"),
    locale: flag(args, "include_locale"),
  });

const info: Method = (context, args) => {
  needScope(context, "users:read");
  const id = word(args, "user", "user_not_found");
  const person = findPerson(context.section.get(), id) ?? refuse("user_not_found");
  return { user: shown(context, args, person) };
};

const lookupByEmail: Method = (context, args) => {
  needScope(context, "users:read.email");
  const address = word(args, "email", "users_not_found").toLowerCase();
  const person = context.section.get().people.find((each) => each.email?.toLowerCase() === address);
  // Deactivated accounts are not found by their address.
  if (person === undefined || person.deleted) return refuse("users_not_found");
  return { user: shown(context, args, person) };
};

const authTest: Method = () => ({
  url: `https://${TEAM.domain}.slack.com/`,
  team: TEAM.name,
  user: BOT.handle,
  team_id: TEAM.id,
  user_id: BOT.id,
  bot_id: BOT.botId,
  app_id: APP_ID,
  is_enterprise_install: false,
});

export const USER_METHODS: Record<string, Method> = {
  "auth.test": authTest,
  "users.info": info,
  "users.lookupByEmail": lookupByEmail,
};
