import { z } from "zod";
import type { Account, Standing } from "../domain/accounts/person.ts";
import { clean, cleanLine } from "../view/core/clean.ts";
import type { Identity } from "./identity.ts";

const flag = z.boolean().nullish();
const word = z.string().nullish();

/** What we read of a user, from users.info, users.lookupByEmail and the user_change event. */
export const slackUser = z.object({
  ...{ id: z.string(), team_id: word, name: word, real_name: word, tz: word, locale: word },
  ...{ deleted: flag, is_admin: flag, is_owner: flag, is_bot: flag },
  ...{ is_restricted: flag, is_ultra_restricted: flag, is_stranger: flag, is_email_confirmed: flag },
  profile: z
    .object({
      ...{ display_name: word, real_name: word, email: word },
      /** Seconds; 0: it has no end. */
      ...{ status_text: word, status_expiration: z.number().nullish().catch(null) },
    })
    .nullish(),
  enterprise_user: z
    .object({ enterprise_id: word, teams: z.array(z.string()).nullish(), is_admin: flag, is_owner: flag })
    .nullish(),
});

type SlackUser = z.infer<typeof slackUser>;

/** Where the bot was let in: whoever is in none of these chat workspaces is a stranger. */
type Home = Pick<Identity, "workspaces" | "enterprise" | "isOrgWide">;

/** Seen from where the bot is at `home`. `unsaid`: what an address counts as where nothing says whether it is confirmed. */
export function toAccount(user: SlackUser, home: Home, { unsaid = false } = {}): Account {
  const standing = standingOf(user, isOwn(user, home));
  const inOrganization = home.isOrgWide ? user.enterprise_user : null;
  const address = user.profile?.email?.trim().toLowerCase() || null;
  return {
    platform: "slack",
    id: user.id,
    name: nameOf(user),
    address,
    addressVerified: address !== null && (user.is_email_confirmed ?? unsaid) && standing === "member",
    timezone: user.tz || "UTC",
    locale: user.locale || "en-US",
    standing,
    admin:
      standing === "member" &&
      [user, inOrganization].some((one) => one?.is_admin === true || one?.is_owner === true),
    status: statusOf(user),
  };
}

function isOwn({ team_id: team, enterprise_user: among }: SlackUser, home: Home): boolean {
  // On an Enterprise plan `team_id` may be another workspace of the organization although the person is in ours too.
  if ([team, ...(among?.teams ?? [])].some((id) => id != null && home.workspaces.has(id))) return true;
  if (!home.isOrgWide) return team == null;
  // Where Slack lists no workspaces, whoever is of the organization counts.
  return among?.teams == null && (team ?? among?.enterprise_id ?? home.enterprise) === home.enterprise;
}

function statusOf({ profile }: SlackUser): Account["status"] {
  const text = cleanLine(profile?.status_text ?? "", 100);
  const until = (profile?.status_expiration ?? 0) * 1000;
  return text === "" || until <= 0 ? null : { text, until };
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
