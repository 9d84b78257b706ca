import { createHash } from "node:crypto";
import type { ChatState, StoredPerson } from "../chat.ts";
import { addMessage, BOT_NAME, INTRODUCTION, opaque, PEOPLE, placeOf, silent, TEAM_NAME } from "../chat.ts";
import type { TeamsDialog } from "../snapshot.ts";

/** A file in somebody's OneDrive. `upload`: the address that takes what is in it, once; null: that is over. */
export type DriveFile = {
  id: string;
  owner: string;
  name: string;
  link: string;
  upload: string | null;
  text: string | null;
};

/** The one dialog that a person's Teams shows, opened by a button of this message. */
export type StoredDialog = TeamsDialog & { person: string; conversation: string; message: string };

export type TeamsState = ChatState & {
  dialogs: StoredDialog[];
  drive: DriveFile[];
  announced: boolean;
  lastId: number;
};

/** Unique and growing, also when many fall into one millisecond or the clock goes back. */
export function nextId(draft: TeamsState, now: number): string {
  draft.lastId = Math.max(draft.lastId + 1, Math.floor(now));
  return String(draft.lastId);
}

/** By `29:…` or by the object id in the directory: Teams takes both. */
export const findAccount = (state: TeamsState, id: string): StoredPerson | undefined =>
  state.people.find(({ userId, aadObjectId }) => userId === id || aadObjectId === id);

export const dialogOf = (state: TeamsState, person: string): StoredDialog | undefined =>
  state.dialogs.find((dialog) => dialog.person === person);

export const BOT = { id: "28:ec3ad8ae-31cc-4b30-9532-cc1bf1ed58ea", name: BOT_NAME };
export const TENANT = "f54ca77d-493f-40a0-a2c8-dd604306c62a";
const thread = (name: string, suffix = "tacv2"): string =>
  `19:${createHash("md5").update(name).digest("hex")}@thread.${suffix}`;

const [ana = "", ben = "", chloe = "", kenji = "", greta = ""] = PEOPLE.map(({ id }) => id);
const inTeam = [ana, ben, chloe, greta];

/** The team's id is its first channel's, as in Teams. Kenji is not in it: the bot cannot reach him yet. */
export const TEAM = { id: thread("General"), name: TEAM_NAME, members: inTeam };

const channel = (name: string, members = inTeam) => placeOf(thread(name), "channel", name, members);

const PLACES = [
  ...[channel("General"), channel("mistral"), channel("mistral-approvals", [ana, ben]), channel("random")],
  placeOf(thread("Launch", "v2"), "group", "Launch", [ana, ben, chloe]),
  ...PEOPLE.map(({ id }) => ({
    ...placeOf(`a:1${opaque(`chat ${id}`)}`, "direct", "", [id]),
    installed: id !== kenji && id !== greta,
  })),
];

/** `introducedAt`: when the bot introduced itself in its channel; null: it has not. */
export function initialTeamsState(introducedAt: number | null = null): TeamsState {
  const state: TeamsState = { ...silent(PLACES), dialogs: [], drive: [], announced: false, lastId: 0 };
  const text = `${INTRODUCTION} Write setup in its chat to start, or help for the commands.`;
  if (introducedAt !== null)
    addMessage(state, { place: thread("mistral"), id: nextId(state, introducedAt), text });
  return state;
}
