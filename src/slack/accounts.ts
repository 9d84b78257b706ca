import { z } from "zod";
import type { Account, Standing } from "../domain/accounts/person.ts";
import { AppError } from "../lib/errors.ts";
import { clean, cleanLine } from "../view/core/clean.ts";
import { toAppError, type WebClient } from "./web-api.ts";

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
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
});

type SlackUser = z.infer<typeof slackUser>;

/** Seen from our own workspace `team`. `unsaid`: what an address counts as where nothing says whether it is confirmed. */
export function toAccount(user: SlackUser, team: string, { unsaid = false } = {}): Account {
  // On Enterprise Grid `team_id` may be another workspace of the organization although the person is in ours too.
  const own = user.team_id == null || user.team_id === team || user.enterprise_user?.teams?.includes(team);
  const standing = standingOf(user, own === true);
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
    admin: standing === "member" && (user.is_admin === true || user.is_owner === true),
    status: statusOf(user),
  };
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

/** Who the bot is: `team` is the chat workspace of its token, `enterprise` the organization of that, if there is one. */
type Identity = { readonly team: string; readonly enterprise: string | null; readonly botUserId: string };

export type IdentityHolder = ReturnType<typeof createIdentity>;

const authTest = z.object({ team_id: z.string(), enterprise_id: z.string().nullish(), user_id: z.string() });

export function createIdentity(client: WebClient) {
  let known: Identity | null = null;
  let asking: Promise<Identity> | null = null;

  async function ask(): Promise<Identity> {
    try {
      const answer = authTest.parse(await client.auth.test());
      const { team_id: team, enterprise_id: enterprise = null, user_id: botUserId } = answer;
      known = { team, enterprise, botUserId };
      return known;
    } catch (cause) {
      const error = toAppError(cause, "read");
      if (error.code !== "unauthorized") throw error;
      const { detail } = error;
      throw new AppError(
        "forbidden",
        `Slack refuses SLACK_BOT_TOKEN (${detail}); install the app again, and copy the token that starts with xoxb-.`,
        { detail, cause: error },
      );
    } finally {
      asking = null;
    }
  }

  /** Asks Slack once, however many ask at the same time. Throws AppError. */
  function learn(): Promise<Identity> {
    if (known !== null) return Promise.resolve(known);
    asking ??= ask();
    return asking;
  }

  return {
    learn,
    isKnown: () => known !== null,
    /** Whether one of these ids is that of our chat workspace or of its organization; null: Slack has not said it yet. */
    isOurs(ids: readonly (string | null | undefined)[]): boolean | null {
      const { team, enterprise } = known ?? {};
      if (team !== undefined) return ids.some((id) => id === team || (id != null && id === enterprise));
      // The next request finds it known.
      learn().catch(() => {});
      return null;
    },
  };
}
