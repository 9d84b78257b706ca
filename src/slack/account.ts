import { z } from "zod";
import type { Account, Standing } from "../domain/accounts/person.ts";
import { clean } from "../view/core/clean.ts";

const flag = z.boolean().nullish();
const word = z.string().nullish();

/** What we read of a user, from users.info, users.lookupByEmail and the user_change event. */
export const slackUser = z.object({
  id: z.string(),
  team_id: word,
  name: word,
  real_name: word,
  tz: word,
  locale: word,
  deleted: flag,
  is_admin: flag,
  is_owner: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  is_email_confirmed: flag,
  profile: z.object({ display_name: word, real_name: word, email: word }).nullish(),
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
});

export type SlackUser = z.infer<typeof slackUser>;

/**
 * A Slack user as an Account, seen from our own workspace `team`. An address counts when Slack calls it confirmed; a
 * stand-in on this machine may say nothing of it (`unsaid`), as Slack's reference does.
 */
export function toAccount(user: SlackUser, team: string, { unsaid = false } = {}): Account {
  // On Enterprise Grid `team_id` may be another workspace of the organization although the person is in ours too.
  const own = user.team_id == null || user.team_id === team || user.enterprise_user?.teams?.includes(team);
  const standing = standingOf(user, own === true);
  const address = user.profile?.email?.trim().toLowerCase() || null;
  return {
    platform: "slack",
    id: user.id,
    team: own === true ? team : (user.team_id ?? team),
    name: nameOf(user),
    address,
    addressVerified: address !== null && (user.is_email_confirmed ?? unsaid) && standing === "member",
    timezone: user.tz || "UTC",
    locale: user.locale || "en-US",
    standing,
    admin: standing === "member" && (user.is_admin === true || user.is_owner === true),
  };
}

function standingOf(user: SlackUser, own: boolean): Standing {
  if (user.deleted === true) return "gone";
  // Slackbot is the one bot that does not say so.
  if (user.is_bot === true || user.id === "USLACKBOT") return "bot";
  if (!own || user.is_stranger === true) return "stranger";
  return user.is_restricted === true || user.is_ultra_restricted === true ? "guest" : "member";
}

function nameOf(user: SlackUser): string {
  const names = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name];
  return names.map((name) => clean(name ?? "", 80).trim()).find((name) => name !== "") ?? user.id;
}
