import type { Person } from "../snapshot.ts";
import { BOT } from "./bot.ts";
import type { SlackState, StoredChannel, StoredPerson } from "./state.ts";

export const TEAM = { id: "T0LUMEN001", name: "Atelier Lumen", domain: "atelier-lumen" };
export const APP_ID = "A0MSETUP01";
export const COMMAND = "/mistral-setup";

const ANA = "U0ANADUA01";
const BEN = "U0BENOKA01";
const CHLOE = "U0CHLOEM01";
const KENJI = "U0KENJIS01";
const GRETA = "U0GRETAL01";

type Row = [
  id: string,
  name: string,
  handle: string,
  title: string,
  zone: string,
  locale: string,
  color: string,
];

const ROWS: Row[] = [
  [ANA, "Ana Duarte", "ana", "Head of Platform", "Europe/Lisbon", "en-GB", "#b4472f"],
  [BEN, "Ben Okafor", "ben", "Engineer", "America/New_York", "en-US", "#2f6fb4"],
  [CHLOE, "Chloé Martin", "chloe", "Designer", "Europe/Paris", "fr-FR", "#7a4fb0"],
  [KENJI, "Kenji Sato", "kenji", "Data scientist", "Asia/Tokyo", "en-US", "#2c7d55"],
  [GRETA, "Greta Lind", "greta", "Partner", "Europe/Stockholm", "sv-SE", "#8a6d1d"],
];

const KINDS: Record<string, Person["kind"]> = { [ANA]: "admin", [GRETA]: "guest" };

const PEOPLE: StoredPerson[] = ROWS.map(([id, name, handle, title, timezone, locale, color]) => ({
  ...{ id, name, handle, title, timezone, locale, color },
  email: `${handle}@${id === GRETA ? "partner" : "lumen"}.example`,
  kind: KINDS[id] ?? "member",
  owner: id === ANA,
  deleted: false,
}));

const STAFF = [ANA, BEN, CHLOE, KENJI];

const channel = (
  id: string,
  name: string,
  kind: StoredChannel["kind"],
  members: string[],
): StoredChannel => ({
  ...{ id, name, kind, members },
  archived: false,
});

const CHANNELS: StoredChannel[] = [
  channel("C0GENERAL1", "general", "public", STAFF),
  channel("C0MISTRAL1", "mistral", "public", [...STAFF, GRETA, BOT.id]),
  channel("C0APPROVE1", "mistral-approvals", "private", [ANA, BEN, BOT.id]),
  channel("C0RANDOM01", "random", "public", STAFF),
  ...PEOPLE.map(({ id }) => channel(`D${id.slice(1)}`, "", "direct", [id, BOT.id])),
];

export function initialSlackState(): SlackState {
  return structuredClone({
    people: PEOPLE,
    channels: CHANNELS,
    messages: [],
    modals: [],
    homes: [],
    responses: [],
    read: {},
    installed: true,
    lastMicros: 0,
    lastId: 0,
  });
}
