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

const CHATS_KEPT = 10_000;

/** What was learned of a conversation from what came in from there; it outlives a restart. null: nothing. */
export function createReferences(routes: Routes): (conversation: string) => ConversationReference | null {
  /** Whose chat each was when it was looked for, which reads everybody. They are asked first, and may have another since. */
  const owners = new Map<string, string>();

  function remembered(chat: string): Route | null {
    const owner = owners.get(chat);
    const person = owner === undefined ? null : routes.get("person", owner);
    return person?.data["conversation"] === chat ? person : null;
  }

  function lookedFor(chat: string): Route | null {
    const person = routes.find("person", "conversation", chat);
    if (owners.size >= CHATS_KEPT) owners.clear();
    if (person !== null) owners.set(chat, person.id);
    return person;
  }

  return (conversation) => {
    const id = channelOf(conversation);
    const known = remembered(id);
    if (known !== null) return referenceFrom(known, "personal", known);
    const channel = routes.get("channel", id);
    if (channel !== null) {
      return referenceFrom(channel, channel.data["kind"] === "group" ? "group" : "channel", null);
    }
    // A team is its first channel.
    const team = routes.get("team", id);
    if (team !== null) return referenceFrom(team, "channel", null);
    const person = lookedFor(id);
    return person && referenceFrom(person, "personal", person);
  };
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
