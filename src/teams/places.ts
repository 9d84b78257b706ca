import type { Routes } from "../app/routes.ts";
import type { Route } from "../domain/route.ts";
import { type Activity, conversationOf, isPersonal, reading, senderOf, tenantOf } from "./activity.ts";

/** What the first channel of a team is called, whose name Teams leaves away. */
export const GENERAL = "General";

/** What people call it; null while nothing but its id has been told. */
export const nameOf = (place: Route | null): string | null =>
  place === null || place.label === place.id ? null : place.label;

/** A group chat that nobody named is known by who wrote there. */
function unnamed({ channelData, from }: Activity, id: string): string {
  const team = channelData?.team?.id;
  if (team) return id === team ? GENERAL : id;
  return from.name ? `${from.name} …` : id;
}

/** Keeps what is needed to write to people and places by itself later. */
export function createPlaces(routes: Routes) {
  const common = (activity: Activity) => ({
    serviceUrl: activity.serviceUrl,
    tenant: tenantOf(activity),
    bot: activity.recipient?.id ?? "",
  });

  function notePerson(activity: Activity): void {
    const { from, recipient } = activity;
    const { locale, timezone } = reading(activity);
    const id = senderOf(activity);
    const known = routes.get("person", id);
    routes.note({
      kind: "person",
      id,
      label: from.name || known?.label || id,
      data: {
        ...common(activity),
        botName: recipient?.name || known?.data["botName"] || "",
        user: from.id,
        conversation: isPersonal(activity) ? activity.conversation.id : (known?.data["conversation"] ?? ""),
        seenIn: isPersonal(activity) ? (known?.data["seenIn"] ?? "") : conversationOf(activity),
        locale: locale || known?.data["locale"] || "",
        timezone: timezone || known?.data["timezone"] || "",
        ...(known?.data["standing"] && { standing: known.data["standing"] }),
      },
    });
  }

  function noteTeam(activity: Activity): void {
    const team = activity.channelData?.team;
    if (!team?.id) return;
    const label = team.name || routes.get("team", team.id)?.label || team.id;
    routes.note({ kind: "team", id: team.id, label, data: common(activity) });
  }

  function noteChannel(activity: Activity): void {
    if (isPersonal(activity)) return;
    const { channelData, conversation } = activity;
    const id = channelData?.channel?.id ?? conversationOf(activity);
    const known = routes.get("channel", id);
    // Not each thing that comes from a channel names its team.
    const isGroup = conversation.conversationType === "groupChat";
    const team = channelData?.team?.id || (isGroup ? "" : (known?.data["team"] ?? ""));
    const name = channelData?.channel?.name || (team === "" ? conversation.name : null);
    const label = name || nameOf(known) || unnamed(activity, id);
    const kind = team !== "" || conversation.conversationType === "channel" ? "channel" : "group";
    routes.note({ kind: "channel", id, label, data: { ...common(activity), team, kind } });
  }

  const channelsOf = (team: string) =>
    routes.all("channel").filter(({ id, data }) => id === team || data["team"] === team);

  const channel = (id: string) => routes.all("channel").filter((one) => one.id === id);

  function forgetTeam(team: string): void {
    for (const { id } of channelsOf(team)) routes.forget("channel", id);
    routes.forget("team", team);
  }

  /** They took the app away: the chat is closed, but they are known. */
  function closeChat(activity: Activity): void {
    const route = routes.get("person", senderOf(activity));
    if (route !== null) routes.note({ ...route, data: { ...route.data, conversation: "" } });
  }

  /** Whether there is no place left to write to. */
  function nowhere(): boolean {
    const chats = routes.all("person").filter(({ data }) => data["conversation"] !== "");
    return chats.length + routes.all("team").length + routes.all("channel").length === 0;
  }

  const forgetChannel = (id: string) => routes.forget("channel", id);
  return {
    channelsOf,
    channel,
    notePerson,
    noteTeam,
    noteChannel,
    forgetTeam,
    forgetChannel,
    closeChat,
    nowhere,
  };
}

export type Places = ReturnType<typeof createPlaces>;
