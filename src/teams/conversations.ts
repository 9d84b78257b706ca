import type { References } from "../app/messages/conversation-references.ts";
import type { ConversationReference } from "../domain/conversation-reference.ts";
import {
  type Activity,
  conversationOf,
  isPersonal,
  reading,
  senderOf,
  tenantOf,
  withoutThread,
} from "./activity.ts";

/**
 * Where messages go, and how to reach it also when nobody has just written there. `serviceUrl` comes with every inbound
 * activity and may move. In a `channel` each message starts a thread of its own.
 */
export type Conversation = NonNullable<ReturnType<typeof conversationFrom>>;

export type ConversationAt = Pick<Conversation, "serviceUrl" | "id">;

/** What the first channel of a team is called, whose name Teams leaves away. */
export const GENERAL = "General";

/** What people call it; null while nothing but its id has been told. */
export const nameOf = (reference: ConversationReference | null): string | null =>
  reference === null || reference.label === reference.id ? null : reference.label;

type Kind = "personal" | "channel" | "group";

export function conversationFrom(reference: ConversationReference, kind: Kind) {
  const { serviceUrl, tenant = "", bot = "", botName, conversation = "" } = reference.data;
  if (!serviceUrl) return null;
  const named = { id: bot, ...(botName ? { name: botName } : {}) };
  const isPerson = kind === "personal";
  const id = isPerson ? conversation : reference.id;
  return { serviceUrl, id, tenant, bot: named, kind, person: isPerson ? reference : null };
}

/** A group chat that nobody named is known by who wrote there. */
function unnamed({ channelData, from }: Activity, id: string): string {
  const team = channelData?.team?.id;
  if (team) return id === team ? GENERAL : id;
  return from.name ? `${from.name} …` : id;
}

export type Conversations = ReturnType<typeof createConversations>;

/** What was learned of people and conversations from what came in; it outlives a restart. */
export function createConversations(references: References) {
  function find(conversation: string): Conversation | null {
    const id = withoutThread(conversation);
    const channel = references.get("channel", id);
    if (channel !== null)
      return conversationFrom(channel, channel.data["kind"] === "group" ? "group" : "channel");
    const person = references.find("person", "conversation", id);
    return person && conversationFrom(person, "personal");
  }

  const common = (activity: Activity) => ({
    serviceUrl: activity.serviceUrl,
    tenant: tenantOf(activity),
    bot: activity.recipient?.id ?? "",
  });

  function notePerson(activity: Activity): void {
    const { from, recipient } = activity;
    const { locale, timezone } = reading(activity);
    const id = senderOf(activity);
    const known = references.get("person", id);
    const before = known?.data ?? {};
    const own = isPersonal(activity);
    references.note({
      kind: "person",
      id,
      label: from.name || known?.label || id,
      data: {
        ...common(activity),
        botName: recipient?.name || before["botName"] || "",
        user: from.id,
        conversation: own ? activity.conversation.id : (before["conversation"] ?? ""),
        seenIn: own ? (before["seenIn"] ?? "") : conversationOf(activity),
        locale: locale || before["locale"] || "",
        timezone: timezone || before["timezone"] || "",
        ...(before["standing"] && { standing: before["standing"] }),
      },
    });
  }

  function noteTeam(activity: Activity): void {
    const team = activity.channelData?.team;
    if (!team?.id) return;
    const label = team.name || references.get("team", team.id)?.label || team.id;
    references.note({ kind: "team", id: team.id, label, data: common(activity) });
  }

  function noteChannel(activity: Activity): void {
    if (isPersonal(activity)) return;
    const { channelData, conversation } = activity;
    const id = channelData?.channel?.id ?? conversationOf(activity);
    const known = references.get("channel", id);
    // Not each thing that comes from a channel names its team.
    const isGroup = conversation.conversationType === "groupChat";
    const team = channelData?.team?.id || (isGroup ? "" : (known?.data["team"] ?? ""));
    const name = channelData?.channel?.name || (team === "" ? conversation.name : null);
    const label = name || nameOf(known) || unnamed(activity, id);
    const kind = team !== "" || conversation.conversationType === "channel" ? "channel" : "group";
    references.note({ kind: "channel", id, label, data: { ...common(activity), team, kind } });
  }

  const channelsOf = (team: string): ConversationReference[] =>
    references.all("channel").filter(({ id, data }) => id === team || data["team"] === team);

  return {
    find,
    /** The account with that id of Teams' own, which mentions have instead of the one of the directory. */
    accountOf: (user: string): string => references.find("person", "user", user)?.id ?? user,
    notePerson,
    noteTeam,
    noteChannel,
    channelsOf,
    forgetChannel: (id: string): void => references.forget("channel", id),
    forgetTeam(team: string): void {
      for (const { id } of channelsOf(team)) references.forget("channel", id);
      references.forget("team", team);
    },
    /** They took the app away: the chat is closed, but they are known. */
    closeChat(activity: Activity): void {
      const reference = references.get("person", senderOf(activity));
      if (reference !== null)
        references.note({ ...reference, data: { ...reference.data, conversation: "" } });
    },
    areGone(): boolean {
      const chats = references.all("person").filter(({ data }) => data["conversation"] !== "");
      return chats.length + references.all("team").length + references.all("channel").length === 0;
    },
  };
}
