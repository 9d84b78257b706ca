import type { Card, Json, Size } from "../snapshot.ts";

export type JsonObject = { [key: string]: Json };

export type StoredPerson = {
  /** The same as in the embedded Slack: one person, two accounts. */
  id: string;
  /** What the person is to this bot: `29:…`. */
  userId: string;
  aadObjectId: string;
  name: string;
  email: string | null;
  upn: string;
  /** Of another company. */
  guest: boolean;
  timezone: string;
  locale: string;
};

export type StoredConversation = {
  id: string;
  kind: "personal" | "group" | "channel";
  /** Empty for a personal chat. */
  name: string;
  /** People's ids. */
  members: string[];
  /** Whether the app is there: installed for the person, in the chat or in the team. */
  installed: boolean;
  /** The person does not want to hear from the bot. */
  blocked: boolean;
};

export type StoredMessage = {
  conversation: string;
  /** Epoch milliseconds, as Teams numbers messages; unique everywhere. */
  id: string;
  /** In a channel: the message that began the thread, when it is not this one. */
  root: string | null;
  /** A person's id; null for the bot. */
  author: string | null;
  /** Markdown from the bot, plain text from people. */
  text: string;
  /** For notifications. */
  summary: string;
  cards: Card[];
  edits: number;
  deleted: boolean;
  /** What a person sees in place of the card since they pressed something on it, until the message is edited. */
  own: { [person: string]: Card };
  /** What a person sent along; left out in what was saved before there were any. */
  file?: StoredFile;
  /** A file that the bot asks to put into the reader's OneDrive, and one that it has put there. */
  offer?: OfferedFile | null;
  put?: { name: string; link: string } | null;
};

export type OfferedFile = {
  name: string;
  description: string;
  size: number;
  /** What the bot gets back with either answer. */
  accept: JsonObject;
  decline: JsonObject;
};

/** A file in somebody's OneDrive. `upload`: the address that takes what is in it, once; null: that is over. */
export type DriveFile = {
  id: string;
  /** A person's id. */
  owner: string;
  name: string;
  link: string;
  upload: string | null;
  text: string | null;
};

/** Whoever has the id may read it. */
export type StoredFile = { id: string; name: string; base64: string };

/** The one dialog that a person's Teams shows. */
export type StoredDialog = {
  id: string;
  person: string;
  conversation: string;
  /** The message whose button opened it. */
  message: string;
  title: string;
  width: Size;
  height: Size;
  content: { kind: "card"; card: Card } | { kind: "message"; text: string };
};

export type TeamsState = {
  people: StoredPerson[];
  conversations: StoredConversation[];
  /** In the order of their ids. */
  messages: StoredMessage[];
  dialogs: StoredDialog[];
  /** Left out in what was saved before bots could put something there. */
  drive?: DriveFile[];
  /** Person → conversation → id of the last message read. */
  read: Record<string, Record<string, string>>;
  /** Whether the bot was told where it is installed. */
  announced: boolean;
  lastId: number;
};

/** Unique and growing, also when many fall into one millisecond or the clock goes back. */
export function nextId(draft: TeamsState, now: number): string {
  draft.lastId = Math.max(draft.lastId + 1, Math.floor(now));
  return String(draft.lastId);
}

export const findPerson = (state: TeamsState, id: string): StoredPerson | undefined =>
  state.people.find((person) => person.id === id);

/** By `29:…` or by the object id in the directory: Teams takes both. */
export const findAccount = (state: TeamsState, id: string): StoredPerson | undefined =>
  state.people.find(({ userId, aadObjectId }) => userId === id || aadObjectId === id);

export const findConversation = (state: TeamsState, id: string): StoredConversation | undefined =>
  state.conversations.find((each) => each.id === id);

export const findMessage = (state: TeamsState, conversation: string, id: string): StoredMessage | undefined =>
  state.messages.find((each) => each.conversation === conversation && each.id === id && !each.deleted);

export const personalChat = (state: TeamsState, person: string): StoredConversation | undefined =>
  state.conversations.find(({ kind, members }) => kind === "personal" && members.includes(person));

export const dialogOf = (state: TeamsState, person: string): StoredDialog | undefined =>
  state.dialogs.find((dialog) => dialog.person === person);

/** A conversation's id as the wire has it: in channels a thread is part of it. */
export function splitThread(id: string): { conversation: string; root: string | null } {
  const [conversation = "", root] = id.split(";messageid=");
  return { conversation, root: root ?? null };
}
