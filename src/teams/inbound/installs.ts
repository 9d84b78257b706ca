import type { App } from "../../app/core/app.ts";
import type { Conversations } from "../conversations.ts";
import { type Activity, activityKey, callerOf, conversationOf, isFromBot, isPersonal } from "./activity.ts";

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

  function changed(activity: Activity): void {
    const { team, channel, eventType } = activity.channelData ?? {};
    if (team?.id)
      switch (eventType) {
        case "teamRenamed":
          conversations.noteTeam(activity);
          break;
        case "teamRestored":
        case "teamUnarchived":
          conversations.noteTeam(activity);
          for (const { id } of conversations.channelsOf(team.id)) opened(id);
          break;
        case "teamArchived":
          teamClosed(team.id, "team_archived");
          break;
        case "teamDeleted":
        case "teamHardDeleted":
          teamClosed(team.id, "team_deleted");
      }
    if (channel)
      switch (eventType) {
        case "channelCreated":
        case "channelRenamed":
          conversations.noteChannel(activity);
          break;
        case "channelRestored":
          conversations.noteChannel(activity);
          opened(channel.id);
          break;
        case "channelDeleted":
          channelClosed(channel.id, "channel_deleted");
      }
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
    });
  };
}
