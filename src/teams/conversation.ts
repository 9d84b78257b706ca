import type { ConversationReference } from "../domain/conversation-reference.ts";

/** Where messages go, and how to reach it also when nobody has just written there. */
export type Conversation = {
  /** Of the service; it comes with every inbound activity and may move. */
  readonly serviceUrl: string;
  readonly id: string;
  readonly tenant: string;
  readonly bot: { readonly id: string; readonly name?: string };
  /** In a channel each message starts a thread of its own. */
  readonly kind: "personal" | "channel" | "group";
  /** Whose personal conversation it is. */
  readonly person: ConversationReference | null;
};

/** What the connector has to know of one; the id may be a thread's. */
export type ConversationAt = Pick<Conversation, "serviceUrl" | "id">;

/** `19:…@thread.tacv2;messageid=17…` is a thread in the channel before the semicolon: a channel is one conversation. */
export const withoutThread = (id: string): string => id.replace(/;messageid=.*$/s, "");

export const threadOf = (channel: string, message: string): string => `${channel};messageid=${message}`;

/** A thread is named after its first message. Where a client names it otherwise, a message is stored with that name. */
export const storedMessage = (channel: string, id: string, thread: string): string =>
  thread === threadOf(channel, id) ? id : `${id} ${thread}`;

/** What the first channel of a team is called, whose name Teams leaves away. */
export const GENERAL = "General";

/** What people call it; null while nothing but its id has been told. */
export const nameOf = (reference: ConversationReference | null): string | null =>
  reference === null || reference.label === reference.id ? null : reference.label;
