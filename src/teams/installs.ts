import type { App } from "../app/app.ts";
import { type Activity, activityKey, callerOf, conversationOf, isFromBot, isPersonal } from "./activity.ts";
import type { Places } from "./places.ts";

/** What Teams tells by itself: where the app was added or taken away, and what became of teams and channels. */
export function createInstalls(app: App, places: Places) {
  async function added(activity: Activity): Promise<void> {
    if (!isPersonal(activity)) {
      places.noteTeam(activity);
      places.noteChannel(activity);
    } else if (!isFromBot(activity)) {
      places.notePerson(activity);
      await app.homeOpened(callerOf(activity), activityKey("home", activity));
    }
  }

  function removed(activity: Activity): void {
    const team = activity.channelData?.team?.id;
    if (isPersonal(activity)) places.closeChat(activity);
    else if (team) places.forgetTeam(team);
    else places.forgetChannel(conversationOf(activity));
    if (places.nowhere()) app.disconnected("teams");
  }

  function changed(activity: Activity): void {
    const { team, channel, eventType } = activity.channelData ?? {};
    switch (eventType) {
      case "teamRenamed":
      case "teamRestored":
        places.noteTeam(activity);
        break;
      case "teamDeleted":
      case "teamHardDeleted":
        if (team?.id) places.forgetTeam(team.id);
        break;
      case "channelCreated":
      case "channelRenamed":
      case "channelRestored":
        if (channel) places.noteChannel(activity);
        break;
      case "channelDeleted":
        if (channel) places.forgetChannel(channel.id);
        break;
      default:
    }
  }

  return {
    async installationUpdate(activity: Activity): Promise<void> {
      if (activity.action?.startsWith("add")) await added(activity);
      else if (activity.action?.startsWith("remove")) removed(activity);
    },
    async conversationUpdate(activity: Activity): Promise<void> {
      const isBot = ({ id }: { id: string }) => id === activity.recipient?.id;
      if (activity.membersAdded?.some(isBot)) await added(activity);
      else if (activity.membersRemoved?.some(isBot)) removed(activity);
      else changed(activity);
    },
  };
}
