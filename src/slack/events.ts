import type { App as Bolt } from "@slack/bolt";
import type { z } from "zod";
import type { App } from "../app/app.ts";
import type { Account } from "../domain/person.ts";
import type { Log } from "../log.ts";
import { slackUser, toAccount } from "./account.ts";
import type { WhyClosed } from "./channels.ts";
import type { IdentityHolder } from "./identity.ts";
import { describe } from "./log.ts";
import { channelBody, eventKey, homeOpenedBody, read, tokensRevokedBody, userChangeBody } from "./payload.ts";

export type EventOptions = {
  readonly app: App;
  readonly identity: IdentityHolder;
  /** Asks Slack about an account. */
  readonly lookUp: (id: string) => Promise<Account>;
  readonly whyClosed: WhyClosed;
  readonly onRevoked: () => void;
  readonly log: Log;
};

/** What Slack tells by itself. A throw leaves the event unacknowledged, and Slack sends it again. */
export function listenToEvents(bolt: Bolt, options: EventOptions): void {
  const { app, identity, lookUp, whyClosed, onRevoked, log } = options;
  bolt.event("app_home_opened", async ({ body: raw }) => {
    const body = read(homeOpenedBody, raw, log);
    if (body === null || (body.event.tab ?? "home") !== "home") return;
    const caller = {
      platform: "slack",
      account: body.event.user,
      team: body.team_id ?? body.authorizations?.[0]?.team_id ?? (await identity.learn()).team,
      channel: null,
    } as const;
    await app.homeOpened(caller, eventKey(body));
  });

  bolt.event("user_change", async ({ body: raw }) => {
    const user = slackUser.safeParse(read(userChangeBody, raw, log)?.event.user);
    // Slack tells of everybody in the chat workspace: most of them we have never met.
    if (!user.success || !app.knows("slack", user.data.id)) return;
    const { team } = await identity.learn();
    // Slack may send it again an hour later, when something else is true; and it does not always tell the language.
    const account = await lookUp(user.data.id).catch((error: unknown) => {
      log.warn({ source: "slack", error: describe(error) }, "Could not look up a changed account");
      return toAccount(user.data, team);
    });
    app.accountChanged(account);
  });

  /** What Slack says now counts: an event may come late, or once more when something else is true. */
  async function channelChanged(body: z.infer<typeof channelBody>, told: string | null): Promise<void> {
    const { channel } = body.event;
    const place = { platform: "slack", channel } as const;
    if (!app.uses(place)) return;
    await app.once(eventKey(body), async () => {
      const reason = await whyClosed(channel, told).catch((error: unknown) => {
        log.warn({ source: "slack", error: describe(error) }, "Could not look up a changed channel");
        return told;
      });
      if (reason === null) app.placeOpened(place);
      else app.placeClosed(place, { reason, name: null });
    });
  }

  const changes =
    (told: string | null) =>
    async ({ body: raw }: { body: unknown }) => {
      const body = read(channelBody, raw, log);
      if (body !== null) await channelChanged(body, told);
    };
  bolt.event("channel_archive", changes("is_archived"));
  bolt.event("group_archive", changes("is_archived"));
  bolt.event("channel_deleted", changes("channel_deleted"));
  bolt.event("group_deleted", changes("channel_deleted"));
  bolt.event("channel_shared", changes("is_ext_shared"));
  bolt.event("channel_left", changes("not_in_channel"));
  bolt.event("group_left", changes("not_in_channel"));
  bolt.event("channel_unarchive", changes(null));
  bolt.event("group_unarchive", changes(null));
  bolt.event("channel_unshared", changes(null));
  bolt.event("member_joined_channel", async ({ body: raw }) => {
    const body = read(channelBody, raw, log);
    const { botUserId } = await identity.learn();
    if (body?.event.user === botUserId) await channelChanged(body, null);
  });

  bolt.event("app_uninstalled", async () => {
    onRevoked();
    app.disconnected("slack");
  });

  bolt.event("tokens_revoked", async ({ body: raw }) => {
    const bot = read(tokensRevokedBody, raw, log)?.event.tokens.bot;
    if ((bot ?? []).length === 0) return;
    onRevoked();
    app.disconnected("slack");
  });
}
