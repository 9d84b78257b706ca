import type { Block, JsonObject, Person, View } from "../snapshot.ts";

export type StoredPerson = Person & { owner: boolean; deleted: boolean };

export type StoredChannel = {
  id: string;
  name: string;
  kind: "public" | "private" | "direct";
  members: string[];
  archived: boolean;
};

export type StoredMessage = {
  channel: string;
  ts: string;
  author: string;
  text: string;
  blocks: Block[];
  metadata: JsonObject | null;
  editedTs: string | null;
  /** The one who sees it. */
  ephemeralFor: string | null;
  /** Ids. */
  files?: string[];
};

export type StoredFile = {
  id: string;
  /** What the address to upload to ends in. */
  upload: string;
  name: string;
  length: number;
  /** null: not uploaded yet. */
  text: string | null;
  /** Where it was shared; null: nowhere, so nobody sees it. */
  channel: string | null;
  /** Of what somebody put into a form: whose it is, and its bytes as base64. */
  given?: { user: string; base64: string };
};

export type StoredView = View & {
  user: string;
  type: "modal" | "home";
  hash: string;
  rootId: string;
  previousId: string | null;
};

/** Where a person acted, which a response_url leads back to. `messageTs`: of the message whose button was pressed. */
export type Origin = { channel: string; user: string; messageTs: string | null };

export type StoredResponse = Origin & { id: string; uses: number; createdAt: number };

export type SlackState = {
  people: StoredPerson[];
  channels: StoredChannel[];
  messages: StoredMessage[];
  modals: StoredView[];
  homes: StoredView[];
  responses: StoredResponse[];
  files: StoredFile[];
  /** Person → channel → ts of the last message read. */
  read: Record<string, Record<string, string>>;
  installed: boolean;
  lastMicros: number;
  lastId: number;
};

export function inSeconds(micros: number): string {
  const digits = String(micros);
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** Unique and growing, also when many fall into one millisecond or the clock goes back. */
export function nextTs(draft: SlackState, now: number): string {
  draft.lastMicros = Math.max(draft.lastMicros + 100, Math.floor(now) * 1000);
  return inSeconds(draft.lastMicros);
}

export function nextId(draft: SlackState, prefix: string): string {
  draft.lastId += 1;
  return `${prefix}0${draft.lastId.toString(36).toUpperCase().padStart(9, "0")}`;
}

export const findPerson = (state: SlackState, id: string): StoredPerson | undefined =>
  state.people.find((person) => person.id === id);

export const findChannel = (state: SlackState, id: string): StoredChannel | undefined =>
  state.channels.find((channel) => channel.id === id);

export const findMessage = (state: SlackState, channel: string, ts: string): StoredMessage | undefined =>
  state.messages.find((message) => message.channel === channel && message.ts === ts);

export const findFile = (state: SlackState, id: unknown): StoredFile | undefined =>
  state.files.find((file) => file.id === id);

export const homeOf = (state: SlackState, user: string): StoredView | undefined =>
  state.homes.find((view) => view.user === user);

export const modalsOf = (state: SlackState, user: string): StoredView[] =>
  state.modals.filter((view) => view.user === user);

export const canSee = (message: StoredMessage, user: string): boolean =>
  message.ephemeralFor === null || message.ephemeralFor === user;

export const BOT = { id: "U0MSETUP01", botId: "B0MSETUP01", name: "Mistral Setup", handle: "mistral_setup" };
export const TEAM = { id: "T0LUMEN001", name: "Atelier Lumen", domain: "atelier-lumen" };
export const APP_ID = "A0MSETUP01";
export const COMMAND = "/mistral-setup";

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

const PEOPLE = ROWS.map(
  ([id, name, handle, title, timezone, locale, color, kind]): StoredPerson => ({
    ...{ id, name, handle, title, timezone, locale, color, kind },
    email: `${handle}@${kind === "guest" ? "partner" : "lumen"}.example`,
    owner: kind === "admin",
    deleted: false,
  }),
);
const [ana = "", ben = "", chloe = "", kenji = "", greta = ""] = PEOPLE.map(({ id }) => id);
const staff = [ana, ben, chloe, kenji];

const channel = (
  id: string,
  name: string,
  kind: StoredChannel["kind"],
  ...members: string[]
): StoredChannel => ({ id, name, kind, members, archived: false });

const CHANNELS: StoredChannel[] = [
  channel("C0GENERAL1", "general", "public", ...staff),
  channel("C0MISTRAL1", "mistral", "public", ...staff, greta, BOT.id),
  channel("C0APPROVE1", "mistral-approvals", "private", ana, ben, BOT.id),
  channel("C0RANDOM01", "random", "public", ...staff),
  ...PEOPLE.map(({ id }) => channel(`D${id.slice(1)}`, "", "direct", id, BOT.id)),
];

export function initialSlackState(): SlackState {
  return structuredClone({
    ...{ people: PEOPLE, channels: CHANNELS, messages: [], modals: [], homes: [], responses: [], files: [] },
    ...{ read: {}, installed: true, lastMicros: 0, lastId: 0 },
  });
}
