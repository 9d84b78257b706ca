import { TEAM } from "./company.ts";
import { Refusal, refuse } from "./refusal.ts";
import type { StoredConversation, TeamsState } from "./state.ts";
import { findConversation, findMessage, splitThread } from "./state.ts";

/** Whether the bot may write there. In a personal chat it may also when the app is in a team that the person is in. */
export function isReachable(state: TeamsState, conversation: StoredConversation): boolean {
  if (conversation.blocked) return false;
  const [person = ""] = conversation.members;
  const inTeam = findConversation(state, TEAM.id)?.installed === true && TEAM.members.includes(person);
  return conversation.installed || (conversation.kind === "personal" && inTeam);
}

/** Documented to the last line break: the code is inside of the message. */
const BLOCKED = JSON.stringify(
  {
    subCode: "MessageWritesBlocked",
    details: "Thread is blocked from message writes.",
    errorCode: null,
    errorSubCode: null,
  },
  null,
  2,
).replaceAll("\n", "\r\n");

export function mayWrite(state: TeamsState, conversation: StoredConversation): void {
  if (conversation.blocked) throw new Refusal(403, "MessageWritesBlocked", BLOCKED);
  if (!isReachable(state, conversation))
    refuse(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
}

export type Place = { conversation: StoredConversation; root: string | null };

/** The conversation and, in a channel, the thread that an id of the wire means; or the refusal. */
export function placeOf(state: TeamsState, id: string): Place {
  const { conversation: base, root } = splitThread(id);
  const conversation = findConversation(state, base);
  const isThread =
    root === null || (conversation?.kind === "channel" && findMessage(state, base, root) !== undefined);
  if (conversation === undefined || !isThread)
    return refuse(404, "ConversationNotFound", "Conversation not found.");
  return { conversation, root };
}
