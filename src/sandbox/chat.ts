import { createHash } from "node:crypto";
import { OK } from "./refusal.ts";
import type { Answer, Card, JsonObject, Message, Person } from "./snapshot.ts";
import type { Section } from "./world.ts";

/** A person with an account in each client; `id` is the one in Slack. */
export type StoredPerson = Person & {
  owner: boolean;
  deleted: boolean;
  /** What the person is to the bot in Teams: `29:…`. */
  userId: string;
  aadObjectId: string;
  upn: string;
};

export type StoredPlace = {
  id: string;
  kind: "public" | "private" | "channel" | "group" | "direct";
  /** Empty in the direct one, which is with the bot. */
  name: string;
  members: string[];
  archived: boolean;
  /** Whether the app is there, in Teams: installed for the person, in the chat or in the team. */
  installed: boolean;
  blocked: boolean;
};

/** `accept` and `decline`: what the bot gets back with either answer. */
export type OfferedFile = NonNullable<Message["offer"]> & { accept: JsonObject; decline: JsonObject };

export type StoredMessage = Pick<
  Message,
  "place" | "id" | "root" | "author" | "text" | "blocks" | "cards"
> & {
  edits: number;
  metadata: JsonObject | null;
  /** The one who sees it, in Slack. */
  ephemeralFor: string | null;
  /** Ids, in Slack. */
  files?: string[];
  /** What a person sees in place of the card since they pressed something on it, until the message is edited. */
  own: { [person: string]: Card };
  /** What somebody sent in Teams. */
  file?: { id: string; name: string; base64: string };
  /** A file that the bot asks to put into the reader's OneDrive, and one that it has put there. */
  offer?: OfferedFile | null;
  put?: Message["put"];
};

/** What both clients keep. */
export type ChatState = {
  people: StoredPerson[];
  places: StoredPlace[];
  messages: StoredMessage[];
  /** Person → place → id of the last message read. */
  read: Record<string, Record<string, string>>;
};

export const findPerson = ({ people }: ChatState, id: string): StoredPerson | undefined =>
  people.find((person) => person.id === id);

export const findPlace = ({ places }: ChatState, id: string): StoredPlace | undefined =>
  places.find((place) => place.id === id);

export const findMessage = ({ messages }: ChatState, place: string, id: string): StoredMessage | undefined =>
  messages.find((message) => message.place === place && message.id === id);

/** The chat between the bot and this person. */
export const directOf = ({ places }: ChatState, person: string): StoredPlace | undefined =>
  places.find(({ kind, members }) => kind === "direct" && members.includes(person));

export const canSee = ({ ephemeralFor }: StoredMessage, person: string): boolean =>
  ephemeralFor === null || ephemeralFor === person;

/** Somebody in a place where they are. */
export type Seat = { person: StoredPerson; place: StoredPlace };

export function seatOf(state: ChatState, as: string, id: string): Seat | null {
  const [person, place] = [findPerson(state, as), findPlace(state, id)];
  return person !== undefined && place?.members.includes(as) === true ? { person, place } : null;
}

export function addMessage(
  { messages }: ChatState,
  given: Pick<StoredMessage, "place" | "id"> & Partial<StoredMessage>,
): StoredMessage {
  const nothing = { root: null, author: null, text: "", edits: 0, metadata: null, ephemeralFor: null };
  const message = { ...nothing, blocks: [], cards: [], own: {}, ...given };
  messages.push(message);
  return message;
}

export function markRead<T extends ChatState>(section: Section<T>, person: string, place: string): Answer {
  const { messages, read } = section.get();
  const last = messages.findLast((each) => each.place === place && canSee(each, person))?.id;
  if (last !== undefined && read[person]?.[place] !== last)
    section.patch(read, { [person]: { ...read[person], [place]: last } });
  return OK;
}

export const TEAM_NAME = "Atelier Lumen";
export const BOT_NAME = "Mistral Setup";
export const INTRODUCTION = `${BOT_NAME} helps this team get working Mistral API keys.`;
const DOMAIN = "lumen.example";

type Row = [
  ...[id: string, name: string, handle: string, title: string],
  ...[timezone: string, locale: string, color: string, kind: Person["kind"]],
];

const ROWS: Row[] = [
  ["U0ANADUA01", "Ana Duarte", "ana", "Head of Platform", "Europe/Lisbon", "en-GB", "#b4472f", "admin"],
  ["U0BENOKA01", "Ben Okafor", "ben", "Engineer", "America/New_York", "en-US", "#2f6fb4", "member"],
  ["U0CHLOEM01", "Chloé Martin", "chloe", "Designer", "Europe/Paris", "fr-FR", "#7a4fb0", "member"],
  ["U0KENJIS01", "Kenji Sato", "kenji", "Data scientist", "Asia/Tokyo", "en-US", "#2c7d55", "member"],
  ["U0GRETAL01", "Greta Lind", "greta", "Partner", "Europe/Stockholm", "sv-SE", "#8a6d1d", "guest"],
];

/** Long and without meaning, as ids in Teams are; the same at every start. */
export const opaque = (of: string): string =>
  createHash("sha512").update(of).digest("base64url").slice(0, 60);

/** The bot knows their accounts by these, so that they are the same in every version. */
const OBJECT_IDS = [
  ...["51bee2c9-0a7c-40b7-8d9a-11358bca8777", "655852bc-39cc-48f4-a0cf-d28513fbfa2f"],
  ...["bc159520-da3b-4ca3-8aa5-f75f57099910", "d5c953ce-07d3-4b63-9560-64fbcfb115f4"],
  "7c62ab8d-58a3-43dc-8129-87908091d74e",
];

export const PEOPLE = ROWS.map(
  ([id, name, handle, title, timezone, locale, color, kind], at): StoredPerson => ({
    ...{ id, name, handle, title, timezone, locale, color, kind },
    ...{ owner: kind === "admin", deleted: false },
    email: `${handle}@${kind === "guest" ? "partner.example" : DOMAIN}`,
    ...{ userId: `29:1${opaque(handle)}`, aadObjectId: OBJECT_IDS[at] ?? "" },
    upn: kind === "guest" ? `${handle}_partner.example#EXT#@${DOMAIN}` : `${handle}@${DOMAIN}`,
  }),
);

export const placeOf = (
  id: string,
  kind: StoredPlace["kind"],
  name: string,
  members: string[],
): StoredPlace => ({ id, kind, name, members, archived: false, installed: true, blocked: false });

/** Nobody has said anything yet. */
export const silent = (places: StoredPlace[]): ChatState => ({
  ...{ people: PEOPLE, places, messages: [], read: {} },
});
