import type { App as Bolt } from "@slack/bolt";
import type { App } from "../app/app.ts";
import type { Account } from "../domain/person.ts";
import type { Log } from "../log.ts";
import { slackUser, toAccount } from "./account.ts";
import type { IdentityHolder } from "./identity.ts";
import { describe } from "./log.ts";
import { channelBody, eventKey, homeOpenedBody, read, tokensRevokedBody, userChangeBody } from "./payload.ts";

export type EventOptions = {
  readonly app: App;
  readonly identity: IdentityHolder;
  /** Asks Slack about an account. */
  readonly lookUp: (id: string) => Promise<Account>;
  readonly onRevoked: () => void;
  readonly log: Log;
};

/** What Slack tells by itself. A throw leaves the event unacknowledged, and Slack sends it again. */
export function listenToEvents(bolt: Bolt, { app, identity, lookUp, onRevoked, log }: EventOptions): void {
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

  const closes =
    (reason: string) =>
    async ({ body: raw }: { body: unknown }) => {
      const channel = read(channelBody, raw, log)?.event.channel;
      if (channel !== undefined) app.placeClosed({ platform: "slack", channel }, { reason, name: null });
    };
  const opens = async ({ body: raw }: { body: unknown }) => {
    const channel = read(channelBody, raw, log)?.event.channel;
    if (channel !== undefined) app.placeOpened({ platform: "slack", channel });
  };
  bolt.event("channel_archive", closes("is_archived"));
  bolt.event("group_archive", closes("is_archived"));
  bolt.event("channel_deleted", closes("channel_deleted"));
  bolt.event("group_deleted", closes("channel_deleted"));
  bolt.event("channel_left", closes("not_in_channel"));
  bolt.event("group_left", closes("not_in_channel"));
  bolt.event("channel_unarchive", opens);
  bolt.event("group_unarchive", opens);
  bolt.event("member_joined_channel", async ({ body: raw }) => {
    const event = read(channelBody, raw, log)?.event;
    const { botUserId } = await identity.learn();
    if (event?.user === botUserId) app.placeOpened({ platform: "slack", channel: event.channel });
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
