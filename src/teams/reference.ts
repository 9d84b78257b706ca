import type { Routes } from "../app/routes.ts";
import type { Route } from "../domain/route.ts";
import { channelOf } from "./connector.ts";

/** How to reach one conversation, also when nobody has just written there. */
export type ConversationReference = {
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly bot: { readonly id: string; readonly name?: string };
  /** In a channel each message starts a thread of its own. */
  readonly kind: "personal" | "channel" | "group";
  /** Whose personal conversation it is. */
  readonly person: Route | null;
};

/** What was learned of a conversation from what came in from there; it outlives a restart. null: nothing. */
export function referenceOf(routes: Routes, conversation: string): ConversationReference | null {
  const id = channelOf(conversation);
  const channel = routes.get("channel", id);
  if (channel !== null) {
    return referenceFrom(channel, channel.data["kind"] === "group" ? "group" : "channel", null);
  }
  // A team is its first channel.
  const team = routes.get("team", id);
  if (team !== null) return referenceFrom(team, "channel", null);
  const person = routes.find("person", "conversation", id);
  return person && referenceFrom(person, "personal", person);
}

export function referenceFrom(
  { data }: Route,
  kind: ConversationReference["kind"],
  person: Route | null,
): ConversationReference | null {
  const { serviceUrl, tenant = "", bot = "", botName } = data;
  if (!serviceUrl) return null;
  return { serviceUrl, tenant, bot: { id: bot, ...(botName ? { name: botName } : {}) }, kind, person };
}
