import { createHash } from "node:crypto";
import { initialSlackState } from "../slack/company.ts";
import type { StoredConversation, StoredPerson, TeamsState } from "./state.ts";

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
const thread = (name: string, suffix: string): string =>
  `19:${createHash("md5").update(name).digest("hex")}@thread.${suffix}`;

const PEOPLE: StoredPerson[] = initialSlackState().people.map(
  ({ id, handle, name, email, timezone, locale, kind }) => {
    const guest = kind === "guest";
    const upn = guest ? `${(email ?? handle).replace("@", "_")}#EXT#@${DOMAIN}` : `${handle}@${DOMAIN}`;
    const aadObjectId = OBJECT_IDS[handle] ?? "";
    return { id, userId: `29:1${opaque(handle)}`, aadObjectId, name, email, upn, guest, timezone, locale };
  },
);

const [ANA, BEN, CHLOE, KENJI, GRETA] = PEOPLE.map(({ id }) => id) as [
  string,
  string,
  string,
  string,
  string,
];

/** The team's id is its first channel's, as in Teams. Kenji is not in it: the bot cannot reach him yet. */
export const TEAM = {
  id: thread("General", "tacv2"),
  name: "Atelier Lumen",
  aadGroupId: "0d0f8a52-3b9f-4a39-9a53-6f2fbb8a3c11",
  members: [ANA, BEN, CHLOE, GRETA],
};

const channel = (name: string, members: string[]): StoredConversation => ({
  ...{ id: thread(name, "tacv2"), kind: "channel", name, members },
  installed: true,
  blocked: false,
});

const CONVERSATIONS: StoredConversation[] = [
  channel("General", TEAM.members),
  channel("mistral", TEAM.members),
  channel("mistral-approvals", [ANA, BEN]),
  channel("random", TEAM.members),
  { ...channel("", [ANA, BEN, CHLOE]), id: thread("Launch", "v2"), kind: "group", name: "Launch" },
  ...PEOPLE.map(
    ({ id }): StoredConversation => ({
      ...{ id: `a:1${opaque(`chat ${id}`)}`, kind: "personal", name: "", members: [id] },
      installed: id !== KENJI && id !== GRETA,
      blocked: false,
    }),
  ),
];

export function initialTeamsState(): TeamsState {
  return structuredClone({
    people: PEOPLE,
    conversations: CONVERSATIONS,
    messages: [],
    dialogs: [],
    read: {},
    announced: false,
    lastId: 0,
  });
}
