import type { App } from "../app/app.ts";
import type { Route } from "../domain/route.ts";
import { type Activity, activityKey, callerOf, conversationOf, isFromBot, isPersonal } from "./activity.ts";
import { nameOf, type Places } from "./places.ts";

/** What Teams tells by itself: where the app was added or taken away, and what became of teams and channels. */
export function createInstalls(app: App, places: Places) {
  /** The core hears of it before the name is forgotten. */
  function close(channels: readonly Route[], reason: string): void {
    for (const route of channels)
      app.placeClosed({ platform: "teams", channel: route.id }, { reason, name: nameOf(route) });
  }

  function teamClosed(team: string, reason: string): void {
    close(places.channelsOf(team), reason);
    places.forgetTeam(team);
  }

  function channelClosed(channel: string, reason: string): void {
    close(places.channel(channel), reason);
    places.forgetChannel(channel);
  }

  function teamOpened(team: string): void {
    for (const { id: channel } of places.channelsOf(team)) app.placeOpened({ platform: "teams", channel });
  }

  async function added(activity: Activity): Promise<void> {
    if (!isPersonal(activity)) {
      places.noteTeam(activity);
      places.noteChannel(activity);
      app.placeOpened({ platform: "teams", channel: conversationOf(activity) });
    } else if (!isFromBot(activity)) {
      places.notePerson(activity);
      await app.homeOpened(callerOf(activity), activityKey("home", activity));
    }
  }

  function removed(activity: Activity): void {
    const team = activity.channelData?.team?.id;
    if (isPersonal(activity)) places.closeChat(activity);
    else if (team) teamClosed(team, "removed");
    else channelClosed(conversationOf(activity), "removed");
    if (places.nowhere()) app.disconnected("teams");
  }

  function changed(activity: Activity): void {
    const { team, channel, eventType } = activity.channelData ?? {};
    switch (eventType) {
      case "teamRenamed":
        places.noteTeam(activity);
        break;
      case "teamRestored":
      case "teamUnarchived":
        places.noteTeam(activity);
        if (team?.id) teamOpened(team.id);
        break;
      case "teamArchived":
        if (team?.id) close(places.channelsOf(team.id), "team_archived");
        break;
      case "teamDeleted":
      case "teamHardDeleted":
        if (team?.id) teamClosed(team.id, "team_deleted");
        break;
      case "channelCreated":
      case "channelRenamed":
        if (channel) places.noteChannel(activity);
        break;
      case "channelRestored":
        if (!channel) break;
        places.noteChannel(activity);
        app.placeOpened({ platform: "teams", channel: channel.id });
        break;
      case "channelDeleted":
        if (channel) channelClosed(channel.id, "channel_deleted");
        break;
      default:
    }
  }

  /** Teams cannot be asked how it is now. */
  const once = (activity: Activity, work: () => Promise<void>): Promise<void> =>
    app.once(activityKey(activity.type, activity), work);

  return {
    installationUpdate: (activity: Activity): Promise<void> =>
      once(activity, async () => {
        if (activity.action?.startsWith("add")) await added(activity);
        else if (activity.action?.startsWith("remove")) removed(activity);
      }),
    conversationUpdate: (activity: Activity): Promise<void> =>
      once(activity, async () => {
        const isBot = ({ id }: { id: string }) => id === activity.recipient?.id;
        if (activity.membersAdded?.some(isBot)) await added(activity);
        else if (activity.membersRemoved?.some(isBot)) removed(activity);
        else changed(activity);
      }),
  };
}
