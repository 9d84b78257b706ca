import { z } from "zod";
import { AppError } from "../lib/errors.ts";
import { toAppError } from "./api-error.ts";
import type { WebClient } from "./clients.ts";

/**
 * Who the bot is, as its token says: `team` is the chat workspace it was installed in, `enterprise` the organization that
 * this belongs to, if it does.
 */
type Identity = { readonly team: string; readonly enterprise: string | null; readonly botUserId: string };

export type IdentityHolder = {
  current(): Identity | null;
  /** Asks Slack once, however many ask at the same time. Throws AppError. */
  learn(): Promise<Identity>;
  /** The same, although it is known. */
  ask(): Promise<Identity>;
  /** Whether one of these ids is that of our chat workspace or of its organization; null: nobody can tell yet. */
  isOurs(ids: readonly (string | null | undefined)[]): boolean | null;
};

const authTest = z.object({ team_id: z.string(), enterprise_id: z.string().nullish(), user_id: z.string() });

export function createIdentity(client: WebClient): IdentityHolder {
  let known: Identity | null = null;
  let asking: Promise<Identity> | null = null;

  async function ask(): Promise<Identity> {
    try {
      const answer = authTest.parse(await client.auth.test());
      const enterprise = answer.enterprise_id ?? null;
      known = { team: answer.team_id, enterprise, botUserId: answer.user_id };
      return known;
    } catch (cause) {
      const error = toAppError(cause, "read");
      if (error.code !== "unauthorized") throw error;
      throw new AppError(
        "forbidden",
        `Slack refuses SLACK_BOT_TOKEN (${error.detail}); install the app again, and copy the token that starts with xoxb-.`,
        {
          detail: error.detail,
          cause: error,
        },
      );
    } finally {
      asking = null;
    }
  }

  const askOnce = () => {
    asking ??= ask();
    return asking;
  };

  const learn = () => (known === null ? askOnce() : Promise.resolve(known));

  return {
    current: () => known,
    learn,
    ask: askOnce,
    isOurs(ids) {
      if (known !== null)
        return ids.some((id) => id === known?.team || (id != null && id === known?.enterprise));
      // The next request finds it known.
      askOnce().catch(() => {});
      return null;
    },
  };
}
