import type { App } from "../../app/core/app.ts";
import type { Account } from "../../domain/accounts/person.ts";
import { describe, type Log } from "../../lib/log.ts";
import { slackUser, toAccount } from "../accounts.ts";
import type { IdentityHolder } from "../identity.ts";
import type { WhyClosed } from "../outbound/channels.ts";
import { type EventBody, eventKey } from "./payload.ts";

export type EventOptions = {
  readonly app: App;
  readonly identity: IdentityHolder;
  readonly lookUp: (id: string) => Promise<Account>;
  readonly whyClosed: WhyClosed;
  readonly log: Log;
};

type Handler = (body: EventBody) => Promise<void>;

/** What Slack tells by itself, by its kind. A throw leaves the event unacknowledged, and Slack sends it again. */
export function eventHandlers(options: EventOptions): ReadonlyMap<string, Handler> {
  const { app, identity, lookUp, whyClosed, log } = options;

  async function homeOpened(body: EventBody): Promise<void> {
    const { user, tab = "home" } = body.event;
    if (typeof user !== "string" || tab !== "home") return;
    const caller = { platform: "slack", account: user, team: body.team_id ?? "", channel: null } as const;
    await app.homeOpened(caller, eventKey(body));
  }

  async function userChanged({ event }: EventBody): Promise<void> {
    const user = slackUser.safeParse(event.user);
    // Slack tells of everybody in the chat workspace: most of them we have never met.
    if (!user.success || !app.knows("slack", user.data.id)) return;
    const home = await identity.learn();
    // Slack may send it again an hour later, when something else is true; and it does not always tell the language.
    const account = await lookUp(user.data.id).catch((error: unknown) => {
      log.warn({ source: "slack", error: describe(error) }, "Could not look up a changed account");
      return toAccount(user.data, home);
    });
    app.accountChanged(account);
  }

  /** `told`: why the bot cannot write there any more; null: it can. What Slack says now counts: an event may come late. */
  async function channelChanged(body: EventBody, told: string | null): Promise<void> {
    const { channel } = body.event;
    if (channel === undefined) return;
    const place = { platform: "slack", channel } as const;
    if (!app.uses(place)) return;
    await app.once(eventKey(body), async () => {
      const reason = await whyClosed(channel, told).catch((error: unknown) => {
        log.warn({ source: "slack", error: describe(error) }, "Could not look up a changed channel");
        return told;
      });
      if (reason === null) app.placeOpened(place);
      else app.placeClosed(place, reason);
    });
  }
  const channel = (told: string | null) => (body: EventBody) => channelChanged(body, told);

  // It may be told again after a new installation: what Slack answers from now on counts.
  const removed = async () => app.disconnected("slack");

  /** Both kinds of news name the group in a way of their own. */
  async function groupChanged({ event }: EventBody): Promise<void> {
    const id = event.subteam_id ?? event.subteam?.id;
    if (id !== undefined) app.groupChanged("slack", id);
  }

  /** Only where the app is installed for an organization. */
  const workspacesChanged = async () => void (await identity.refresh());

  const handlers: Readonly<Record<string, Handler>> = {
    app_home_opened: homeOpened,
    user_change: userChanged,
    subteam_created: groupChanged,
    subteam_updated: groupChanged,
    subteam_members_changed: groupChanged,
    channel_archive: channel("is_archived"),
    group_archive: channel("is_archived"),
    channel_deleted: channel("channel_deleted"),
    group_deleted: channel("channel_deleted"),
    channel_shared: channel("is_ext_shared"),
    channel_left: channel("not_in_channel"),
    group_left: channel("not_in_channel"),
    channel_unarchive: channel(null),
    group_unarchive: channel(null),
    channel_unshared: channel(null),
    async member_joined_channel(body) {
      const { botUserId } = await identity.learn();
      if (body.event.user === botUserId) await channelChanged(body, null);
    },
    team_access_granted: workspacesChanged,
    team_access_revoked: workspacesChanged,
    app_uninstalled: removed,
    async tokens_revoked({ event }) {
      if ((event.tokens?.bot ?? []).length > 0) await removed();
    },
  };
  return new Map(Object.entries(handlers));
}
