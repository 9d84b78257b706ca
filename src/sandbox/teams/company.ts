import { createHash } from "node:crypto";
import { initialSlackState } from "../slack/company.ts";
import type { StoredConversation, StoredPerson, TeamsState } from "./state.ts";

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
