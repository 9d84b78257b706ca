import type { App } from "../../app/core/app.ts";
import type { References } from "../../app/messages/conversation-references.ts";
import { describe, type Log } from "../../lib/log.ts";
import { type Activity, activityKey, callerOf, conversationOf, isFromBot, isPersonal } from "../activity.ts";
import { type Conversations, GENERAL } from "../conversations.ts";
import type { Connector } from "../outbound/connector.ts";

/** What Teams tells by itself: where the app was added or taken away, and what became of teams and channels. */
export function createInstalls(app: App, conversations: Conversations) {
  const closed = (channel: string, reason: string) => app.placeClosed({ platform: "teams", channel }, reason);
  const opened = (channel: string) => app.placeOpened({ platform: "teams", channel });

  // The core hears of it before the names are forgotten.
  function teamClosed(team: string, reason: string): void {
    for (const { id } of conversations.channelsOf(team)) closed(id, reason);
    if (reason !== "team_archived") conversations.forgetTeam(team);
  }

  function channelClosed(channel: string, reason: string): void {
    closed(channel, reason);
    conversations.forgetChannel(channel);
  }

  async function added(activity: Activity): Promise<void> {
    if (!isPersonal(activity)) {
      conversations.noteTeam(activity);
      conversations.noteChannel(activity);
      opened(conversationOf(activity));
    } else if (!isFromBot(activity)) {
      conversations.notePerson(activity);
      await app.homeOpened(callerOf(activity), activityKey("home", activity));
    }
  }

  function removed(activity: Activity): void {
    const team = activity.channelData?.team?.id;
    if (isPersonal(activity)) conversations.closeChat(activity);
    else if (team) teamClosed(team, "removed");
    else channelClosed(conversationOf(activity), "removed");
    if (conversations.areGone()) app.disconnected("teams");
  }

  function channelChanged(channel: string, what: string, activity: Activity): void {
    if (what === "channelDeleted") return void channelClosed(channel, "channel_deleted");
    // Others, as of shared channels and their members, say nothing of a channel of this team.
    if (/^channel(Created|Renamed|Restored)$/.test(what)) conversations.noteChannel(activity);
    if (what === "channelRestored") opened(channel);
  }

  function teamChanged(team: string, what: string, activity: Activity): void {
    if (/^team(Hard)?Deleted$/.test(what)) return void teamClosed(team, "team_deleted");
    if (what === "teamArchived") return void teamClosed(team, "team_archived");
    if (/^team(Renamed|Restored|Unarchived)$/.test(what)) conversations.noteTeam(activity);
    if (/^team(Restored|Unarchived)$/.test(what))
      for (const { id } of conversations.channelsOf(team)) opened(id);
  }

  function changed(activity: Activity): void {
    const { team, channel, eventType } = activity.channelData ?? {};
    const what = eventType ?? "";
    if (what.startsWith("team") && team?.id) teamChanged(team.id, what, activity);
    if (what.startsWith("channel") && channel) channelChanged(channel.id, what, activity);
  }

  return async (activity: Activity): Promise<void> => {
    const { type, action, recipient, membersAdded, membersRemoved } = activity;
    const isBot = ({ id }: { id: string }) => id === recipient?.id;
    const isInstall = type === "installationUpdate";
    // Teams cannot be asked how it is now.
    await app.once(activityKey(type, activity), async () => {
      if (isInstall ? action?.startsWith("add") : membersAdded?.some(isBot)) await added(activity);
      else if (isInstall ? action?.startsWith("remove") : membersRemoved?.some(isBot)) removed(activity);
      else changed(activity);
      const { team, eventType = "" } = activity.channelData ?? {};
      if (team?.id && !eventType?.startsWith("channel")) app.groupChanged("teams", team.id);
    });
  };
}

/** After a failure; what one team does not tell must not cost a call for every message. */
const AGAIN_AFTER_MS = 10 * 60_000;

/** Asks a team once for its channels, so that each can be chosen. What becomes of them later Teams tells. */
export function learningChannels(
  connector: Pick<Connector, "channels">,
  references: References,
  log: Log,
  now: () => number,
) {
  /** Until when each team is not asked again. */
  const quiet = new Map<string, number>();

  return async ({ channelData }: Activity, app: Pick<App, "placeOpened">): Promise<void> => {
    const id = channelData?.team?.id ?? "";
    const team = references.get("team", id);
    // Added again, it has to learn again what was forgotten with it.
    if (team === null) return void quiet.delete(id);
    if (now() < (quiet.get(id) ?? 0)) return;
    quiet.set(id, Number.POSITIVE_INFINITY);
    const { serviceUrl = "", tenant = "", bot = "" } = team.data;
    try {
      for (const channel of await connector.channels(serviceUrl, id)) {
        const known = references.get("channel", channel.id);
        const label = channel.name || (known?.label ?? GENERAL);
        const data = { serviceUrl, tenant, bot, team: id, kind: "channel" };
        references.note({ kind: "channel", id: channel.id, label, data });
        if (known === null) app.placeOpened({ platform: "teams", channel: channel.id });
      }
    } catch (error) {
      quiet.set(id, now() + AGAIN_AFTER_MS);
      log.warn({ source: "teams", error: describe(error) }, "The channels of a team could not be read");
    }
  };
}
