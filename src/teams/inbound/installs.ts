import type { App } from "../../app/core/app.ts";
import type { ConversationReference } from "../../domain/conversation-reference.ts";
import { nameOf } from "../conversation.ts";
import type { Conversations } from "../conversations.ts";
import { type Activity, activityKey, callerOf, conversationOf, isFromBot, isPersonal } from "./activity.ts";

/** What Teams tells by itself: where the app was added or taken away, and what became of teams and channels. */
export function createInstalls(app: App, conversations: Conversations) {
  /** The core hears of it before the name is forgotten. */
  function close(channels: readonly ConversationReference[], reason: string): void {
    for (const reference of channels)
      app.placeClosed({ platform: "teams", channel: reference.id }, { reason, name: nameOf(reference) });
  }

  function teamClosed(team: string, reason: string): void {
    close(conversations.channelsOf(team), reason);
    conversations.forgetTeam(team);
  }

  function channelClosed(channel: string, reason: string): void {
    close(conversations.channel(channel), reason);
    conversations.forgetChannel(channel);
  }

  function teamOpened(team: string): void {
    for (const { id: channel } of conversations.channelsOf(team))
      app.placeOpened({ platform: "teams", channel });
  }

  async function added(activity: Activity): Promise<void> {
    if (!isPersonal(activity)) {
      conversations.noteTeam(activity);
      conversations.noteChannel(activity);
      app.placeOpened({ platform: "teams", channel: conversationOf(activity) });
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
    switch (eventType) {
      case "teamRenamed":
        conversations.noteTeam(activity);
        break;
      case "teamRestored":
      case "teamUnarchived":
        conversations.noteTeam(activity);
        if (team?.id) teamOpened(team.id);
        break;
      case "teamArchived":
        if (team?.id) close(conversations.channelsOf(team.id), "team_archived");
        break;
      case "teamDeleted":
      case "teamHardDeleted":
        if (team?.id) teamClosed(team.id, "team_deleted");
        break;
      case "channelCreated":
      case "channelRenamed":
        if (channel) conversations.noteChannel(activity);
        break;
      case "channelRestored":
        if (!channel) break;
        conversations.noteChannel(activity);
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
