import {
  addMessage,
  BOT_NAME,
  type ChatState,
  INTRODUCTION,
  PEOPLE,
  placeOf,
  type StoredPerson,
  silent,
  TEAM_NAME,
} from "../chat.ts";
import type { View } from "../snapshot.ts";

export type StoredFile = {
  id: string;
  upload: string;
  name: string;
  length: number;
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

/** `updatedAt` in seconds, as Slack tells it. */
export type UserGroup = {
  id: string;
  handle: string;
  name: string;
  members: string[];
  disabled: boolean;
  updatedAt: number;
};

export type SlackState = ChatState & {
  groups: UserGroup[];
  modals: StoredView[];
  homes: StoredView[];
  responses: StoredResponse[];
  files: StoredFile[];
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

export const findFile = (state: SlackState, id: unknown): StoredFile | undefined =>
  state.files.find((file) => file.id === id);

export const homeOf = (state: SlackState, user: string): StoredView | undefined =>
  state.homes.find((view) => view.user === user);

export const modalsOf = (state: SlackState, user: string): StoredView[] =>
  state.modals.filter((view) => view.user === user);

export const BOT = { id: "U0MSETUP01", botId: "B0MSETUP01", name: BOT_NAME, handle: "mistral_setup" };
export const TEAM = { id: "T0LUMEN001", name: TEAM_NAME, domain: "atelier-lumen" };
export const APP_ID = "A0MSETUP01";
export const COMMAND = "/mistral-setup";

const [ana = "", ben = "", chloe = "", kenji = "", greta = ""] = PEOPLE.map(({ id }) => id);
const staff = [ana, ben, chloe, kenji];

const PLACES = [
  placeOf("C0GENERAL1", "public", "general", staff),
  placeOf("C0MISTRAL1", "public", "mistral", [...staff, greta, BOT.id]),
  placeOf("C0APPROVE1", "private", "mistral-approvals", [ana, ben, BOT.id]),
  placeOf("C0RANDOM01", "public", "random", staff),
  ...PEOPLE.map(({ id }) => placeOf(`D${id.slice(1)}`, "direct", "", [id, BOT.id])),
];

const GROUPS: UserGroup[] = [
  {
    ...{ id: "S0PLATFORM", handle: "platform-team", name: "Platform team", members: [ben, kenji, greta] },
    ...{ disabled: false, updatedAt: 0 },
  },
];

const HOLIDAY_MS = 5 * 24 * 60 * 60 * 1000;

/** Who is away from the start. */
const onHoliday = (person: StoredPerson, until: number): StoredPerson =>
  person.id === ben ? { ...person, status: { text: "On holiday", until } } : person;

/** `introducedAt`: when the bot introduced itself in its channel; null: it has not. */
export function initialSlackState(introducedAt: number | null = null): SlackState {
  const empty = { modals: [], homes: [], responses: [], files: [], lastMicros: 0, lastId: 0 };
  const state: SlackState = { ...silent(PLACES), ...empty, groups: structuredClone(GROUPS) };
  const text = `${INTRODUCTION} Type \`${COMMAND}\` to start, or \`${COMMAND} help\` for the commands.`;
  if (introducedAt === null) return state;
  addMessage(state, { place: "C0MISTRAL1", id: nextTs(state, introducedAt), text });
  return { ...state, people: state.people.map((person) => onHoliday(person, introducedAt + HOLIDAY_MS)) };
}
