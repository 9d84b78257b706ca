import { createHash } from "node:crypto";
import { initialSlackState } from "../slack/state.ts";
import type { Card, JsonObject, TeamsDialog } from "../snapshot.ts";

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
  name: string;
  members: string[];
  /** Whether the app is there: installed for the person, in the chat or in the team. */
  installed: boolean;
  blocked: boolean;
};

export type Content = {
  text: string;
  summary: string;
  cards: Card[];
  file?: StoredFile;
  /** A file that the bot asks to put into the reader's OneDrive, and one that it has put there. */
  offer?: OfferedFile | null;
  put?: { name: string; link: string } | null;
};

export type StoredMessage = Content & {
  conversation: string;
  /** Epoch milliseconds, as Teams numbers messages; unique everywhere. */
  id: string;
  /** In a channel: the message that began the thread, when it is not this one. */
  root: string | null;
  author: string | null;
  edits: number;
  /** What a person sees in place of the card since they pressed something on it, until the message is edited. */
  own: { [person: string]: Card };
};

/** `accept` and `decline`: what the bot gets back with either answer. */
export type OfferedFile = {
  name: string;
  description: string;
  size: number;
  accept: JsonObject;
  decline: JsonObject;
};

/** A file in somebody's OneDrive. `upload`: the address that takes what is in it, once; null: that is over. */
export type DriveFile = {
  id: string;
  owner: string;
  name: string;
  link: string;
  upload: string | null;
  text: string | null;
};

export type StoredFile = { id: string; name: string; base64: string };

/** The one dialog that a person's Teams shows, opened by a button of this message. */
export type StoredDialog = TeamsDialog & { person: string; conversation: string; message: string };

export type TeamsState = {
  people: StoredPerson[];
  conversations: StoredConversation[];
  messages: StoredMessage[];
  dialogs: StoredDialog[];
  drive: DriveFile[];
  /** Person → conversation → id of the last message read. */
  read: Record<string, Record<string, string>>;
  announced: boolean;
  lastId: number;
};

/** Unique and growing, also when many fall into one millisecond or the clock goes back. */
export function nextId(draft: TeamsState, now: number): string {
  draft.lastId = Math.max(draft.lastId + 1, Math.floor(now));
  return String(draft.lastId);
}

/** `root`: in a channel, the message that begins the thread; null for the channel as a whole. */
export type Place = { conversation: StoredConversation; root: string | null };

export function addMessage(
  draft: TeamsState,
  now: number,
  { conversation, root }: Place,
  author: string | null,
  content: Content,
): StoredMessage {
  const message: StoredMessage = {
    ...{ conversation: conversation.id, id: nextId(draft, now), root, author, ...content },
    ...{ edits: 0, own: {} },
  };
  draft.messages.push(message);
  return message;
}

export const findPerson = (state: TeamsState, id: string): StoredPerson | undefined =>
  state.people.find((person) => person.id === id);

/** By `29:…` or by the object id in the directory: Teams takes both. */
export const findAccount = (state: TeamsState, id: string): StoredPerson | undefined =>
  state.people.find(({ userId, aadObjectId }) => userId === id || aadObjectId === id);

export const findConversation = (state: TeamsState, id: string): StoredConversation | undefined =>
  state.conversations.find((each) => each.id === id);

export const findMessage = (state: TeamsState, conversation: string, id: string): StoredMessage | undefined =>
  state.messages.find((each) => each.conversation === conversation && each.id === id);

export const personalChat = (state: TeamsState, person: string): StoredConversation | undefined =>
  state.conversations.find(({ kind, members }) => kind === "personal" && members.includes(person));

export const dialogOf = (state: TeamsState, person: string): StoredDialog | undefined =>
  state.dialogs.find((dialog) => dialog.person === person);

const APP_ID = "ec3ad8ae-31cc-4b30-9532-cc1bf1ed58ea";
export const BOT = { id: `28:${APP_ID}`, appId: APP_ID, name: "Mistral Setup" };

export const TENANT = "f54ca77d-493f-40a0-a2c8-dd604306c62a";
const DOMAIN = "lumen.example";

const OBJECT_IDS: Record<string, string> = {
  ana: "51bee2c9-0a7c-40b7-8d9a-11358bca8777",
  ben: "655852bc-39cc-48f4-a0cf-d28513fbfa2f",
  chloe: "bc159520-da3b-4ca3-8aa5-f75f57099910",
  kenji: "d5c953ce-07d3-4b63-9560-64fbcfb115f4",
  greta: "7c62ab8d-58a3-43dc-8129-87908091d74e",
};

/** Long and without meaning, as ids in Teams are; the same at every start. */
const opaque = (of: string): string => createHash("sha512").update(of).digest("base64url").slice(0, 60);
const thread = (name: string, suffix = "tacv2"): string =>
  `19:${createHash("md5").update(name).digest("hex")}@thread.${suffix}`;

const PEOPLE: StoredPerson[] = initialSlackState().people.map(
  ({ id, handle, name, email, timezone, locale, kind }) => {
    const guest = kind === "guest";
    const upn = guest ? `${(email ?? handle).replace("@", "_")}#EXT#@${DOMAIN}` : `${handle}@${DOMAIN}`;
    const aadObjectId = OBJECT_IDS[handle] ?? "";
    return { id, userId: `29:1${opaque(handle)}`, aadObjectId, name, email, upn, guest, timezone, locale };
  },
);
const [ana = "", ben = "", chloe = "", kenji = "", greta = ""] = PEOPLE.map(({ id }) => id);
const inTeam = [ana, ben, chloe, greta];

/** The team's id is its first channel's, as in Teams. Kenji is not in it: the bot cannot reach him yet. */
export const TEAM = {
  id: thread("General"),
  name: "Atelier Lumen",
  aadGroupId: "0d0f8a52-3b9f-4a39-9a53-6f2fbb8a3c11",
  members: inTeam,
};

const conversation = (
  kind: StoredConversation["kind"],
  name: string,
  members: string[],
  id = thread(name),
): StoredConversation => ({ id, kind, name, members, installed: true, blocked: false });

const CONVERSATIONS: StoredConversation[] = [
  conversation("channel", "General", inTeam),
  conversation("channel", "mistral", inTeam),
  conversation("channel", "mistral-approvals", [ana, ben]),
  conversation("channel", "random", inTeam),
  conversation("group", "Launch", [ana, ben, chloe], thread("Launch", "v2")),
  ...PEOPLE.map(({ id }) => ({
    ...conversation("personal", "", [id], `a:1${opaque(`chat ${id}`)}`),
    installed: id !== kenji && id !== greta,
  })),
];

export function initialTeamsState(): TeamsState {
  return structuredClone({
    ...{ people: PEOPLE, conversations: CONVERSATIONS, messages: [], dialogs: [], drive: [] },
    ...{ read: {}, announced: false, lastId: 0 },
  });
}
